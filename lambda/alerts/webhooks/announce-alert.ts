import type { SubscriptionsTable } from "../../archive/subscriptions-table.ts";
import type { WebhookDelivery } from "../../archive/webhook-items.ts";
import type { WebhooksTable } from "../../archive/webhooks-table.ts";
import { type AnnouncedAlert, eventOf } from "./webhook-event.ts";
import type { WebhookQueue } from "./webhook-request.ts";

export interface AnnounceDeps {
  readonly subscriptions: Pick<SubscriptionsTable, "get">;
  readonly webhooks: Pick<WebhooksTable, "add" | "get">;
  readonly webhookQueue: WebhookQueue;
}

/**
 * Makes the events of a new alert, one for each of its subscriptions that has a webhook, whenever their mail
 * goes out. What is stored is asked for again only where it waits, so that a second run repairs the first.
 */
export async function announceAlert(alert: AnnouncedAlert, deps: AnnounceDeps): Promise<void> {
  for (const subscriptionId of alert.subscriptionIds) {
    const one = await deps.subscriptions.get(alert.subscriberId, subscriptionId);
    if (one?.state !== "active" || one.webhook === null) continue;
    await askFor(eventOf(alert, subscriptionId), deps);
  }
}

/** Records an event and asks for its delivery. */
export async function askFor(
  event: WebhookDelivery,
  { webhooks, webhookQueue }: Pick<AnnounceDeps, "webhooks" | "webhookQueue">,
): Promise<void> {
  const { subscriberId, deliveryId } = event;
  if (!(await webhooks.add(event))) {
    const stored = await webhooks.get({ subscriberId, deliveryId });
    if (stored?.state !== "pending") return;
  }
  await webhookQueue.send([{ subscriberId, deliveryId }]);
}
