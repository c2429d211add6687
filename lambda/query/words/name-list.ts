/** Spellings of one name that no rule of transliteration brings together. */
export interface NameEntry {
  readonly names: readonly string[];
  /** Where the spellings are used. */
  readonly source: string;
}

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
    names: ["Mirziyoyev", "Mirsijojew", "Mirziyoïev"],
    source: "president.uz; the usual German and French transcriptions",
  },
  { names: ["Putin", "Poutine", "Путин"], source: "BGN/PCGN; elysee.fr" },
  { names: ["Macron", "Макрон"], source: "elysee.fr; kremlin.ru" },
];
