import type { Sending } from "../../archive/sending-table.ts";
import { type Instant, msBetween } from "../../runtime/instant.ts";

/** Who goes first: what somebody waits for at a page, alerts that are wanted at once, digests. */
export type Rank = "first" | "immediate" | "digest";

/** How a rank gives way to those before it. */
interface Manners {
  /** It takes no moment while more than this is given away: who goes before it keeps the backlog above. */
  readonly mostBacklogMs: number;
  /** The part of a day's mails that it leaves to those before it. */
  readonly keepPart: number;
  /** How long it waits when the day is used up. */
  readonly dayMs: number;
}

const minuteMs = 60 * 1000;

export const manners: Readonly<Record<Rank, Manners>> = {
  first: { mostBacklogMs: 15_000, keepPart: 0, dayMs: 15 * minuteMs },
  immediate: { mostBacklogMs: 3_000, keepPart: 0.02, dayMs: 15 * minuteMs },
  digest: { mostBacklogMs: 1_000, keepPart: 0.1, dayMs: 60 * minuteMs },
};

/**
 * A mail goes out at most so long after its moment, else it takes another one. Whoever is late by turns
 * could bring so much more into a second, so that this part of the rate is not used. Senders that have too
 * little of a processor miss too many moments: then all of them are given more time, and send slower for it.
 */
const lateness = { usualMs: 50, mostMs: 800 } as const;

/** SES's rates are a mail a second at least; less is what a slowed sender comes down to. */
const slowestMs = 10_000;

/** How fast mails go out. */
export type Pace = Pick<Sending, "intervalMs" | "lateMs">;

/** @returns between two mails, in ms to the microsecond; 0 where there is no limit */
function paceOf(perSecond: number | null, lateMs: number): Pace {
  if (perSecond === null) return { intervalMs: 0, lateMs };
  return { intervalMs: limited((1000 + lateMs) / perSecond), lateMs };
}

/** As fast as SES allows. */
export function fullPace(perSecond: number | null): Pace {
  return paceOf(perSecond, lateness.usualMs);
}

/** Whether nothing slowed the senders, or all of it is forgotten. */
export function isFullPace({ perSecond, intervalMs, lateMs }: Sending): boolean {
  const full = fullPace(perSecond);
  return intervalMs <= full.intervalMs && lateMs <= full.lateMs;
}

/** After SES said that we are too fast: somebody else of the account sends too. */
export function slower({ intervalMs, lateMs }: Pace): Pace {
  return { intervalMs: limited(intervalMs * 1.25), lateMs };
}

/** For senders that miss their moments. @returns null where it is as much as it can be */
export function looser({ intervalMs, lateMs }: Pace): Pace | null {
  if (lateMs >= lateness.mostMs) return null;
  const more = Math.min(lateness.mostMs, 2 * lateMs);
  return { intervalMs: limited((intervalMs * (1000 + more)) / (1000 + lateMs)), lateMs: more };
}

/** @returns a step nearer to what SES allows, where nothing spoke against it for a while */
export function recovered(perSecond: number | null, known: Sending, now: Instant): Pace {
  const isQuiet = (since: Instant | null): boolean =>
    since === null || msBetween(since, now) >= 5 * minuteMs;
  const lateMs = isQuiet(known.loosenedAt)
    ? Math.max(lateness.usualMs, known.lateMs / 2)
    : known.lateMs;
  const full = paceOf(perSecond, lateMs);
  const same = (known.intervalMs * (1000 + lateMs)) / (1000 + known.lateMs);
  const intervalMs = limited(isQuiet(known.slowedAt) ? same * 0.8 : same);
  const isSlowed = known.slowedAt !== null && intervalMs > full.intervalMs;
  return isSlowed ? { intervalMs, lateMs } : full;
}

/** To the microsecond, upwards; what is left of a division is none. */
function limited(intervalMs: number): number {
  return Math.min(slowestMs, Math.ceil(Number((intervalMs * 1000).toFixed(6))) / 1000);
}
