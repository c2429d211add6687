import type { Instant } from "../../runtime/instant.ts";

export interface PreviewWeek {
  /** Its Monday: `2026-03-02`. */
  readonly monday: string;
  readonly matches: number;
}

const weeksShown = 12;
export const hitsShown = 10;
const dayMs = 24 * 60 * 60 * 1000;
const weekMs = 7 * dayMs;

/** Twelve weeks are looked through, and further back only where there are too few matches to show. */
export function isEnough(
  oldest: Instant | null,
  thisWeek: number,
  hits: readonly unknown[],
): boolean {
  return oldest !== null && thisWeek - weekOf(oldest) >= weeksShown && hits.length >= hitsShown;
}

/** Weeks since that of 29 December 1969, a Monday. */
export function weekOf(at: Instant): number {
  return Math.floor((Date.parse(at) + 3 * dayMs) / weekMs);
}

export function weeksFrom(
  firstWhole: number,
  last: number,
  counts: ReadonlyMap<number, number>,
): readonly PreviewWeek[] {
  const first = Math.min(last, Math.max(firstWhole, last - weeksShown + 1));
  return Array.from({ length: last - first + 1 }, (_, n) => ({
    monday: new Date((first + n) * weekMs - 3 * dayMs).toISOString().slice(0, 10),
    matches: counts.get(first + n) ?? 0,
  }));
}
