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
  /** The first year that can be true; 1990 unless said. */
  readonly earliest?: number;
}

/** A moment as stated; null where it cannot be read or cannot be true. */
export function readTime(text: string, style: TimeStyle): PublishedAt | null {
  const trimmed = text.replaceAll(/\s+/gu, " ").trim();
  const read = parse(trimmed, style);
  if (!read.isValid || !canBe(read, style)) return null;
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
  if (!read.isValid || !canBe(read, style)) return null;
  return read.toISODate();
}

function canBe({ year }: DateTime, { earliest = firstYear }: TimeStyle): boolean {
  return year >= earliest && year <= lastYear;
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
  for (const written of [clock, mended(clock)]) {
    for (const read of [
      DateTime.fromISO(written, options),
      DateTime.fromRFC2822(written, options),
      DateTime.fromSQL(written, options),
      DateTime.fromHTTP(written, options),
      DateTime.fromFormat(written, "d LLL yyyy HH:mm:ss", { ...options, locale: "en" }),
      DateTime.fromFormat(written, "d LLL yyyy", { ...options, locale: "en" }),
    ]) {
      if (read.isValid) return read;
    }
  }
  return DateTime.invalid("unparsable");
}

/** Zones by their letters, which RFC 2822 calls obsolete and feeds use. */
const zones: Readonly<Record<string, string>> = {
  UTC: "+0000",
  UT: "+0000",
  BST: "+0100",
  CET: "+0100",
  CEST: "+0200",
  EET: "+0200",
  EEST: "+0300",
  MSK: "+0300",
  JST: "+0900",
  KST: "+0900",
  AEST: "+1000",
  AEDT: "+1100",
  NZST: "+1200",
  NZDT: "+1300",
};

/** A date less what is often wrong about it: the day of the week, months in full, zones by letters. */
function mended(text: string): string {
  return text
    .replace(/^[\p{L}.]+,?\s+(?=\d)/u, "")
    .replace(/(\d\s+)(\p{L}{3})\p{L}*\.?,?(?=\s+\d)/u, "$1$2")
    .replace(/\s([A-Z]{2,4})$/, (whole, zone: string) => {
      const offset = zones[zone];
      return offset === undefined ? whole : ` ${offset}`;
    });
}

/** The calendar day of a moment in a time zone. */
export function dayIn(at: Instant, timeZone: string): Day {
  return DateTime.fromISO(at, { zone: timeZone }).toISODate() ?? at.slice(0, 10);
}
