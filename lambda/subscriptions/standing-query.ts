import type { Preferences } from "./preferences.ts";
import type { Subscription } from "./subscription.ts";

export interface SubscriptionKey {
  readonly subscriberId: string;
  readonly subscriptionId: string;
}

/** Who is told, when, and of what events. */
export type StandingRule = SubscriptionKey & Pick<Preferences, "frequency" | "timeZone" | "events">;

/** An active subscription as matching needs it: without the address. */
export type StandingQuery = StandingRule & {
  /** As its owner wrote it. */
  readonly query: string;
};

/** What has become of one subscription. */
export interface StandingChange extends SubscriptionKey {
  /** Null: it is not active, or gone. */
  readonly standing: StandingQuery | null;
}

/** One text for one subscription. */
export const standingKey = ({ subscriberId, subscriptionId }: SubscriptionKey): string =>
  `${subscriberId}#${subscriptionId}`;

/** Null unless it is active. */
export function standingOf(subscription: Subscription | null): StandingQuery | null {
  if (subscription?.state !== "active") return null;
  const { subscriberId, subscriptionId, query, frequency, timeZone, events } = subscription;
  return { subscriberId, subscriptionId, query, frequency, timeZone, events };
}

/** The queries after some changes, of which the last one of each subscription counts. */
export function changedStanding(
  queries: readonly StandingQuery[],
  changes: readonly StandingChange[],
): readonly StandingQuery[] {
  const byKey = new Map(queries.map((query) => [standingKey(query), query]));
  for (const change of changes) {
    if (change.standing === null) byKey.delete(standingKey(change));
    else byKey.set(standingKey(change), change.standing);
  }
  return [...byKey.values()];
}
