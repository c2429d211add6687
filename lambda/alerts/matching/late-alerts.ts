import type { Alert, AlertsTable, AlertState } from "../../archive/alerts-table.ts";
import type { ReadoutsTable } from "../../archive/readouts-table.ts";
import type { ReadoutHead, Revision } from "../../readouts/revision.ts";
import type { Clock } from "../../runtime/clock.ts";
import { addMs, type Instant } from "../../runtime/instant.ts";

/** Of observation. */
export interface Window {
  readonly since: Instant;
  readonly until: Instant;
}

export interface RevisionsDeps {
  readonly clock: Clock;
  readonly readouts: Pick<ReadoutsTable, "newest" | "revision">;
}

export interface LateDeps extends RevisionsDeps {
  readonly alerts: Pick<AlertsTable, "byReadout" | "waiting" | "several">;
}

const dayMs = 24 * 60 * 60 * 1000;
/** What is older when it is first seen alerts nobody; an edit of something older is not looked for. */
const publishedWithinMs = 8 * dayMs;
const aheadMs = 366 * dayMs;
const pageSize = 200;
const atOnce = 25;

/**
 * Alerts that were to go out at once and did not: about what was observed in the window, and those of before that
 * are known to be late, digests with them.
 */
export async function findLate(window: Window, deps: LateDeps): Promise<readonly Alert[]> {
  const late = await deps.alerts.several(await deps.alerts.waiting("pending", window.until));
  const found = late.filter(({ state }) => isOnTheWay(state));
  for await (const revision of revisionsIn(window, deps)) {
    const told = await aboutRevision(revision, deps.alerts);
    found.push(...[...told.values()].filter((alert) => isOverdue(alert, window.until)));
  }
  const distinct = new Map(found.map((one) => [`${one.subscriberId} ${one.alertId}`, one]));
  return [...distinct.values()].toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
}

/** What is late is found by its index from then on, however long it takes. */
export async function keepLate(
  late: readonly Alert[],
  alerts: Pick<AlertsTable, "noteLate">,
): Promise<void> {
  for (let from = 0; from < late.length; from += atOnce) {
    await Promise.all(
      late.slice(from, from + atOnce).map(async (one) => await alerts.noteLate(one)),
    );
  }
}

/** By subscriber. */
export async function aboutRevision(
  { readoutId, revision }: Revision,
  alerts: Pick<AlertsTable, "byReadout">,
): Promise<ReadonlyMap<string, Alert>> {
  const all = await alerts.byReadout(readoutId);
  return new Map(
    all.filter((one) => one.revision === revision).map((one) => [one.subscriberId, one]),
  );
}

type OnTheWay = Extract<AlertState, "pending" | "sending">;

export function isOnTheWay(state: AlertState): state is OnTheWay {
  return state === "pending" || state === "sending";
}

/** What was to go out at once, was made before then, and has not gone out. */
export function isOverdue(alert: Alert, before: Instant): alert is Alert & { state: OnTheWay } {
  return isOnTheWay(alert.state) && alert.createdAt < before;
}

/** Revisions observed in a window that should have alerted. */
export async function* revisionsIn(
  { since, until }: Window,
  { clock, readouts }: RevisionsDeps,
): AsyncIterable<Revision> {
  const now = clock.now();
  const within = {
    sourceId: null,
    since: addMs(since, -publishedWithinMs),
    until: addMs(now, aheadMs),
  };
  let cursor: string | null = null;
  do {
    const page: { readonly heads: readonly ReadoutHead[]; readonly cursor: string | null } =
      await readouts.newest({ ...within, cursor, limit: pageSize });
    for (const { readoutId, latest, firstSeenAt, lastObservedAt } of page.heads) {
      if (firstSeenAt > until) continue;
      // Where its one text was read before, the head says all: no revision is read. It may have been seen long before
      // it could be read.
      if (latest <= 1 && lastObservedAt < since) continue;
      for (let number = latest; number >= 1; number -= 1) {
        const revision = await readouts.revision(readoutId, number);
        if (revision === null || revision.observedAt < since) break;
        if (revision.observedAt <= until && revision.quiet === null) yield revision;
      }
    }
    ({ cursor } = page);
  } while (cursor !== null);
}
