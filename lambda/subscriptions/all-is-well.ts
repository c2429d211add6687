import { DateTime } from "luxon";
import type { Instant } from "../runtime/instant.ts";
import type { Preferences } from "./preferences.ts";
import type { Active } from "./subscription.ts";

/** Whether a month without a mail is to be told of: whoever is told at once has not asked for a rhythm. */
export function wantsAllIsWell({ allIsWell, frequency }: Preferences): boolean {
  return allIsWell ?? frequency.kind !== "immediate";
}

/** A calendar month by a subscriber's own clock. */
export interface Month {
  /** `2026-10`. */
  readonly name: string;
  readonly from: Instant;
  /** Where the next one begins. */
  readonly to: Instant;
}

/** Who is told at once has no hour. */
const usualHour = 9;

/**
 * The month that is to be told of: the one before a first of the month whose hour for mails lies after `after`, and not after `now`.
 * The newest of several, where runs were missed for long.
 * @param all one subscriber's
 * @returns null where none is, where no alert asks for it, and where none was there for the whole month
 */
export function monthDue(all: readonly Active[], after: Instant, now: Instant): Month | null {
  const [first] = all.filter(wantsAllIsWell);
  if (first === undefined) return null;
  const { frequency, timeZone } = first;
  const hour = frequency.kind === "immediate" ? usualHour : frequency.hour;
  const begins = DateTime.fromISO(now, { zone: timeZone }).startOf("month");
  const due = [begins, begins.minus({ months: 1 })].find((at) => utc(at.set({ hour })) <= now);
  if (due === undefined || utc(due.set({ hour })) <= after) return null;
  const before = due.minus({ months: 1 });
  const [from, to] = [utc(before), utc(due)];
  const wasThere = all.some(({ confirmedAt }) => confirmedAt <= from);
  return wasThere ? { name: before.toFormat("yyyy-MM"), from, to } : null;
}

function utc(at: DateTime): Instant {
  return new Date(at.toMillis()).toISOString();
}
