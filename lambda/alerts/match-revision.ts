import type { Alert, AlertsTable } from "../archive/alerts-table.ts";
import type { ReadoutsTable } from "../archive/readouts-table.ts";
import type { ActiveQuery, SubscriptionsTable } from "../archive/subscriptions-table.ts";
import { prepareDocument } from "../query/document.ts";
import { parseQuery } from "../query/parse-query.ts";
import { compileQueries, type StoredQuery } from "../query/query-set.ts";
import type { ReadoutContent } from "../readouts/readout.ts";
import type { Change, Revision } from "../readouts/revision.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import type { DeliveryQueue } from "./delivery-request.ts";

export interface MatchDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly readouts: Pick<ReadoutsTable, "revision">;
  readonly subscriptions: Pick<SubscriptionsTable, "activeQueries">;
  readonly alerts: Pick<AlertsTable, "add" | "get" | "byReadout">;
  readonly deliveryQueue: DeliveryQueue;
}

export interface MatchReport {
  /** Subscriptions × this revision. */
  readonly matched: number;
  /** Alerts new with this run. */
  readonly alerts: number;
}

/** Whom to tell, of what, and by which of their subscriptions. */
interface Wanted {
  readonly change: Change;
  readonly subscriptionIds: readonly string[];
  readonly inReplyTo: string | null;
}

const nothing: MatchReport = { matched: 0, alerts: 0 };

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
  if (revision === null || revision.quiet !== null) return nothing;
  const queries = await deps.subscriptions.activeQueries();
  if (queries.length === 0) return nothing;
  const wanted =
    revision.revision === 1
      ? newReadout(revision, queries, deps)
      : await laterRevision(revision, queries, deps);

  const alerts = [...wanted].map(
    ([subscriberId, its]): Alert => ({
      subscriberId,
      alertId: `${readoutId}#${number}`,
      readoutId,
      revision: number,
      ...its,
      state: "pending",
      createdAt: deps.clock.now(),
      attempt: 0,
      leaseUntil: null,
      sentAt: null,
      sesMessageId: null,
      reason: null,
    }),
  );
  return await writeAndRequest(alerts, deps);
}

async function writeAndRequest(alerts: readonly Alert[], deps: MatchDeps): Promise<MatchReport> {
  const added: Alert[] = [];
  const waiting: Alert[] = [];
  for (const alert of alerts) {
    if (await deps.alerts.add(alert)) {
      added.push(alert);
      waiting.push(alert);
    } else if ((await deps.alerts.get(alert))?.state === "pending") {
      waiting.push(alert);
    }
  }
  await deps.deliveryQueue.send(
    waiting.map(({ subscriberId, alertId }) => ({ subscriberId, alertId })),
  );
  const matched = added.reduce((sum, { subscriptionIds }) => sum + subscriptionIds.length, 0);
  const [first] = alerts;
  if (first !== undefined) {
    const { readoutId, revision } = first;
    deps.log.info("a revision was matched", { readoutId, revision, matched, alerts: added.length });
  }
  return { matched, alerts: added.length };
}

function newReadout(
  revision: Revision,
  queries: readonly ActiveQuery[],
  deps: MatchDeps,
): ReadonlyMap<string, Wanted> {
  const matching = matchingQueries(queries, revision.content, deps);
  return bySubscriber(queries.filter(({ queryKey }) => matching.has(queryKey)));
}

async function laterRevision(
  revision: Revision,
  queries: readonly ActiveQuery[],
  deps: MatchDeps,
): Promise<ReadonlyMap<string, Wanted>> {
  const wanted = new Map<string, Wanted>();
  const isActive = new Set(
    queries.flatMap(({ subscribers }) => subscribers.map(({ subscriptionId }) => subscriptionId)),
  );
  const told = (await deps.alerts.byReadout(revision.readoutId))
    .filter(
      ({ revision: number, state }) =>
        number < revision.revision && state !== "dropped" && state !== "failed",
    )
    .toSorted((a, b) => a.revision - b.revision);
  for (const { subscriberId, alertId, subscriptionIds } of told) {
    const known = wanted.get(subscriberId);
    const still = subscriptionIds.filter((id) => isActive.has(id));
    const union = [...new Set([...(known?.subscriptionIds ?? []), ...still])];
    if (union.length === 0) continue;
    const inReplyTo = known?.inReplyTo ?? alertId;
    wanted.set(subscriberId, { change: revision.change, subscriptionIds: union, inReplyTo });
  }
  if (revision.change !== "edited" && revision.change !== "completed") return wanted;
  for (const [subscriberId, its] of await newlyMatching(revision, queries, deps)) {
    if (!wanted.has(subscriberId)) wanted.set(subscriberId, its);
  }
  return wanted;
}

/** Those whose query the revision before did not match: what was added is what they asked for. */
async function newlyMatching(
  revision: Revision,
  queries: readonly ActiveQuery[],
  deps: MatchDeps,
): Promise<ReadonlyMap<string, Wanted>> {
  const now = matchingQueries(queries, revision.content, deps);
  if (now.size === 0) return new Map();
  const before = await deps.readouts.revision(revision.readoutId, revision.revision - 1);
  const then = before === null ? new Set() : matchingQueries(queries, before.content, deps);
  return bySubscriber(queries.filter(({ queryKey }) => now.has(queryKey) && !then.has(queryKey)));
}

function bySubscriber(queries: readonly ActiveQuery[]): ReadonlyMap<string, Wanted> {
  const wanted = new Map<string, Wanted>();
  for (const { subscribers } of queries) {
    for (const { subscriberId, subscriptionId } of subscribers) {
      const subscriptionIds = [
        ...(wanted.get(subscriberId)?.subscriptionIds ?? []),
        subscriptionId,
      ];
      wanted.set(subscriberId, { change: "new", subscriptionIds, inReplyTo: null });
    }
  }
  return wanted;
}

/** Keys of the queries that hold; one that no longer parses is said, and stops no other. */
function matchingQueries(
  queries: readonly ActiveQuery[],
  content: ReadoutContent,
  { log }: MatchDeps,
): ReadonlySet<string> {
  const stored = queries.flatMap(({ queryKey, query }): StoredQuery[] => {
    const parsed = parseQuery(query);
    if (parsed.ok) return [{ key: queryKey, query: parsed.query }];
    log.error("a stored query no longer parses", { queryKey, problem: parsed.error.message });
    return [];
  });
  return new Set(compileQueries(stored).match(prepareDocument(content)));
}
