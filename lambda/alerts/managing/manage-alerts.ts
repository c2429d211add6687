import type { Alert, AlertsTable } from "../../archive/alerts-table.ts";
import type { SubscriptionsTable } from "../../archive/subscriptions-table.ts";
import type { SuppressionsTable } from "../../archive/suppressions-table.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { WebhookHealth } from "../../archive/webhook-items.ts";
import type { WebhooksTable } from "../../archive/webhooks-table.ts";
import { isKeyOf, readFeedAddress } from "../../subscriptions/feed-address.ts";
import { checkLink, type SigningSecrets } from "../../subscriptions/signed-links.ts";
import type { Subscription } from "../../subscriptions/subscription.ts";
import { isInForce, type Suppression } from "../../subscriptions/suppression.ts";
import type { RequestQueue } from "../requests/site-request.ts";

export interface ManageDeps {
  readonly clock: Clock;
  readonly subscriptions: Pick<SubscriptionsTable, "get" | "bySubscriber" | "save" | "remove">;
  readonly alerts: Pick<AlertsTable, "bySubscriber" | "forget">;
  readonly suppressions: Pick<SuppressionsTable, "get">;
  readonly webhooks: Pick<WebhooksTable, "healthOf" | "forget">;
  readonly requestQueue: RequestQueue;
  readonly linkSecrets: () => Promise<SigningSecrets>;
}

/** Who may manage: whoever holds a link to it. */
export type Holder =
  | { readonly outcome: "open"; readonly subscriberId: string }
  | { readonly outcome: "invalid" | "expired" };

/** Whose alerts a link opens; nothing of it is believed before its signature is. */
export async function readHolder(token: string, deps: ManageDeps): Promise<Holder> {
  const checked = checkLink("manage", token, await deps.linkSecrets(), deps.clock.now());
  return checked.outcome === "valid"
    ? { outcome: "open", subscriberId: checked.subject.subscriberId }
    : { outcome: checked.outcome };
}

/** All that is kept of a subscriber. */
export interface Holdings {
  readonly subscriptions: readonly Subscription[];
  /** What was sent or waits, the newest first. */
  readonly alerts: readonly Alert[];
  /** In force; null: mails go out. */
  readonly suppression: Suppression | null;
  /** How their webhooks do, by subscriptionId. */
  readonly webhookHealth: ReadonlyMap<string, WebhookHealth>;
}

export async function holdingsOf(subscriberId: string, deps: ManageDeps): Promise<Holdings> {
  const now = deps.clock.now();
  const [all, alerts, suppression, webhookHealth] = await Promise.all([
    deps.subscriptions.bySubscriber(subscriberId),
    deps.alerts.bySubscriber(subscriberId),
    deps.suppressions.get(subscriberId),
    deps.webhooks.healthOf(subscriberId),
  ]);
  return {
    // What DynamoDB has not forgotten yet is forgotten here.
    subscriptions: all.filter((one) => one.state !== "pending" || one.expiresAt > now),
    alerts: alerts.toSorted((a, b) =>
      (b.sentAt ?? b.createdAt).localeCompare(a.sentAt ?? a.createdAt),
    ),
    suppression: suppression !== null && isInForce(suppression, now) ? suppression : null,
    webhookHealth,
  };
}

/** The alert that a feed's address is for, as long as it has not ended. */
export async function alertOfFeed(
  address: string,
  { subscriptions }: Pick<ManageDeps, "subscriptions">,
): Promise<Subscription | null> {
  const read = readFeedAddress(address);
  if (read === null) return null;
  const found = await subscriptions.get(read.subscriberId, read.subscriptionId);
  return found !== null && found.state !== "ended" && isKeyOf(found, read.key) ? found : null;
}

/** Forgets a subscriber: their alerts, consents and what they were sent. A suppression stays, without an address. */
export async function eraseSubscriber(subscriberId: string, deps: ManageDeps): Promise<void> {
  // The subscriptions first: after them nothing new comes.
  const all = await deps.subscriptions.bySubscriber(subscriberId);
  for (const { subscriptionId } of all) {
    await deps.subscriptions.remove(subscriberId, subscriptionId);
  }
  await deps.alerts.forget(subscriberId);
  await deps.webhooks.forget(subscriberId);
}
