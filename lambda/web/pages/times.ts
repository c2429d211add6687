import { DateTime } from "luxon";
import type { PublishedAt, ReadoutContent } from "../../readouts/readout.ts";
import { clockWords } from "../../runtime/clock-words.ts";
import type { Instant } from "../../runtime/instant.ts";
import { type Html, markup } from "./markup.ts";

/** A moment in a zone, with its zone said. */
export function momentHtml(at: Instant, timeZone: string): Html {
  const when = momentIn(timeZone, at);
  const text = `${when.toFormat("d LLLL yyyy")}, ${clockWords(when)}`;
  return markup`<time datetime="${at}">${text}</time>`;
}

/** A publication as precisely as it was stated, and not more. */
export function publishedHtml({ at, precision }: PublishedAt, timeZone: string): Html {
  switch (precision) {
    case "second":
    case "minute":
      return momentHtml(at, timeZone);
    case "day":
      return dayHtml(dayOf(at, timeZone));
    case "observed":
      return markup`not stated, by ${momentHtml(at, "UTC")}`;
  }
}

/** The same under a heading that names the day: the time alone, where one was stated. */
export function clockHtml({ at, precision }: PublishedAt, timeZone: string): Html {
  if (precision === "day" || precision === "observed") return markup`time not stated`;
  return markup`<time datetime="${at}">${clockWords(momentIn(timeZone, at))}</time>`;
}

const momentIn = (timeZone: string, at: Instant): DateTime =>
  DateTime.fromISO(at, { zone: timeZone }).setLocale("en-GB");

/** The calendar day of a moment where it happened. */
export function dayOf(at: Instant, timeZone: string): string {
  return DateTime.fromISO(at, { zone: timeZone }).toISODate() ?? at.slice(0, 10);
}

/** Whoever quotes a day is told where it was not stated as such. */
export function daysHtml({ from, to, readFrom }: NonNullable<ReadoutContent["eventDate"]>): Html {
  const days = from === to ? dayHtml(from) : markup`${dayHtml(from)} to ${dayHtml(to)}`;
  return readFrom === "page" ? days : markup`${days}, as the ${readFrom} says`;
}

function dayHtml(day: string): Html {
  return dayInWords(day, "d LLLL yyyy");
}

/** With the day of the week, as a heading of what happened on it. */
export function longDayHtml(day: string): Html {
  return dayInWords(day, "cccc, d LLLL yyyy");
}

function dayInWords(day: string, format: string): Html {
  const text = DateTime.fromISO(day).setLocale("en-GB").toFormat(format);
  return markup`<time datetime="${day}">${text}</time>`;
}
