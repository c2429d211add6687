import { DateTime } from "luxon";
import type { Instant } from "../runtime/instant.ts";
import type { Frequency } from "./preferences.ts";

/**
 * When a subscriber's next digest is due, by their own clock. An hour that daylight saving skips is held
 * when the clock has jumped; one that it repeats, the first time.
 * @param after due later than this
 * @returns null for who is told at once
 */
export function nextDigestAt(
  frequency: Frequency,
  timeZone: string,
  after: Instant,
): Instant | null {
  if (frequency.kind === "immediate") return null;
  const start = DateTime.fromISO(after, { zone: timeZone }).startOf("day");
  const days = frequency.kind === "daily" ? 1 : 7;
  const first = frequency.kind === "daily" ? 0 : (frequency.weekday - start.weekday + days) % days;
  // Two rounds are enough: the first may be over already.
  for (const ahead of [first, first + days, first + 2 * days]) {
    const day = start.plus({ days: ahead });
    const at = earliest(day.set({ hour: frequency.hour }));
    if (at > after) return at;
  }
  throw new RangeError(`no digest of ${timeZone} follows ${after}`);
}

/** Of an hour that comes twice, the first: luxon takes the one nearer to the offset it knows. */
function earliest(at: DateTime): Instant {
  const [first = at] = at.getPossibleOffsets().toSorted((a, b) => a.toMillis() - b.toMillis());
  return new Date(first.toMillis()).toISOString();
}
