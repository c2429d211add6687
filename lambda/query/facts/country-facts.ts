import { countryCodes, furtherNames } from "../../readouts/countries/names.ts";
import type { ReadoutContent, ReadoutKind } from "../../readouts/readout.ts";
import { closestTerm } from "./closest-term.ts";
import { fold } from "../words/fold.ts";
import type { Read } from "./ranges.ts";

/**
 * Whose names of countries a query may use: of each script and region the languages of press offices. Of a
 * name that two languages give to two countries, the earlier language's is meant.
 */
const LANGUAGES =
  `en ru uk fr de es it pt zh zh-Hant ja ko ar fa he tr kk ky uz tg tk az hy ka be pl cs sk hu
  ro bg sr sr-Latn hr sl bs mk sq el nl sv da nb fi et lv lt is ga mt vi th id ms fil hi bn ur ta te ne si mn
  km lo my sw am ha yo zu so af ca eu gl cy lb ps ku`.split(/\s+/);

const HINT = "Write the ISO code or the name in any language: country:KG, country:Kyrgyzstan.";

/** A side is named at least so much, where too few participants say their country. */
const SIDE_WEIGHT = 0.2;

/** The country of a code or a name, as its ISO 3166-1 alpha-2 code. */
export function codeOf(written: string): Read {
  const code = countryOf(written);
  if (code !== null) return { ok: true, value: code };
  const names = new Map([...allNames()].toReversed().flatMap((some) => [...some]));
  const near = closestTerm(nameKey(written), new Map([...names.keys()].map((key) => [key, 1])));
  const meant = near === null ? undefined : names.get(near);
  const hint = meant === undefined ? HINT : `Did you mean country:${meant} (${englishOf(meant)})?`;
  return { ok: false, message: `There is no country “${written}”.`, hint };
}

/** `RU,KG` as `KG,RU`: two countries or names of countries. */
export function readCountries(written: string): Read {
  const parts = written.split(/[,\u060c\u3001\uff0c]/u).map((part) => part.trim());
  const hint = "Write two countries, with a comma and no space between: between:RU,KG.";
  if (parts.length !== 2) {
    return { ok: false, message: "“between:” is of two countries.", hint };
  }
  const found: string[] = [];
  for (const part of parts) {
    const code = codeOf(part);
    if (!code.ok) return code;
    found.push(code.value);
  }
  if (new Set(found).size < 2) {
    return { ok: false, message: "“between:” is of two different countries.", hint };
  }
  return { ok: true, value: found.toSorted().join(",") };
}

/** The countries a readout names or whose people take part. */
export function countriesOf({ countries, participants }: ReadoutContent): readonly string[] {
  return known([
    ...countries.map(({ country }) => country),
    ...participants.map(({ country }) => country),
  ]);
}

/** Kinds of readouts that a press office publishes of its own side's encounters with another. */
const ENCOUNTERS: ReadonlySet<ReadoutKind> = new Set(["meeting", "call", "visit", "talks"]);

/**
 * The countries of the participants; where fewer than two are known, also the press office's own, if it met
 * them or this is an encounter; and where these are fewer than two, those that are named most.
 */
export function sidesOf(content: ReadoutContent): readonly string[] {
  const { countries, kind, ownCountry, participants } = content;
  const theirs = known(participants.map(({ country }) => country));
  if (theirs.length > 1) return theirs;
  const isOurs = theirs.length > 0 || ENCOUNTERS.has(kind);
  const sides = known([...theirs, ...(isOurs ? [ownCountry] : [])]);
  if (sides.length > 1) return sides;
  const named = countries.filter(({ weight }) => weight >= SIDE_WEIGHT);
  return known([...sides, ...named.map(({ country }) => country)]);
}

function known(written: readonly (string | null)[]): readonly string[] {
  const found = written.map((one) => (one === null ? null : countryOf(one)));
  return [...new Set(found.filter((code) => code !== null))];
}

/** What readouts hold are codes, but for names that an older reader left. */
function countryOf(written: string): string | null {
  const code = written.trim().toUpperCase();
  if (/^[A-Z]{2}$/.test(code) && allCodes().has(code)) return canonicalCode(code);
  const key = nameKey(written);
  for (const names of allNames()) {
    const found = names.get(key);
    if (found !== undefined) return found;
  }
  return null;
}

let codes: ReadonlySet<string> | null = null;

/** Made when the first country is asked for, since that takes a dozen milliseconds. */
const allCodes = (): ReadonlySet<string> => (codes ??= new Set(countryCodes()));

const nameKey = (name: string): string =>
  fold(name)
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, " ")
    .trim();

type Names = ReadonlyMap<string, string>;

/** By language; each is made when none before it knew a name, for all of them take a third of a second. */
const namesByLanguage = new Map<string, Names>();

/** The further names first, then each language's in the order of preference. */
function* allNames(): Iterable<Names> {
  for (const language of ["further", ...LANGUAGES]) {
    const names = namesByLanguage.get(language) ?? readNames(language);
    namesByLanguage.set(language, names);
    yield names;
  }
}

function readNames(language: string): Names {
  const byName = new Map<string, string>();
  const add = (name: string, code: string) => {
    const key = nameKey(name);
    if (key !== "" && !byName.has(key)) byName.set(key, code);
  };
  if (language === "further") {
    for (const further of Object.values(furtherNames)) {
      for (const [code, name] of further) add(name, code);
    }
    return byName;
  }
  const display = new Intl.DisplayNames([language], { type: "region", fallback: "none" });
  for (const code of allCodes()) add(display.of(code) ?? "", canonicalCode(code));
  return byName;
}

/** UK is GB, and SU is RU, by CLDR's aliases. */
const canonicalCode = (code: string): string => new Intl.Locale(`und-${code}`).region ?? code;

function englishOf(code: string): string {
  return new Intl.DisplayNames(["en"], { type: "region" }).of(code) ?? code;
}
