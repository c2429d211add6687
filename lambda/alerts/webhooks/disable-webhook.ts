import type { SubscriptionsTable } from "../../archive/subscriptions-table.ts";
import type {
  DisabledBecause,
  WebhookDelivery,
  WebhookHealth,
} from "../../archive/webhook-items.ts";
import type { WebhooksTable } from "../../archive/webhooks-table.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Log } from "../../runtime/log.ts";
import type { RequestQueue } from "../requests/site-request.ts";

export interface DisableDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly subscriptions: Pick<SubscriptionsTable, "get">;
  readonly webhooks: Pick<WebhooksTable, "disable">;
  readonly requestQueue: RequestQueue;
}

/** Nothing was taken for so long, and an event was given up: it is switched off. */
export const failingForMs = 7 * 24 * 60 * 60 * 1000;

/**
 * Switches a webhook off, and asks for the mail that says so; a second time asks again only as long as it was not mailed.
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
  const now = deps.clock.now();
  const key = { subscriberId, subscriptionId };
  await askToTell(key, await deps.webhooks.disable(key, because, now), deps);
  deps.log.warn("a webhook was disabled", { subscriberId, subscriptionId, because });
}

/** Asks for the mail about a webhook that is switched off, unless it was mailed. */
export async function askToTell(
  { subscriberId, subscriptionId }: Pick<WebhookDelivery, "subscriberId" | "subscriptionId">,
  { toldAt }: Pick<WebhookHealth, "toldAt">,
  { clock, requestQueue }: Pick<DisableDeps, "clock" | "requestQueue">,
): Promise<void> {
  if (toldAt !== null) return;
  const requestedAt = clock.now();
  const key = { subscriberId, subscriptionId };
  await requestQueue.send([{ kind: "webhook-disabled", ...key, requestedAt }]);
}
