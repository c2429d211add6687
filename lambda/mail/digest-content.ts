import type { Snippet } from "../query/snippets/snippets.ts";
import type { Change, Revision } from "../readouts/revision.ts";
import type { Instant } from "../runtime/instant.ts";

/** One readout in a digest. */
export interface DigestItem {
  readonly change: Change;
  readonly revision: Revision;
  readonly sourceName: string;
  /** IANA: the press office's own. */
  readonly timeZone: string;
  readonly snippets: readonly Snippet[];
  /** Which alerts want it, and what they found: a sentence each. */
  readonly reasons: readonly string[];
}

/** The readouts that are told under one of a subscriber's alerts. */
export interface DigestGroup {
  readonly name: string;
  readonly unsubscribeUrl: string;
  /** What the alert finds in the archive. */
  readonly searchUrl: string;
  readonly items: readonly DigestItem[];
}

/** How a source that the alerts depend on is doing. */
export interface SourceHealth {
  readonly name: string;
  /** Null: never read. */
  readonly lastReadAt: Instant | null;
  /** Readouts of the last seven days. */
  readonly thisWeek: number;
  /** Of a week on average, over the four before. */
  readonly usualWeek: number;
  /** Why it counts as silent, with since when; null where it is well. */
  readonly silent: string | null;
}

/** Everything a digest says. */
export interface DigestContent {
  /** `daily` and `weekly` as its alerts are; both where they are mixed. */
  readonly rhythm: "daily" | "weekly" | "mixed";
  readonly groups: readonly DigestGroup[];
  /** Readouts in it, shown or not. */
  readonly total: number;
  /** Of the sources that its alerts depend on. */
  readonly health: readonly SourceHealth[];
  /** IANA: the subscriber's own. */
  readonly timeZone: string;
  readonly unsubscribeUrl: string;
  readonly manageUrl: string;
  readonly baseUrl: string;
  readonly sentAt: Instant;
  readonly messageId: string;
  /** Of all digests to this subscriber. */
  readonly threadId: string;
}

export function shownIn({ groups }: Pick<DigestContent, "groups">): number {
  return groups.reduce((sum, { items }) => sum + items.length, 0);
}

/** `3 readouts`. */
export function readoutsWord(count: number): string {
  return count === 1 ? "1 readout" : `${count} readouts`;
}

/** As reasons of silence name them; a reader wants them in words. */
const instant = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** More sources than these are said in one line, and only those that are silent by name. */
const mostNamed = 8;

/** A line of the digest's foot. */
export interface HealthLine {
  readonly text: string;
  readonly isSilent: boolean;
}

/** How the sources are doing that the alerts depend on; of many, only those that are silent each have a line. */
export function healthLines(
  health: readonly SourceHealth[],
  moment: (at: Instant) => string,
): readonly HealthLine[] {
  if (health.length <= mostNamed) return health.map((one) => lineOf(one, moment));
  const well = health.filter(({ silent }) => silent === null);
  const silent = health.filter((one) => one.silent !== null);
  return [
    ...silent.map((one) => lineOf(one, moment)),
    ...(well.length === 0 ? [] : [{ text: summary(well, silent.length, moment), isSilent: false }]),
  ];
}

function lineOf(health: SourceHealth, moment: (at: Instant) => string): HealthLine {
  const { name, lastReadAt, silent } = health;
  const read = lastReadAt === null ? "never read" : `last read ${moment(lastReadAt)}`;
  const text = `${name}: ${silent?.replaceAll(instant, moment) ?? read}; ${counts([health])}`;
  return { text, isSilent: silent !== null };
}

function summary(
  well: readonly SourceHealth[],
  silent: number,
  moment: (at: Instant) => string,
): string {
  const reads = well.map(({ lastReadAt }) => lastReadAt).filter((at) => at !== null);
  const [first] = reads.toSorted();
  const which = silent === 0 ? `All ${well.length} sources` : `The other ${well.length}`;
  const read = first === undefined ? "not read yet" : `each read since ${moment(first)}`;
  return `${which}: ${read}; ${counts(well)}`;
}

function counts(health: readonly SourceHealth[]): string {
  const sum = (of: (one: SourceHealth) => number) => health.reduce((all, one) => all + of(one), 0);
  const usual = sum(({ usualWeek }) => usualWeek);
  const rounded = usual < 10 ? Math.round(usual * 10) / 10 : Math.round(usual);
  return `${readoutsWord(sum(({ thisWeek }) => thisWeek))} in seven days, usually ${rounded}`;
}
