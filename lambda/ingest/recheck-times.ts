import { addMs, msBetween, type Instant } from "../runtime/instant.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Growing intervals; the last one goes on for ever. */
const intervalsMs = [
  hourMs,
  6 * hourMs,
  dayMs,
  3 * dayMs,
  7 * dayMs,
  30 * dayMs,
  180 * dayMs,
] as const;
const longestMs = 180 * dayMs;

/** An unfinished readout is completed within hours or days, or never. */
const unfinishedForMs = 3 * dayMs;
const firstUnfinishedMs = 10 * minuteMs;
const longestUnfinishedMs = 6 * hourMs;

/** Two absences this far apart are a removal: shorter ones are a site being repaired. */
export const removalAfterMs = 6 * hourMs;

export interface Rechecked {
  readonly isContinued: boolean;
  readonly firstSeenAt: Instant;
  readonly publishedAt: Instant;
  /** Since the last change. */
  readonly rechecks: number;
}

/**
 * When to look at a readout again: an unfinished one after 10 minutes, then 20, 40… for three days;
 * any other after 1 h, 6 h, 1 d, 3 d, 7 d, 30 d and every 180 d. What was never finished, or old when it was first seen
 * begins with the interval of its age.
 */
export function nextRecheck(readout: Rechecked, now: Instant): Instant {
  if (readout.isContinued) {
    const knownForMs = msBetween(readout.firstSeenAt, now);
    if (knownForMs >= unfinishedForMs) {
      return addMs(now, intervalsMs.find((interval) => interval >= knownForMs) ?? longestMs);
    }
    const delay = firstUnfinishedMs * 2 ** Math.min(readout.rechecks, 10);
    return addMs(now, Math.min(delay, longestUnfinishedMs));
  }
  const ageWhenSeenMs = msBetween(readout.publishedAt, readout.firstSeenAt);
  const first = intervalsMs.findIndex((interval) => interval >= ageWhenSeenMs);
  const start = first === -1 ? intervalsMs.length - 1 : first;
  return addMs(now, intervalsMs[start + readout.rechecks] ?? longestMs);
}
