import type { Alert, AlertsTable, AlertState } from "../../archive/alerts-table.ts";
import type { CopiesTable } from "../../archive/copies-table.ts";
import type { ReadoutsTable } from "../../archive/readouts-table.ts";
import type { SubscriptionsTable } from "../../archive/subscriptions-table.ts";
import type { ReadoutHead, Revision } from "../../readouts/revision.ts";
import type { Clock } from "../../runtime/clock.ts";
import { addMs, type Instant } from "../../runtime/instant.ts";
import type { Log } from "../../runtime/log.ts";
import { alertsWanted } from "./match-revision.ts";
import type { DueAlert } from "./write-alerts.ts";
import { WatchedQueries } from "./watched-queries.ts";

export interface UntoldDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly readouts: Pick<ReadoutsTable, "newest" | "revision">;
  readonly copies: Pick<CopiesTable, "groupOf">;
  readonly subscriptions: Pick<SubscriptionsTable, "standingQueries" | "get">;
  readonly alerts: Pick<AlertsTable, "get" | "byReadout" | "add" | "waiting" | "several">;
}

/** Somebody who should have been told of a revision, and was not. */
export interface Untold extends DueAlert {
  /** `missing`: there is no alert. The others wait for too long. */
  readonly what: "missing" | "pending" | "sending" | "gathering";
}

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;
/** What is older when it is first seen alerts nobody; an edit of something older is not looked for. */
const publishedWithinMs = 8 * dayMs;
const aheadMs = 366 * dayMs;
const pageSize = 200;
/** A new subscription is matched from so long after its confirmation at the latest. */
const liveWithinMs = 60 * 1000;

/**
 * Whom the archive's revisions should have told, and did not: looks at what came out, not at queues. For
 * each revision observed in the window matching is done again, and each alert that it asks for must be there,
 * and be sent, or in a digest, or wait for one that is not overdue.
 * @param window of observation; its end leaves the mails time to go out
 */
export async function findUntold(
  window: { readonly since: Instant; readonly until: Instant },
  deps: UntoldDeps,
): Promise<readonly Untold[]> {
  const untold = new Map<string, Untold>();
  const note = (one: Untold): void => {
    untold.set(`${one.alert.subscriberId} ${one.alert.alertId}`, one);
  };
  // The subscriptions themselves, not what is kept of them for matching: that may be what is wrong.
  const queries = new WatchedQueries(await deps.subscriptions.standingQueries(), deps.log);
  const watched = (): Promise<WatchedQueries> => Promise.resolve(queries);
  for await (const revision of revisionsIn(window, deps)) {
    for (const due of await alertsWanted(revision, { ...deps, watched })) {
      const what = await problemOf(due.alert, revision, window.until, deps);
      if (what !== null) note({ ...due, what });
    }
  }
  // Whatever it was about: alerts and digests that have been due for so long.
  for (const waits of ["pending", "gathering"] as const) {
    const late = await deps.alerts.waiting(waits, window.until);
    for (const alert of await deps.alerts.several(late)) {
      const { state, createdAt } = alert;
      if (isLate(state)) note({ alert, dueAt: createdAt, what: state });
    }
  }
  return [...untold.values()];
}

/** Not what has gone out since it was found to wait. */
function isLate(state: AlertState): state is Exclude<Untold["what"], "missing"> {
  return state === "pending" || state === "sending" || state === "gathering";
}

async function* revisionsIn(
  { since, until }: { readonly since: Instant; readonly until: Instant },
  { clock, readouts }: UntoldDeps,
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
    for (const { readoutId, latest, firstSeenAt } of page.heads) {
      if (firstSeenAt > until) continue;
      // Where nothing changed since it was first seen, the head says all: no revision is read.
      if (latest <= 1 && firstSeenAt < since) continue;
      for (let number = latest; number >= 1; number -= 1) {
        const revision = await readouts.revision(readoutId, number);
        if (revision === null || revision.observedAt < since) break;
        if (revision.observedAt <= until && revision.quiet === null) yield revision;
      }
    }
    ({ cursor } = page);
  } while (cursor !== null);
}

/** @returns null where all is well */
async function problemOf(
  alert: Alert,
  { observedAt }: Revision,
  until: Instant,
  { alerts, subscriptions }: UntoldDeps,
): Promise<Untold["what"] | null> {
  const stored = await alerts.get(alert);
  if (stored !== null) {
    const { state, createdAt } = stored;
    return (state === "pending" || state === "sending") && createdAt < until ? state : null;
  }
  // Who came or changed their alert later was not asked when it was matched.
  const its = await Promise.all(
    alert.subscriptionIds.map((id) => subscriptions.get(alert.subscriberId, id)),
  );
  const since = addMs(observedAt, -liveWithinMs);
  const wasThere = its.some((one) => one?.state === "active" && one.confirmedAt < since);
  return wasThere ? "missing" : null;
}
