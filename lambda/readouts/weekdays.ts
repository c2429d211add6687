import { DateTime, Info } from "luxon";
import type { Day } from "../runtime/instant.ts";

/** What stands before a day of the week where it says when: `on Tuesday`, `во вторник`. */
const before: Readonly<Record<string, string>> = {
  en: "on",
  ru: "во?",
  de: "am",
  fr: "(?:ce|le)",
  es: "(?:el|este)",
};

const patterns = new Map<string, { regExp: RegExp; names: readonly string[] }>();

/**
 * The day that a sentence's only day of the week means: the last one up to the day of publication, or the
 * next one behind it where the sentence looks ahead.
 */
export function weekdayIn(
  sentence: string,
  language: string,
  { publishedDay, isAhead }: { readonly publishedDay: Day; readonly isAhead: boolean },
): Day | null {
  const pattern = patternOf(language);
  if (pattern === null) return null;
  const found = new Set(
    [...sentence.matchAll(pattern.regExp)].map(({ groups: { day = "" } = {} }) =>
      pattern.names.indexOf(day.toLowerCase()),
    ),
  );
  const [index] = found;
  if (found.size !== 1 || index === undefined) return null;
  const published = DateTime.fromISO(publishedDay, { zone: "utc" });
  const back = (published.weekday - (index + 1) + 7) % 7;
  return published.plus({ days: isAhead ? 7 - back : -back }).toISODate();
}

function patternOf(language: string): { regExp: RegExp; names: readonly string[] } | null {
  const known = patterns.get(language);
  const word = before[language];
  if (known !== undefined || word === undefined) return known ?? null;
  // Russian says the day in the accusative: среда, в среду.
  const names = Info.weekdays("long", { locale: language }).map((name) =>
    language === "ru" ? name.toLowerCase().replace(/а$/u, "у") : name.toLowerCase(),
  );
  const regExp = new RegExp(
    String.raw`(?<!\p{L})${word}\s+(?<day>${names.join("|")})(?!\p{L})`,
    "giu",
  );
  const pattern = { regExp, names };
  patterns.set(language, pattern);
  return pattern;
}
