import { DateTime } from "luxon";
import { clockWords } from "../../runtime/clock-words.ts";
import type { Instant } from "../../runtime/instant.ts";
import type { MailLanguage } from "../../subscriptions/preferences.ts";

/** Where a language's usual form of dates is another region's: `2 March 2026`, not `March 2, 2026`. */
const localeOf = (language: MailLanguage): string => (language === "en" ? "en-GB" : language);

const at = (instant: Instant, zone: string, language: MailLanguage): DateTime =>
  DateTime.fromISO(instant, { zone }).setLocale(localeOf(language));

const wholeDay = { day: "numeric", month: "long", year: "numeric" } as const;

/** `2 March 2026`. */
export function dayWords(instant: Instant, zone: string, language: MailLanguage): string {
  return at(instant, zone, language).toLocaleString(wholeDay);
}

/** `2 March`. */
export function dayOfYear(instant: Instant, zone: string, language: MailLanguage): string {
  return at(instant, zone, language).toLocaleString({ day: "numeric", month: "long" });
}

/** `March 2026`. */
export function monthWords(month: string, language: MailLanguage): string {
  return DateTime.fromISO(month, { zone: "UTC" })
    .setLocale(localeOf(language))
    .toLocaleString({ month: "long", year: "numeric" });
}

/** A moment in a zone, with its zone said: `2 March 2026, 16:40 EET`. */
export function momentWords(instant: Instant, zone: string, language: MailLanguage): string {
  const when = at(instant, zone, language);
  return `${when.toLocaleString(wholeDay)}, ${clockWords(when)}`;
}
