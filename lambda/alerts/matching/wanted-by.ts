import type { Alert } from "../../archive/alerts-table.ts";
import type { Change, Revision } from "../../readouts/revision.ts";
import type { SubscriptionKey } from "../../subscriptions/standing-query.ts";

/** What one subscriber is told of a revision, and by which of their subscriptions. */
export interface Wanted {
  /** What the revision is to this subscriber. */
  readonly change: Change;
  readonly subscriptionIds: readonly string[];
  /** The alert by which they were first told of the readout. */
  readonly inReplyTo: string | null;
}

/** By subscriber. */
export type WantedBy = ReadonlyMap<string, Wanted>;

/**
 * Each subscriber of some subscriptions, told of something for the first time.
 * @param change what it is to them
 */
export function newTo(subscriptions: Iterable<SubscriptionKey>, change: Change): WantedBy {
  const wanted = new Map<string, Wanted>();
  for (const { subscriberId, subscriptionId } of subscriptions) {
    const others = wanted.get(subscriberId)?.subscriptionIds ?? [];
    const subscriptionIds = [...others, subscriptionId];
    wanted.set(subscriberId, { change, subscriptionIds, inReplyTo: null });
  }
  return wanted;
}

/**
 * Those who were told of an earlier revision, as far as one of the subscriptions that told them is
 * active still. What was dropped or refused told nobody.
 * @param alerts all about the readout
 */
export function toldBefore(
  { revision: number, change }: Revision,
  alerts: readonly Alert[],
  isActive: (subscription: SubscriptionKey) => boolean,
): WantedBy {
  const wanted = new Map<string, Wanted>();
  const earlier = alerts
    .filter(({ revision, state }) => revision < number && state !== "dropped" && state !== "failed")
    .toSorted((a, b) => a.revision - b.revision);
  for (const { subscriberId, alertId, digestId, subscriptionIds } of earlier) {
    const known = wanted.get(subscriberId);
    const still = subscriptionIds.filter((subscriptionId) =>
      isActive({ subscriberId, subscriptionId }),
    );
    const union = new Set([...(known?.subscriptionIds ?? []), ...still]);
    if (union.size === 0) continue;
    const inReplyTo = known?.inReplyTo ?? digestId ?? alertId;
    wanted.set(subscriberId, { change, subscriptionIds: [...union], inReplyTo });
  }
  return wanted;
}

/** One mail to each: who was told before is told of the change, with the new reasons beside the old. */
export function together(told: WantedBy, fresh: WantedBy): WantedBy {
  const wanted = new Map(told);
  for (const [subscriberId, its] of fresh) {
    const known = told.get(subscriberId);
    const union = new Set([...(known?.subscriptionIds ?? []), ...its.subscriptionIds]);
    wanted.set(subscriberId, { ...(known ?? its), subscriptionIds: [...union] });
  }
  return wanted;
}
