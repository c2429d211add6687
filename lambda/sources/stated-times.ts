import { DateTime } from "luxon";
import type { Day, Instant } from "../runtime/instant.ts";
import type { PublishedAt } from "../readouts/readout.ts";

/** Before the first press office on the web, and later than anyone announces: such a date is a slip. */
const firstYear = 1990;
const lastYear = 2090;

/** How a source writes its times. */
export interface TimeStyle {
  readonly timeZone: string;
  /** BCP 47: of month names. */
  readonly language: string;
  /** Luxon's tokens; null: ISO 8601 or RFC 2822. */
  readonly formats: readonly string[] | null;
  /** The stated offset is wrong: the clock time is `timeZone`'s. */
  readonly ignoreOffset: boolean;
}

/** A moment as stated; null where it cannot be read or cannot be true. */
export function readTime(text: string, style: TimeStyle): PublishedAt | null {
  const trimmed = text.replaceAll(/\s+/gu, " ").trim();
  const read = parse(trimmed, style);
  if (!read.isValid || read.year < firstYear || read.year > lastYear) return null;
  const statesTime = /\d:\d\d/.test(trimmed);
  const statesSeconds = /\d:\d\d:\d\d/.test(trimmed);
  return {
    at: read.toUTC().toJSDate().toISOString(),
    precision: statesSeconds ? "second" : statesTime ? "minute" : "day",
  };
}

/** A calendar day as stated, in no zone. */
export function readDay(text: string, style: TimeStyle): Day | null {
  const read = parse(text.replaceAll(/\s+/gu, " ").trim(), { ...style, ignoreOffset: true });
  if (!read.isValid || read.year < firstYear || read.year > lastYear) return null;
  return read.toISODate();
}

function parse(text: string, { timeZone, language, formats, ignoreOffset }: TimeStyle): DateTime {
  const options = { zone: timeZone, locale: language };
  if (formats !== null) {
    for (const format of formats) {
      const read = DateTime.fromFormat(text, format, options);
      if (read.isValid) return read;
    }
    return DateTime.invalid("unparsable");
  }
  const clock = ignoreOffset ? text.replace(/(?:Z|[+-]\d\d:?\d\d)$/, "") : text;
  const iso = DateTime.fromISO(clock, options);
  return iso.isValid ? iso : DateTime.fromRFC2822(text, options);
}

/** `2021-03-02T10:00:00+00:00` and its like, as an instant; null where it is none. */
export function toInstantOrNull(text: string | undefined, style: TimeStyle): Instant | null {
  return text === undefined ? null : (readTime(text, style)?.at ?? null);
}
