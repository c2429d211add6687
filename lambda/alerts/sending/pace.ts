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
 * could bring so much more into a second, so that this part of the rate is not used.
 */
export const lateMs = 50;

/** SES's rates are a mail a second at least; less is what a slowed sender comes down to. */
const slowestMs = 10_000;

/** @returns between two mails, in ms to the microsecond; 0 where there is no limit */
export function intervalOf(perSecond: number | null): number {
  if (perSecond === null) return 0;
  return Math.min(slowestMs, Math.ceil((1000 * (1000 + lateMs)) / perSecond) / 1000);
}

/** After SES said that we are too fast: somebody else of the account sends too. */
export function slower(intervalMs: number): number {
  return Math.min(slowestMs, Math.ceil(intervalMs * 1250) / 1000);
}

/** @returns a fifth faster than now, but not faster than the quota, where SES said nothing for a while */
export function recovered(
  base: number,
  { intervalMs, slowedAt }: { readonly intervalMs: number; readonly slowedAt: Instant | null },
  now: Instant,
): number {
  if (slowedAt === null || intervalMs <= base) return base;
  if (msBetween(slowedAt, now) < 5 * minuteMs) return intervalMs;
  return Math.max(base, Math.floor(intervalMs * 800) / 1000);
}
