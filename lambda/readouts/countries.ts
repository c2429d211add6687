import type { CountryMention } from "./readout.ts";

/** Names that CLDR's short forms do not cover, by language; alternatives official texts use. */
export const furtherNames: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  en: [
    ["US", "United States of America"],
    ["US", "USA"],
    ["US", "U.S."],
    ["GB", "UK"],
    ["GB", "Great Britain"],
    ["RU", "Russian Federation"],
    ["CN", "People’s Republic of China"],
    ["KR", "Republic of Korea"],
    ["KP", "DPRK"],
    ["KG", "Kyrgyz Republic"],
    ["CZ", "Czech Republic"],
    ["TR", "Turkey"],
    ["MM", "Burma"],
    ["CI", "Ivory Coast"],
    ["PS", "Palestine"],
  ],
  ru: [
    ["RU", "Российская Федерация"],
    ["US", "США"],
    ["CN", "КНР"],
    ["KG", "Киргизия"],
    ["BY", "Белоруссия"],
  ],
};

interface NamesOfLanguage {
  readonly pattern: RegExp;
  readonly codes: ReadonlyMap<string, string>;
}

const namesByLanguage = new Map<string, NamesOfLanguage>();

/**
 * The countries a text names, weighted by how often and how early: the first of the texts is the title
 * and counts three times. Names only, in the document's language.
 */
export function countryMentions(
  texts: readonly string[],
  language: string,
): readonly CountryMention[] {
  const { pattern, codes } = namesOf(language);
  const counts = new Map<string, number>();
  for (const [index, text] of texts.entries()) {
    for (const [name] of text.matchAll(pattern)) {
      const country = codes.get(name);
      if (country === undefined) continue;
      counts.set(country, (counts.get(country) ?? 0) + (index === 0 ? 3 : 1));
    }
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return [...counts]
    .map(([country, count]) => ({ country, weight: Math.round((count / total) * 1000) / 1000 }))
    .sort((a, b) => b.weight - a.weight || a.country.localeCompare(b.country));
}

function namesOf(language: string): NamesOfLanguage {
  const known = namesByLanguage.get(language);
  if (known !== undefined) return known;
  const display = new Intl.DisplayNames([language], { type: "region", fallback: "none" });
  const codes = new Map<string, string>();
  for (const country of countryCodes()) {
    const name = display.of(country);
    if (name !== undefined) codes.set(name, country);
  }
  const base = language.split("-")[0] ?? language;
  for (const [country, name] of furtherNames[base] ?? []) codes.set(name, country);
  const longestFirst = [...codes.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${longestFirst.map(escape).join("|")})(?![\\p{L}\\p{N}])`,
    "gu",
  );
  const names = { pattern, codes };
  namesByLanguage.set(language, names);
  return names;
}

/** The two-letter codes that CLDR names, without its groupings and reserved codes. */
export function countryCodes(): readonly string[] {
  const english = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
  const letters = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  const groupings = new Set(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"]);
  return letters.flatMap((first) =>
    letters
      .map((second) => first + second)
      .filter((code) => !groupings.has(code) && english.of(code) !== undefined),
  );
}

/** The names are ours, and some have dots and brackets. */
function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
