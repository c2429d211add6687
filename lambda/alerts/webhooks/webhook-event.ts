import type { Alert } from "../../archive/alerts-table.ts";
import type { WebhookDelivery } from "../../archive/webhook-items.ts";
import type { Change } from "../../readouts/revision.ts";
import type { Instant } from "../../runtime/instant.ts";
import { shortHash } from "../../subscriptions/address.ts";

/** What the change of a readout is called among receivers. */
const types: Readonly<Record<Change, string>> = {
  new: "readout.matched",
  edited: "readout.edited",
  completed: "readout.completed",
  removed: "readout.removed",
  restored: "readout.restored",
};

export const testType = "webhook.test";

/** What of an alert an event is made of. */
export type AnnouncedAlert = Pick<
  Alert,
  "subscriberId" | "alertId" | "readoutId" | "revision" | "change" | "subscriptionIds" | "createdAt"
>;

/**
 * One alert's event for one subscription. Its id comes of these two alone, so that whatever runs twice
 * makes the same event.
 */
export function eventOf(alert: AnnouncedAlert, subscriptionId: string): WebhookDelivery {
  const { subscriberId, alertId, readoutId, revision, change, createdAt } = alert;
  return {
    ...fresh(subscriberId, subscriptionId, createdAt),
    deliveryId: idOf(`${subscriptionId} ${alertId}`),
    type: types[change],
    readoutId,
    revision,
  };
}

/** @param requestedAt of one press of the button: a second press is another event */
export function testEventOf(
  subscriberId: string,
  subscriptionId: string,
  requestedAt: Instant,
): WebhookDelivery {
  return {
    ...fresh(subscriberId, subscriptionId, requestedAt),
    deliveryId: idOf(`${subscriptionId} test ${requestedAt}`),
    type: testType,
    readoutId: null,
    revision: null,
  };
}

/**
 * What is posted: thin, so that it is the same at every attempt, and what it tells of is read where it is kept.
 * docs/webhooks.md promises these fields.
 */
export function bodyOf(event: WebhookDelivery, baseUrl: string): string {
  const { type, occurredAt, subscriptionId, readoutId, revision } = event;
  const about =
    readoutId === null
      ? {}
      : { readoutId, revision, url: `${baseUrl}/readouts/${readoutId}/revisions/${revision}` };
  return JSON.stringify({
    type,
    timestamp: occurredAt,
    data: { alertId: subscriptionId, ...about },
  });
}

function idOf(what: string): string {
  return `msg_${shortHash(`webhook ${what}`)}`;
}

function fresh(subscriberId: string, subscriptionId: string, occurredAt: Instant) {
  return {
    subscriberId,
    subscriptionId,
    occurredAt,
    state: "pending",
    attempts: 0,
    dueAt: occurredAt,
    leaseUntil: null,
    lastAnswer: null,
  } as const;
}
