import type { SubscriptionsTable } from "../../archive/subscriptions-table.ts";
import type {
  DisabledBecause,
  WebhookDelivery,
  WebhooksTable,
} from "../../archive/webhooks-table.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Log } from "../../runtime/log.ts";

export interface DisableDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly subscriptions: Pick<SubscriptionsTable, "get">;
  readonly webhooks: Pick<WebhooksTable, "disable">;
}

/** Nothing was taken for so long, and an event was given up: it is switched off. */
export const failingForMs = 7 * 24 * 60 * 60 * 1000;

/**
 * Switches a webhook off.
 * @param url the one that failed: what was set to another meanwhile goes on
 */
export async function disableWebhook(
  { subscriberId, subscriptionId }: Pick<WebhookDelivery, "subscriberId" | "subscriptionId">,
  url: string,
  because: DisabledBecause,
  deps: DisableDeps,
): Promise<void> {
  const subscription = await deps.subscriptions.get(subscriberId, subscriptionId);
  if (subscription?.webhook?.url !== url) return;
  await deps.webhooks.disable({ subscriberId, subscriptionId }, because, deps.clock.now());
  deps.log.warn("a webhook was disabled", { subscriberId, subscriptionId, because });
}
