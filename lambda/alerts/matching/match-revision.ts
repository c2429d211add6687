import type { Alert, AlertsTable } from "../../archive/alerts-table.ts";
import type { CopiesTable } from "../../archive/copies-table.ts";
import type { ReadoutsTable } from "../../archive/readouts-table.ts";
import type { Revision } from "../../readouts/revision.ts";
import type { Clock } from "../../runtime/clock.ts";
import { type Instant, msBetween } from "../../runtime/instant.ts";
import type { Log } from "../../runtime/log.ts";
import type { Catalogue } from "../../sources/catalogue.ts";
import { nextDigestAt } from "../../subscriptions/digest-times.ts";
import { eventOf } from "../../subscriptions/preferences.ts";
import type { DeliveryQueue } from "../delivery/delivery-request.ts";
import { copiesOf, linkCopies, wasSeenBefore } from "./find-copies.ts";
import type { StandingRule } from "../../subscriptions/standing-query.ts";
import { newTo, together, toldBefore, type Wanted, type WantedBy } from "./wanted-by.ts";
import type { WatchedQueries } from "./watched-queries.ts";
import { type DueAlert, type MatchReport, writeAlerts } from "./write-alerts.ts";

export interface MatchDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly readouts: Pick<ReadoutsTable, "revision" | "latest">;
  readonly copies: CopiesTable;
  readonly catalogue: Pick<Catalogue, "get">;
  /** Everybody's queries as they are now. */
  readonly watched: () => Promise<WatchedQueries>;
  readonly alerts: Pick<AlertsTable, "add" | "get" | "byReadout">;
  readonly deliveryQueue: DeliveryQueue;
}

/** What it takes to say who is to be told; writes nothing. */
export type WantedDeps = Omit<MatchDeps, "deliveryQueue" | "readouts" | "copies" | "catalogue"> & {
  readonly readouts: Pick<ReadoutsTable, "revision">;
  readonly copies: Pick<CopiesTable, "groupOf">;
};

/**
 * Finds who wants a new revision and asks for its delivery. A new readout goes to those whose query it
 * matches; a later revision to those who were told of the readout, and to those whose query matches
 * only now. Run twice, it finds its own alerts and asks again for those that still wait.
 */
export async function matchRevision(
  { readoutId, revision: number }: { readonly readoutId: string; readonly revision: number },
  deps: MatchDeps,
): Promise<MatchReport> {
  const revision = await deps.readouts.revision(readoutId, number);
  if (revision === null) return { matched: 0, alerts: 0 };
  // What alerts nobody may be the original of what comes later.
  await linkCopies(revision, deps);
  if (revision.quiet !== null) return { matched: 0, alerts: 0 };
  const report = await writeAlerts(await alertsWanted(revision, deps), deps);
  deps.log.info("a revision was matched", { readoutId, revision: number, ...report });
  return report;
}

/** What its subscribers are to be told of a revision, as far as can be said now. */
export async function alertsWanted(
  revision: Revision,
  deps: WantedDeps,
): Promise<readonly DueAlert[]> {
  const watched = await deps.watched();
  const wanted = watched.isEmpty ? new Map() : await wantedOf(revision, watched, deps);
  return alertsOf(revision, wanted, watched, deps.clock.now());
}

async function wantedOf(
  revision: Revision,
  watched: WatchedQueries,
  deps: WantedDeps,
): Promise<WantedBy> {
  const { change } = revision;
  const matching = watched.matching(revision);
  if (revision.revision === 1) {
    const wanted = newTo(matching.filter(wantsNews), "new");
    return wanted.size === 0 ? wanted : await withoutTold(wanted, watched, revision, deps);
  }
  const event = eventOf(change);
  const wantsEvent = ({ events }: StandingRule) => events.includes(event);
  const told = toldBefore(revision, await deps.alerts.byReadout(revision.readoutId), (its) => {
    const query = watched.find(its);
    return query !== null && wantsEvent(query);
  });
  // A removal is news to those who asked for removals.
  const mayBeNew = change === "edited" || change === "completed" || change === "removed";
  const news = matching.filter(wantsNews);
  const fresh = mayBeNew ? await newlyMatching(revision, news, watched, deps) : [];
  // Who wants no news, but what becomes of it, was never told of it.
  const untold = newTo(
    matching.filter((query) => wantsEvent(query) && !wantsNews(query)),
    change,
  );
  return together(together(told, untold), newTo(fresh, "new"));
}

const wantsNews = ({ events }: StandingRule): boolean => events.includes("new");

/**
 * Copies of one text are one readout to those who are alerted: who was told of a copy, or is being told of one that we saw
 * before, is not told again. What was seen first decides, not what was worked off first, so that two that
 * come at once do not wait for each other.
 */
async function withoutTold(
  wanted: WantedBy,
  watched: WatchedQueries,
  revision: Revision,
  deps: WantedDeps,
): Promise<WantedBy> {
  const copies = await copiesOf(revision, deps);
  const told = new Set<string>();
  for (const copy of copies) {
    const isTold = copy.quiet === null && wasSeenBefore(copy, revision);
    const tells = isTold ? watched.matching(copy).filter(wantsNews) : [];
    for (const { subscriberId } of tells) told.add(subscriberId);
    for (const { subscriberId, state } of await deps.alerts.byReadout(copy.readoutId)) {
      if (state !== "dropped" && state !== "failed") told.add(subscriberId);
    }
  }
  return new Map([...wanted].filter(([subscriberId]) => !told.has(subscriberId)));
}

/** What was added is what they asked for: the revision before did not match. */
async function newlyMatching(
  revision: Revision,
  now: readonly StandingRule[],
  watched: WatchedQueries,
  deps: WantedDeps,
): Promise<readonly StandingRule[]> {
  if (now.length === 0) return [];
  const before = await deps.readouts.revision(revision.readoutId, revision.revision - 1);
  if (before === null) return now;
  const then = new Set(watched.matching(before));
  return now.filter((query) => !then.has(query));
}

/** The watch looks at what was observed an hour to three hours ago; at edits only where the readout is not old. */
const watchedForMs = 30 * 60 * 1000;

function alertsOf(
  { readoutId, revision, observedAt }: Revision,
  wanted: WantedBy,
  watched: WatchedQueries,
  now: Instant,
): DueAlert[] {
  const isWatched = revision === 1 && msBetween(observedAt, now) < watchedForMs;
  const immediateAt = isWatched ? null : now;
  return [...wanted].map(([subscriberId, its]: [string, Wanted]) => {
    const digestAt = digestTime(subscriberId, its, watched, now);
    const alert: Alert = {
      subscriberId,
      alertId: `${readoutId}#${revision}`,
      readoutId,
      revision,
      ...its,
      state: digestAt === null ? "pending" : "gathering",
      createdAt: now,
      attempt: 0,
      leaseUntil: null,
      sentAt: null,
      sesMessageId: null,
      reason: null,
      digestId: null,
    };
    return { alert, dueAt: digestAt ?? immediateAt };
  });
}

/** The first time that any of the alerts asks for; null where one of them is told at once. */
function digestTime(
  subscriberId: string,
  { subscriptionIds }: Wanted,
  watched: WatchedQueries,
  now: Instant,
): Instant | null {
  const times = subscriptionIds.map((subscriptionId) => {
    const one = watched.find({ subscriberId, subscriptionId });
    return one === null ? null : nextDigestAt(one.frequency, one.timeZone, now);
  });
  const [first = null] = times.filter((at) => at !== null).toSorted();
  return times.includes(null) ? null : first;
}
