import { subscriberIdOf } from "../../lambda/subscriptions/address.ts";
import {
  type Active,
  confirmed,
  mailed,
  type Pending,
  requested,
} from "../../lambda/subscriptions/subscription.ts";

interface Asked {
  readonly address: string;
  readonly query: string;
  /** Equal for queries of equal meaning; the query itself unless given. */
  readonly queryKey: string;
  readonly at: string;
}

/** A request whose confirmation was mailed. */
export function aPending(changed: Partial<Asked> = {}): Pending {
  const address = changed.address ?? "reader@newsroom.example";
  const query = changed.query ?? "ferry";
  const { queryKey = query, at = "2026-03-02T09:00:00.000Z" } = changed;
  const subscriberId = subscriberIdOf(address);
  return mailed(
    requested({ subscriberId, address, query, queryKey, languageVersion: 2 }, "192.0.2.7", at),
    at,
  );
}

/** Confirmed when it was asked for. */
export function anActive(changed: Partial<Asked> = {}): Active {
  const pending = aPending(changed);
  return confirmed(pending, "192.0.2.7", pending.consent.requestedAt);
}
