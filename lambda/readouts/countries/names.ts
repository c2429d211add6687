import { demonyms } from "./demonyms.ts";

/** Names that CLDR's short forms do not cover, by language; alternatives official texts use. */
export const furtherNames: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  en: [
    ["US", "United States of America"],
    ["US", "USA"],
    ["US", "US"],
    ["US", "U.S."],
    ["GB", "UK"],
    ["GB", "Great Britain"],
    ["RU", "Russian Federation"],
    ["CN", "People’s Republic of China"],
    ["CN", "PRC"],
    ["KR", "Republic of Korea"],
    ["KP", "DPRK"],
    ["KP", "Democratic People’s Republic of Korea"],
    ["KG", "Kyrgyz Republic"],
    ["CZ", "Czech Republic"],
    ["TR", "Turkey"],
    ["TR", "Türkiye"],
    ["MM", "Burma"],
    ["CI", "Ivory Coast"],
    ["PS", "Palestine"],
    ["LA", "Lao PDR"],
    ["VN", "Viet Nam"],
    ["VA", "Holy See"],
    ["AE", "UAE"],
  ],
  ru: [
    ["RU", "Российская Федерация"],
    ["US", "США"],
    ["CN", "КНР"],
    ["KG", "Киргизия"],
    ["KG", "Кыргызстан"],
    ["KG", "Кыргызская Республика"],
    ["BY", "Белоруссия"],
    ["MD", "Молдавия"],
    ["KR", "Республика Корея"],
    ["KP", "КНДР"],
    ["AE", "ОАЭ"],
    ["GB", "Великобритания"],
  ],
  de: [
    ["US", "USA"],
    ["GB", "Großbritannien"],
    ["BY", "Weißrussland"],
  ],
  fr: [
    ["KG", "Kirghizie"],
    ["KG", "Kirghizistan"],
    ["KG", "République kirghize"],
    ["GB", "Grande-Bretagne"],
    ["NL", "Hollande"],
  ],
  es: [
    ["US", "EE. UU."],
    ["GB", "Gran Bretaña"],
  ],
  it: [
    ["US", "USA"],
    ["GB", "Gran Bretagna"],
  ],
  uk: [
    ["US", "США"],
    ["GB", "Велика Британія"],
  ],
};

/** How names end in the cases of a language: what is cut off, and what may stand instead. */
const inflections: Readonly<Record<string, readonly (readonly [RegExp, readonly string[]])[]>> = {
  ru: [
    [
      /ская Республика$/u,
      ["ской Республики", "ской Республике", "скую Республику", "ской Республикой"],
    ],
    [/ская Федерация$/u, ["ской Федерации", "скую Федерацию", "ской Федерацией"]],
    [/ия$/u, ["ии", "ию", "ией"]],
    [/([^и])а$/u, ["$1ы", "$1и", "$1е", "$1у", "$1ой"]],
    [/ь$/u, ["и", "я", "ю", "ем", "е"]],
    [/([бвгдзклмнпрстфхцчшщ])$/u, ["$1а", "$1у", "$1ом", "$1е"]],
  ],
  uk: [
    [/ія$/u, ["ії", "ію", "ією"]],
    [/([^і])а$/u, ["$1и", "$1і", "$1у", "$1ою"]],
    [/([бвгджзклмнпрстфхцчшщ])$/u, ["$1у", "$1ом", "$1і"]],
  ],
  de: [[/(land|reich|en)$/u, ["$1s"]]],
};

/** Every form a language has for countries, for looking up; longest first in `forms`. */
export interface CountryForms {
  readonly forms: readonly string[];
  /** Null: an expression that means no country. Lower case where the language writes demonyms so. */
  readonly codes: ReadonlyMap<string, string | null>;
}

/** @param language BCP 47 */
export function countryForms(language: string): CountryForms {
  const base = language.split("-")[0] ?? language;
  const codes = new Map<string, string | null>();
  const display = new Intl.DisplayNames([language], { type: "region", fallback: "none" });
  const add = (name: string, country: string | null): void => {
    codes.set(name, country);
    for (const [ending, others] of inflections[base] ?? []) {
      if (!ending.test(name)) continue;
      for (const other of others) codes.set(name.replace(ending, other), country);
      break;
    }
  };
  for (const country of countryCodes()) {
    const name = display.of(country);
    if (name !== undefined) add(name, country);
  }
  for (const [country, name] of furtherNames[base] ?? []) add(name, country);
  for (const [country, word] of demonyms[base] ?? []) codes.set(word, country);
  const forms = [...codes.keys()].sort((a, b) => b.length - a.length);
  return { forms, codes };
}

/** The two-letter codes that CLDR names, without its groupings, reserved codes and those that became others (SU). */
export function countryCodes(): readonly string[] {
  const english = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
  const letters = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  const groupings = new Set(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"]);
  return letters.flatMap((first) =>
    letters
      .map((second) => first + second)
      .filter(
        (code) =>
          !groupings.has(code) &&
          english.of(code) !== undefined &&
          Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`,
      ),
  );
}
