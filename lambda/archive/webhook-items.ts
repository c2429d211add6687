import type { Instant } from "../runtime/instant.ts";

/** One event on its way to one alert's webhook. */
export interface WebhookDelivery {
  readonly subscriberId: string;
  /** What receivers know the event by: the `webhook-id`. */
  readonly deliveryId: string;
  readonly subscriptionId: string;
  readonly type: string;
  readonly occurredAt: Instant;
  /** Null of a test. */
  readonly readoutId: string | null;
  readonly revision: number | null;
  /** `dropped`: it must not be sent any more. */
  readonly state: "pending" | "delivered" | "given-up" | "dropped";
  /** Begun so far: an attempt that was overtaken cannot record anything. */
  readonly attempts: number;
  /** Of the next attempt. */
  readonly dueAt: Instant;
  readonly leaseUntil: Instant | null;
  /** How the last attempt ended, or why there is none. */
  readonly lastAnswer: string | null;
}

export type DeliveryKey = Pick<WebhookDelivery, "subscriberId" | "deliveryId">;

/** How an alert's webhook does. */
export interface WebhookHealth {
  readonly subscriptionId: string;
  readonly lastSuccessAt: Instant | null;
  /** The first failure since the last success. */
  readonly failingSince: Instant | null;
  readonly lastFailureAt: Instant | null;
  readonly lastFailure: string | null;
  /** Nothing is sent since; null: all is. */
  readonly disabledSince: Instant | null;
  readonly disabledBecause: DisabledBecause | null;
  /** When the subscriber was mailed that it is disabled. */
  readonly toldAt: Instant | null;
  /** Until when somebody may be mailing that; null: nobody is. */
  readonly tellingUntil: Instant | null;
  readonly lastTestAt: Instant | null;
  readonly lastTest: string | null;
}

/** `gone`: the receiver answered 410; `failing`: nothing was taken for a week. */
export type DisabledBecause = "gone" | "failing";

export type HealthKey = Pick<WebhookDelivery, "subscriberId" | "subscriptionId">;

/** One switching off: there may be others after it. */
export interface SwitchedOff extends HealthKey {
  readonly disabledSince: Instant;
}

export function keyOf({ subscriberId, deliveryId }: DeliveryKey): DeliveryKey {
  return { subscriberId, deliveryId };
}

/** Beside the deliveries of its subscriber. */
export function healthKey({ subscriberId, subscriptionId }: HealthKey): DeliveryKey {
  return { subscriberId, deliveryId: `health#${subscriptionId}` };
}

/** As DynamoDB's time to live wants it. */
export function seconds(instant: Instant): number {
  return Math.ceil(Date.parse(instant) / 1000);
}

export function readDelivery(item: Record<string, unknown>): WebhookDelivery {
  const { expiresAt: _expiresAt, ...delivery } = item;
  return delivery as unknown as WebhookDelivery; // written above, whole
}

export function readHealth(item: Record<string, unknown>, subscriptionId: string): WebhookHealth {
  const { subscriberId: _id, deliveryId: _delivery, expiresAt: _expiresAt, ...known } = item;
  return { ...freshHealth(subscriptionId), ...known };
}

/** Of a webhook that nothing was posted to yet. */
export function freshHealth(subscriptionId: string): WebhookHealth {
  return {
    subscriptionId,
    lastSuccessAt: null,
    failingSince: null,
    lastFailureAt: null,
    lastFailure: null,
    disabledSince: null,
    disabledBecause: null,
    toldAt: null,
    tellingUntil: null,
    lastTestAt: null,
    lastTest: null,
  };
}
