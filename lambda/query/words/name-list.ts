/** Spellings of one name that no rule of transliteration brings together. */
export interface NameEntry {
  readonly names: readonly string[];
  /** Where the spellings are used. */
  readonly source: string;
}

const usual = (person: string): string =>
  `${person}: the usual transcriptions in Russian and Ukrainian`;

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
      "the usual names of the city in English, German, Ukrainian and Russian, with the former ones",
  },
  {
    names: ["Lviv", "Lvov", "Lwiw", "Львів", "Львов"],
    source:
      "the usual names of the city in English, German, Ukrainian and Russian, with the former ones",
  },
  { names: ["Donetsk", "Donezk"], source: "the usual names of the city in English and German" },
  {
    names: ["Luhansk", "Lugansk", "Луганськ", "Луганск"],
    source: "the usual names of the city in English, French, Ukrainian and Russian",
  },
  { names: ["Kherson", "Cherson"], source: "the usual names of the city in English and German" },
  {
    names: ["Crimea", "Krim", "Crimeia", "Крым", "Крим"],
    source:
      "the usual names of the peninsula in English, German, Portuguese, Russian and Ukrainian; not Crimée, whose skeleton is that of crime",
  },
  {
    names: ["Moscow", "Moskau", "Moscou", "Mosca", "Moscú", "Москва"],
    source: "the usual names of the city in English, German, French, Italian, Spanish and Russian",
  },
  {
    names: ["Beijing", "Peking", "Pékin", "Pechino", "Pekín", "Pequim", "Пекин", "Пекін"],
    source:
      "the usual names of the city in English, German, French, Italian, Spanish, Portuguese, Russian and Ukrainian",
  },
  { names: ["Khamenei", "Chamenei"], source: "Ali Khamenei: the usual transcription in German" },
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
  { names: ["Trump", "Трамп"], source: usual("Donald Trump") },
  { names: ["Biden", "Байден"], source: usual("Joe Biden") },
  { names: ["Vance", "Вэнс", "Венс"], source: usual("J. D. Vance") },
  { names: ["Harris", "Харрис", "Гарріс"], source: usual("Kamala Harris") },
  { names: ["Hegseth", "Хегсет", "Гегсет"], source: usual("Pete Hegseth") },
  { names: ["Trudeau", "Трюдо"], source: usual("Justin Trudeau") },
  { names: ["Carney", "Карни", "Карні"], source: usual("Mark Carney") },
  { names: ["Scholz", "Шольц"], source: usual("Olaf Scholz") },
  { names: ["Merz", "Мерц"], source: usual("Friedrich Merz") },
  { names: ["Steinmeier", "Штайнмайер", "Штайнмаєр"], source: usual("Frank-Walter Steinmeier") },
  { names: ["Baerbock", "Бербок"], source: usual("Annalena Baerbock") },
  { names: ["Wadephul", "Вадефуль"], source: usual("Johann Wadephul") },
  { names: ["Hollande", "Олланд"], source: usual("François Hollande") },
  { names: ["Leyen", "Ляйен", "Ляєн"], source: usual("Ursula von der Leyen") },
  { names: ["Rutte", "Рютте"], source: usual("Mark Rutte") },
  { names: ["Tusk", "Туск"], source: usual("Donald Tusk") },
  { names: ["Duda", "Дуда"], source: usual("Andrzej Duda") },
  { names: ["Fico", "Фицо", "Фіцо"], source: usual("Robert Fico") },
  { names: ["Szijjártó", "Сийярто", "Сіярто"], source: usual("Péter Szijjártó") },
  { names: ["Sánchez", "Санчес"], source: usual("Pedro Sánchez") },
  { names: ["Johnson", "Джонсон"], source: usual("Boris Johnson") },
  { names: ["Lammy", "Лэмми", "Леммі"], source: usual("David Lammy") },
  { names: ["Sybiha", "Сибига", "Сибіга"], source: usual("Andrii Sybiha") },
  { names: ["Shmyhal", "Шмыгаль", "Шмигаль"], source: usual("Denys Shmyhal") },
  { names: ["Xi", "Си", "Сі"], source: usual("Xi Jinping") },
  { names: ["Jinping", "Цзиньпин", "Цзіньпін"], source: usual("Xi Jinping") },
  { names: ["Abe", "Абэ", "Абе"], source: usual("Shinzo Abe") },
  { names: ["Takaichi", "Такаити", "Такаїчі"], source: usual("Sanae Takaichi") },
  { names: ["Albanese", "Албанезе", "Албаниз", "Албаніз"], source: usual("Anthony Albanese") },
  { names: ["Modi", "Моди", "Моді"], source: usual("Narendra Modi") },
  { names: ["Netanyahu", "Нетаньяху", "Нетаньягу"], source: usual("Benjamin Netanyahu") },
  { names: ["Araghchi", "Аракчи", "Арагчі"], source: usual("Abbas Araghchi") },
  { names: ["Sisi", "Сиси", "Сісі"], source: usual("Abdel Fattah el-Sisi") },
  { names: ["Assad", "Асад"], source: usual("Bashar al-Assad") },
  { names: ["Lula", "Лула"], source: usual("Luiz Inácio Lula da Silva") },
  { names: ["Milei", "Милей", "Мілей"], source: usual("Javier Milei") },
  { names: ["Ramaphosa", "Рамафоса"], source: usual("Cyril Ramaphosa") },
];

/**
 * Words that are no names, though their letters come out as one's: Rutte and route, Scholz and solch, Modi and Moody, Beijing and being. Add
 * to it what is found wrongly; in folded form. A word that is here is found by its own forms as ever.
 */
export const NO_NAMES: readonly string[] =
  "being bidden garish lemma melon merch moody peeking route sissy solch tramp лемма модем тушка".split(
    " ",
  );
