/** Spellings of one name that no rule of transliteration brings together. */
export interface NameEntry {
  readonly names: readonly string[];
  /** Where the spellings are used. */
  readonly source: string;
}

const labelsOf = (person: string): string => `Wikidata's labels of ${person} in en, ru, uk`;

/**
 * One word each, in the base form; other spellings that the rules of `name-key.ts` give, and the forms of
 * Russian and Ukrainian, follow by themselves. Add to it what a desk misses, with its source.
 */
export const NAME_LIST: readonly NameEntry[] = [
  {
    names: [
      "Türkiye",
      "Turkey",
      "Türkei",
      "Turquie",
      "Turchia",
      "Turquía",
      "Turquia",
      "Турция",
      "Туреччина",
    ],
    source: "CLDR region TR in tr, en, de, fr, it, es, pt, ru, uk; Turkey: CLDR's variant name",
  },
  {
    names: [
      "Kyrgyzstan",
      "Kirghizistan",
      "Kirgisistan",
      "Kirguistán",
      "Киргизия",
      "Киргизстан",
      "Киргизстан",
    ],
    source: "CLDR region KG in en, fr, de, es, ru, uk; Киргизия: kremlin.ru",
  },
  {
    names: ["Kazakhstan", "Kasachstan", "Kazajistán", "Cazaquistão"],
    source: "CLDR region KZ in en, de, es, pt",
  },
  {
    names: [
      "Belarus",
      "Weißrussland",
      "Biélorussie",
      "Bielorussia",
      "Bielorrusia",
      "Беларусь",
      "Белоруссия",
      "Білорусь",
    ],
    source:
      "CLDR region BY in en, fr, it, es, ru, uk; Weißrussland and Белоруссия: their former names there",
  },
  {
    names: ["Moldova", "Moldavia", "Moldau", "Молдавия"],
    source: "CLDR region MD in en, es, de (former), ru",
  },
  {
    names: ["Myanmar", "Burma", "Birmanie", "Birmania"],
    source: "CLDR region MM and its variant name in en, fr, es",
  },
  { names: ["Eswatini", "Swaziland"], source: "CLDR region SZ in en, and its variant name" },
  {
    names: ["Kyiv", "Kiev", "Kiew", "Київ", "Киев"],
    source:
      "Ukraine's national romanisation of 2010; BGN/PCGN 1965; CLDR city names of Europe/Kyiv in de, ru",
  },
  {
    names: ["Kharkiv", "Kharkov", "Charkiw", "Charkow", "Харків", "Харьков"],
    source:
      "Wikidata's labels of the city in en, de, uk, ru; Kharkov, Charkow: its former names there",
  },
  {
    names: ["Lviv", "Lvov", "Lwiw", "Львів", "Львов"],
    source: "Wikidata's labels of the city in en, de, uk, ru; Lvov: its former name in en",
  },
  { names: ["Donetsk", "Donezk"], source: "Wikidata's labels of the city in en, de" },
  {
    names: ["Luhansk", "Lugansk", "Луганськ", "Луганск"],
    source: "Wikidata's labels of the city in en, fr, uk, ru",
  },
  { names: ["Kherson", "Cherson"], source: "Wikidata's labels of the city in en, de" },
  {
    names: ["Crimea", "Krim", "Crimeia", "Крым", "Крим"],
    source:
      "Wikidata's labels of the peninsula in en, de, pt, ru, uk; not Crimée, whose skeleton is that of crime",
  },
  {
    names: ["Moscow", "Moskau", "Moscou", "Mosca", "Moscú", "Москва"],
    source: "CLDR city names of Europe/Moscow in en, de, fr, it, es, ru",
  },
  {
    names: ["Beijing", "Peking", "Pékin", "Pechino", "Pekín", "Pequim", "Пекин", "Пекін"],
    source: "Wikidata's labels of the city in en, de, fr, it, es, pt, ru, uk",
  },
  { names: ["Khamenei", "Chamenei"], source: "Wikidata's labels of Ali Khamenei in en, de" },
  { names: ["Zelensky", "Selenskyj"], source: "en.kremlin.ru; bundesregierung.de" },
  {
    names: ["Lukashenko", "Lukashenka", "Loukachenko", "Лукашенко"],
    source: "BGN/PCGN; the usual French and German transcriptions",
  },
  {
    names: ["Gorbachev", "Gorbatschow", "Gorbatchev"],
    source: "BGN/PCGN; the usual German and French transcriptions",
  },
  {
    names: ["Mirziyoyev", "Mirsijojew", "Mirziyoïev", "Мірзійоєв"],
    source: "president.uz; the usual German, French and Ukrainian transcriptions",
  },
  { names: ["Putin", "Poutine", "Путин"], source: "BGN/PCGN; elysee.fr" },
  { names: ["Macron", "Макрон"], source: "elysee.fr; kremlin.ru" },
  { names: ["Trump", "Трамп"], source: labelsOf("Donald Trump") },
  { names: ["Biden", "Байден"], source: labelsOf("Joe Biden") },
  { names: ["Vance", "Вэнс", "Венс"], source: labelsOf("J. D. Vance") },
  { names: ["Harris", "Харрис", "Гарріс"], source: labelsOf("Kamala Harris") },
  { names: ["Hegseth", "Хегсет", "Гегсет"], source: labelsOf("Pete Hegseth") },
  { names: ["Trudeau", "Трюдо"], source: labelsOf("Justin Trudeau") },
  { names: ["Carney", "Карни", "Карні"], source: labelsOf("Mark Carney") },
  { names: ["Scholz", "Шольц"], source: labelsOf("Olaf Scholz") },
  { names: ["Merz", "Мерц"], source: labelsOf("Friedrich Merz") },
  { names: ["Steinmeier", "Штайнмайер", "Штайнмаєр"], source: labelsOf("Frank-Walter Steinmeier") },
  { names: ["Baerbock", "Бербок"], source: labelsOf("Annalena Baerbock") },
  { names: ["Wadephul", "Вадефуль"], source: labelsOf("Johann Wadephul") },
  { names: ["Hollande", "Олланд"], source: labelsOf("François Hollande") },
  { names: ["Leyen", "Ляйен", "Ляєн"], source: labelsOf("Ursula von der Leyen") },
  { names: ["Costa", "Кошта"], source: labelsOf("António Costa") },
  { names: ["Rutte", "Рютте"], source: labelsOf("Mark Rutte") },
  { names: ["Tusk", "Туск"], source: labelsOf("Donald Tusk") },
  { names: ["Duda", "Дуда"], source: labelsOf("Andrzej Duda") },
  { names: ["Fico", "Фицо", "Фіцо"], source: labelsOf("Robert Fico") },
  { names: ["Szijjártó", "Сийярто", "Сіярто"], source: labelsOf("Péter Szijjártó") },
  { names: ["Sánchez", "Санчес"], source: labelsOf("Pedro Sánchez") },
  { names: ["Johnson", "Джонсон"], source: labelsOf("Boris Johnson") },
  { names: ["Truss", "Трасс"], source: labelsOf("Liz Truss") },
  { names: ["Lammy", "Лэмми", "Леммі"], source: labelsOf("David Lammy") },
  { names: ["Sybiha", "Сибига", "Сибіга"], source: labelsOf("Andrii Sybiha") },
  { names: ["Shmyhal", "Шмыгаль", "Шмигаль"], source: labelsOf("Denys Shmyhal") },
  { names: ["Xi", "Си", "Сі"], source: labelsOf("Xi Jinping") },
  { names: ["Jinping", "Цзиньпин", "Цзіньпін"], source: labelsOf("Xi Jinping") },
  { names: ["Abe", "Абэ", "Абе"], source: labelsOf("Shinzo Abe") },
  { names: ["Takaichi", "Такаити", "Такаїчі"], source: labelsOf("Sanae Takaichi") },
  { names: ["Albanese", "Албанезе"], source: labelsOf("Anthony Albanese") },
  { names: ["Modi", "Моди", "Моді"], source: labelsOf("Narendra Modi") },
  { names: ["Netanyahu", "Нетаньяху", "Нетаньягу"], source: labelsOf("Benjamin Netanyahu") },
  { names: ["Araghchi", "Аракчи", "Арагчі"], source: labelsOf("Abbas Araghchi") },
  { names: ["Sisi", "Сиси", "Сісі"], source: labelsOf("Abdel Fattah el-Sisi") },
  { names: ["Assad", "Асад"], source: labelsOf("Bashar al-Assad") },
  { names: ["Lula", "Лула"], source: labelsOf("Luiz Inácio Lula da Silva") },
  { names: ["Milei", "Милей", "Мілей"], source: labelsOf("Javier Milei") },
  { names: ["Ramaphosa", "Рамафоса"], source: labelsOf("Cyril Ramaphosa") },
];
