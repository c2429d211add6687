import type { CountryMention } from "../readout.ts";
import { countryForms } from "./names.ts";

interface Lookup {
  readonly pattern: RegExp;
  readonly find: (form: string) => string | null;
}

const lookups = new Map<string, Lookup>();

/**
 * The countries a text names or whose people and things it names, in any case of the document's language, weighted by
 * how often and how early: the first of the texts is the title and counts three times, the first
 * paragraph twice.
 * @param language BCP 47
 */
export function countryMentions(
  texts: readonly string[],
  language: string,
): readonly CountryMention[] {
  const counts = new Map<string, number>();
  for (const [index, text] of texts.entries()) {
    for (const country of countriesIn(text, language)) {
      counts.set(country, (counts.get(country) ?? 0) + (weights[index] ?? 1));
    }
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return [...counts]
    .map(([country, count]) => ({ country, weight: Math.round((count / total) * 1000) / 1000 }))
    .sort((a, b) => b.weight - a.weight || a.country.localeCompare(b.country));
}

/** Of the title and the first paragraphs. */
const weights: readonly number[] = [3, 2, 2];

/** The ISO codes of a text's mentions, in their order, each as often as it comes. */
export function countriesIn(text: string, language: string): readonly string[] {
  const { pattern, find } = lookupOf(language);
  return [...text.matchAll(pattern)].flatMap(([form]) => find(form) ?? []);
}

/** Languages that put no spaces between words. */
const unspaced = new Set(["zh", "ja", "th", "lo", "km", "my"]);

function lookupOf(language: string): Lookup {
  const known = lookups.get(language);
  if (known !== undefined) return known;
  const { forms, codes } = countryForms(language);
  // Our own names, longest first; a stem takes any ending.
  const alternatives = forms.map((form) =>
    form.endsWith("*") ? `${firstOfEitherCase(form.slice(0, -1))}\\p{Ll}*` : escape(form),
  );
  const names = `(?:${alternatives.join("|")})`;
  const isSpaced = !unspaced.has(language.split("-")[0] ?? language);
  const pattern = new RegExp(
    isSpaced ? `(?<![\\p{L}\\p{N}])${names}(?![\\p{L}\\p{N}])` : names,
    "gu",
  );
  const stems = forms.filter((form) => form.endsWith("*")).map((form) => form.slice(0, -1));
  const find = (form: string): string | null => {
    const exact = codes.get(form);
    if (exact !== undefined) return exact;
    const lower = form.toLowerCase();
    const stem = stems.find((one) => lower.startsWith(one));
    return stem === undefined ? null : (codes.get(`${stem}*`) ?? null);
  };
  const lookup = { pattern, find };
  lookups.set(language, lookup);
  return lookup;
}

/** Demonyms are written small within a sentence, and great at its beginning. */
function firstOfEitherCase(stem: string): string {
  const first = stem.slice(0, 1);
  return `[${first}${first.toUpperCase()}]${escape(stem.slice(1))}`;
}

/** The names are ours, and some have dots and brackets. */
function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
