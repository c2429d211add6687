import type { Instant } from "../runtime/instant.ts";
import { feedAddress } from "../subscriptions/feed-address.ts";
import type { Holdings } from "./site-deps.ts";

/** All that is kept of a subscriber, for themselves: docs/api.md promises these fields. */
export function holdingsJson({ subscriptions, alerts, suppression }: Holdings, now: Instant) {
  return {
    exportedAt: now,
    address: subscriptions[0]?.address ?? null,
    suppression:
      suppression === null
        ? null
        : { reason: suppression.reason, since: suppression.since, until: suppression.until },
    alerts: subscriptions.map((one) => {
      const { subscriberId: _id, queryKey: _key, version: _v, feedKey: _f, ...more } = one;
      const { languageVersion: _l, webhook, ...its } = more;
      // Without its secret: what is downloaded lies about.
      return { ...its, feed: feedAddress(one), webhook: webhook?.url ?? null };
    }),
    mails: alerts.map((alert) => ({
      readoutId: alert.readoutId,
      revision: alert.revision,
      change: alert.change,
      alerts: alert.subscriptionIds,
      state: alert.state,
      createdAt: alert.createdAt,
      sentAt: alert.sentAt,
    })),
  };
}
