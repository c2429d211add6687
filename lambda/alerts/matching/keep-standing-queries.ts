import type { ReadoutsTable } from "../../archive/readouts-table.ts";
import type {
  CompiledQueries,
  StandingHead,
  StandingQueriesTable,
} from "../../archive/standing-queries-table.ts";
import type { SubscriptionsTable } from "../../archive/subscriptions-table.ts";
import type { ReadoutContent } from "../../readouts/readout.ts";
import type { Clock } from "../../runtime/clock.ts";
import { addMs } from "../../runtime/instant.ts";
import type { Log } from "../../runtime/log.ts";
import {
  changedStanding,
  type StandingChange,
  standingKey,
  standingOf,
  type StandingQuery,
  type SubscriptionKey,
} from "../../subscriptions/standing-query.ts";
import { saveWatched } from "./watched-queries.ts";

export interface KeepDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** Of what compiles and matches queries: a name that is another one when that may be. */
  readonly queryCode: string;
  readonly standing: StandingQueriesTable;
  readonly subscriptions: Pick<SubscriptionsTable, "get" | "every">;
  readonly readouts: Pick<ReadoutsTable, "newest" | "revision">;
}

/** So many changes are read one by one; then a snapshot is made of them. */
const maxChanges = 200;
const attempts = 10;
const newestCount = 100;
/** Some are published with a date to come. */
const aheadMs = 366 * 24 * 60 * 60 * 1000;

/**
 * Puts down what has become of some subscriptions, so that the next readout is matched with them. What counts is the
 * subscription as it is now, so that an old call that comes late changes nothing.
 */
export async function keepStandingQueries(
  keys: readonly SubscriptionKey[],
  deps: KeepDeps,
): Promise<void> {
  const distinct = [...new Map(keys.map((key) => [standingKey(key), key])).values()];
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const head = await deps.standing.head();
    if (head === null) {
      if (await makeAnew(null, deps)) return;
      continue;
    }
    const next = await deps.standing.append(await changesOf(distinct, deps), head);
    if (next === null) continue;
    if (next.version - next.since >= maxChanges) await compact(next, deps);
    return;
  }
  throw new Error(`others changed the copy of all queries ${attempts} times meanwhile`);
}

/**
 * Compares the copy with the subscriptions, and makes it anew where they differ.
 * @returns how many subscriptions differed
 */
export async function mendStandingQueries(deps: KeepDeps): Promise<number> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const head = await deps.standing.head();
    const kept = head === null ? [] : await read(head, deps);
    if (kept === null) continue;
    const wanted = await activeOnes(deps);
    const different = differing(kept, wanted);
    const isReadable = wanted.length === 0 || head?.compiled?.code === deps.queryCode;
    if (different === 0 && head !== null && isReadable) return 0;
    // What was changed while the subscriptions were read makes another head: then all is read again.
    if ((await replace(wanted, head, deps)) === null) continue;
    if (different > 0) deps.log.error("the copy of all queries was wrong", { different });
    return different;
  }
  throw new Error(`others changed the copy of all queries ${attempts} times meanwhile`);
}

/** How many subscriptions the copy has wrong, and how many queries it should have; null where it was never made. */
export async function compareStandingQueries(
  deps: Pick<KeepDeps, "subscriptions"> & {
    readonly standing: Pick<StandingQueriesTable, "head" | "snapshot" | "changes">;
  },
): Promise<{ readonly different: number; readonly queries: number } | null> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const head = await deps.standing.head();
    if (head === null) return null;
    const kept = await read(head, deps);
    if (kept === null) continue;
    const wanted = await activeOnes(deps);
    return { different: differing(kept, wanted), queries: wanted.length };
  }
  throw new Error(`others changed the copy of all queries ${attempts} times meanwhile`);
}

async function changesOf(
  keys: readonly SubscriptionKey[],
  { subscriptions }: Pick<KeepDeps, "subscriptions">,
): Promise<readonly StandingChange[]> {
  return await Promise.all(
    keys.map(async ({ subscriberId, subscriptionId }) => ({
      subscriberId,
      subscriptionId,
      standing: standingOf(await subscriptions.get(subscriberId, subscriptionId)),
    })),
  );
}

/** @returns false where somebody else was faster */
async function makeAnew(head: StandingHead | null, deps: KeepDeps): Promise<boolean> {
  return (await replace(await activeOnes(deps), head, deps)) !== null;
}

/** Where somebody else was faster, they do it, or the next change does. */
async function compact(head: StandingHead, deps: KeepDeps): Promise<void> {
  const queries = await read(head, deps);
  if (queries !== null) await replace(queries, head, deps);
}

/** Compiled here, so that no process that matches has to. */
async function replace(
  queries: readonly StandingQuery[],
  head: StandingHead | null,
  deps: Omit<KeepDeps, "subscriptions">,
): Promise<StandingHead | null> {
  const compiled = queries.length === 0 ? null : await compile(queries, deps);
  return await deps.standing.replace(queries, compiled, head);
}

async function compile(
  queries: readonly StandingQuery[],
  deps: Pick<KeepDeps, "clock" | "log" | "queryCode" | "readouts">,
): Promise<CompiledQueries> {
  const like = await newestContents(deps).catch((error: unknown) => {
    // It saves time later, no more.
    deps.log.error("the words of the newest readouts are not compiled along", {}, error);
    return [];
  });
  return { code: deps.queryCode, bytes: saveWatched(queries, like, deps.log) };
}

/** The readouts of tomorrow have most of their words in common with these. */
async function newestContents({
  clock,
  readouts,
}: Pick<KeepDeps, "clock" | "readouts">): Promise<readonly ReadoutContent[]> {
  const until = addMs(clock.now(), aheadMs);
  const { heads } = await readouts.newest({
    sourceId: null,
    since: null,
    until,
    cursor: null,
    limit: newestCount,
  });
  const revisions = await Promise.all(
    heads.map(async ({ readoutId, latest }) => await readouts.revision(readoutId, latest)),
  );
  return revisions.flatMap((revision) => (revision === null ? [] : [revision.content]));
}

/** Null where it was replaced meanwhile. */
async function read(
  head: StandingHead,
  { standing }: { readonly standing: Pick<StandingQueriesTable, "snapshot" | "changes"> },
): Promise<readonly StandingQuery[] | null> {
  const queries = await standing.snapshot(head);
  const changes = await standing.changes(head.since, head);
  return queries === null || changes === null ? null : changedStanding(queries, changes);
}

async function activeOnes({
  subscriptions,
}: Pick<KeepDeps, "subscriptions">): Promise<readonly StandingQuery[]> {
  const active: StandingQuery[] = [];
  for await (const subscription of subscriptions.every()) {
    const standing = standingOf(subscription);
    if (standing !== null) active.push(standing);
  }
  return active;
}

function differing(some: readonly StandingQuery[], others: readonly StandingQuery[]): number {
  const [mine, theirs] = [texts(some), texts(others)];
  const keys = new Set([...mine.keys(), ...theirs.keys()]);
  return [...keys].filter((key) => mine.get(key) !== theirs.get(key)).length;
}

const texts = (queries: readonly StandingQuery[]): ReadonlyMap<string, string> =>
  new Map(queries.map((query) => [standingKey(query), textOf(query)]));

/** Equal for equal ones, whatever the order of their fields. */
const textOf = ({ query, frequency, timeZone, events }: StandingQuery): string =>
  JSON.stringify([
    query,
    Object.entries(frequency).toSorted(([a], [b]) => a.localeCompare(b)),
    timeZone,
    events,
  ]);
