import { DateTime } from "luxon";
import type { PublishedAt, ReadoutContent } from "../readouts/readout.ts";
import type { Instant } from "../runtime/instant.ts";
import { type Html, markup } from "./page.ts";

/** A moment in a zone, with its zone said. */
export function momentHtml(at: Instant, timeZone: string): Html {
  const text = DateTime.fromISO(at, { zone: timeZone })
    .setLocale("en-GB")
    .toFormat("d LLLL yyyy, HH:mm ZZZZ");
  return markup`<time datetime="${at}">${text}</time>`;
}

/** A publication as precisely as it was stated, and not more. */
export function publishedHtml({ at, precision }: PublishedAt, timeZone: string): Html {
  switch (precision) {
    case "second":
    case "minute":
      return momentHtml(at, timeZone);
    case "day": {
      const day = DateTime.fromISO(at, { zone: timeZone });
      return markup`<time datetime="${day.toISODate()}">${day.setLocale("en-GB").toFormat("d LLLL yyyy")}</time>`;
    }
    case "observed":
      return markup`not stated; first seen ${momentHtml(at, "UTC")}`;
  }
}

export function daysHtml({ from, to }: NonNullable<ReadoutContent["eventDate"]>): Html {
  return from === to ? dayHtml(from) : markup`${dayHtml(from)} to ${dayHtml(to)}`;
}

function dayHtml(day: string): Html {
  const text = DateTime.fromISO(day).setLocale("en-GB").toFormat("d LLLL yyyy");
  return markup`<time datetime="${day}">${text}</time>`;
}
