import type { Alert, AlertsTable } from "../../archive/alerts-table.ts";
import type { CopiesTable } from "../../archive/copies-table.ts";
import type { ReadoutsTable } from "../../archive/readouts-table.ts";
import type { SubscriptionsTable } from "../../archive/subscriptions-table.ts";
import type { Revision } from "../../readouts/revision.ts";
import type { Clock } from "../../runtime/clock.ts";
import { addMs, type Instant } from "../../runtime/instant.ts";
import type { Log } from "../../runtime/log.ts";
import { aboutRevision, isOnTheWay, isOverdue, revisionsIn } from "./late-alerts.ts";
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
    const told = await aboutRevision(revision, deps.alerts);
    for (const due of await alertsWanted(revision, { ...deps, watched })) {
      if (told.has(due.alert.subscriberId)) continue;
      if (await isMissing(due.alert, revision, deps)) note({ ...due, what: "missing" });
    }
    // Whether it is still asked for or not.
    for (const alert of told.values()) {
      if (isOverdue(alert, window.until)) note(lateOne(alert, alert.state));
    }
  }
  // Whatever it was about: alerts and digests that have been due for so long.
  for (const waits of ["pending", "gathering"] as const) {
    const late = await deps.alerts.waiting(waits, window.until);
    for (const alert of await deps.alerts.several(late)) {
      const { state } = alert;
      if (isOnTheWay(state) || state === "gathering") note(lateOne(alert, state));
    }
  }
  return [...untold.values()];
}

function lateOne(alert: Alert, what: Exclude<Untold["what"], "missing">): Untold {
  return { alert, dueAt: alert.createdAt, what };
}

/** Who came or changed their alert after it was matched was not asked then. */
async function isMissing(
  alert: Alert,
  { observedAt }: Revision,
  { alerts, subscriptions }: UntoldDeps,
): Promise<boolean> {
  if ((await alerts.get(alert)) !== null) return false;
  const its = await Promise.all(
    alert.subscriptionIds.map((id) => subscriptions.get(alert.subscriberId, id)),
  );
  const since = addMs(observedAt, -liveWithinMs);
  return its.some((one) => one?.state === "active" && one.confirmedAt < since);
}
