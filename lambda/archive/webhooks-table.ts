import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  PutCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { addMs, type Instant } from "../runtime/instant.ts";
import { writeIf } from "./conditional.ts";

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

type HealthKey = Pick<WebhookDelivery, "subscriberId" | "subscriptionId">;

/** One switching off: there may be others after it. */
export interface SwitchedOff extends HealthKey {
  readonly disabledSince: Instant;
}

export interface WebhooksTable {
  /** @returns false where there is one of this id already */
  add(delivery: WebhookDelivery): Promise<boolean>;
  get(key: DeliveryKey): Promise<WebhookDelivery | null>;
  /** Takes a delivery that is due for an attempt. @returns null where another has it, or it is not due */
  claim(key: DeliveryKey, now: Instant, leaseUntil: Instant): Promise<WebhookDelivery | null>;
  /** Records how a claimed attempt ended; a claim that was overtaken records nothing. */
  settle(
    claim: WebhookDelivery,
    end: Pick<WebhookDelivery, "state" | "dueAt" | "lastAnswer">,
  ): Promise<void>;
  health(key: HealthKey): Promise<WebhookHealth>;
  /** Of all webhooks of a subscriber, by subscriptionId. */
  healthOf(subscriberId: string): Promise<ReadonlyMap<string, WebhookHealth>>;
  noteSuccess(key: HealthKey, now: Instant): Promise<void>;
  /** @returns as it is with this failure */
  noteFailure(key: HealthKey, why: string, now: Instant): Promise<WebhookHealth>;
  noteTest(key: HealthKey, answer: string, now: Instant): Promise<void>;
  /** A second time changes nothing. @returns as it is now */
  disable(key: HealthKey, because: DisabledBecause, now: Instant): Promise<WebhookHealth>;
  /** Takes the mail about one switching off. @returns false where another has it, or it was sent */
  claimTelling(key: SwitchedOff, now: Instant, leaseUntil: Instant): Promise<boolean>;
  /** Gives a claim back: it was certainly not sent. */
  releaseTelling(key: SwitchedOff, leaseUntil: Instant): Promise<void>;
  /** A second time changes nothing, nor where it is switched on again meanwhile. */
  noteTold(key: SwitchedOff, now: Instant): Promise<void>;
  /** A new address, or switched on again: nothing has failed yet. */
  resetHealth(key: HealthKey): Promise<void>;
  /** Forgets all of a subscriber; what is not there is no error. */
  forget(subscriberId: string): Promise<void>;
}

const dayMs = 24 * 60 * 60 * 1000;
/** A delivery's record is for looking back, and for refusing the same event twice. */
const deliveryKeptMs = 30 * dayMs;
const healthKeptMs = 400 * dayMs;

export function webhooksTable(client: DynamoDBDocumentClient, tableName: string): WebhooksTable {
  async function update(
    Key: { readonly subscriberId: string; readonly deliveryId: string },
    UpdateExpression: string,
    values: Readonly<Record<string, unknown>>,
    condition: string | null = null,
  ): Promise<Record<string, unknown> | null> {
    const after: Record<string, unknown>[] = [];
    await writeIf(async () => {
      const { Attributes = {} } = await client.send(
        new UpdateCommand({
          TableName: tableName,
          Key,
          UpdateExpression,
          ...(condition === null ? {} : { ConditionExpression: condition }),
          ...(/#state/.test(UpdateExpression + (condition ?? ""))
            ? { ExpressionAttributeNames: { "#state": "state" } }
            : {}),
          ExpressionAttributeValues: values,
          ReturnValues: "ALL_NEW",
        }),
      );
      after.push(Attributes);
    });
    return after[0] ?? null;
  }

  async function read(Key: DeliveryKey): Promise<Record<string, unknown> | null> {
    const command = new GetCommand({ TableName: tableName, Key, ConsistentRead: true });
    return (await client.send(command)).Item ?? null;
  }

  async function noteHealth(
    key: HealthKey,
    expression: string,
    now: Instant,
    values: Readonly<Record<string, unknown>> = {},
    condition: string | null = null,
  ): Promise<WebhookHealth | null> {
    const kept = "subscriptionId = :subscription, expiresAt = :expiresAt";
    const all = {
      ":now": now,
      ":subscription": key.subscriptionId,
      ":expiresAt": seconds(addMs(now, healthKeptMs)),
      ...values,
    };
    const item = await update(healthKey(key), `SET ${kept}, ${expression}`, all, condition);
    return item === null ? null : readHealth(item, key.subscriptionId);
  }

  async function health(key: HealthKey): Promise<WebhookHealth> {
    return readHealth((await read(healthKey(key))) ?? {}, key.subscriptionId);
  }

  return {
    health,
    async add(delivery) {
      const expiresAt = seconds(addMs(delivery.occurredAt, deliveryKeptMs));
      return await writeIf(() =>
        client.send(
          new PutCommand({
            TableName: tableName,
            Item: { ...delivery, expiresAt },
            ConditionExpression: "attribute_not_exists(subscriberId)",
          }),
        ),
      );
    },
    async get(key) {
      const item = await read(keyOf(key));
      return item === null ? null : readDelivery(item);
    },
    async claim(key, now, leaseUntil) {
      const item = await update(
        keyOf(key),
        "SET leaseUntil = :until, attempts = attempts + :one",
        { ":until": leaseUntil, ":one": 1, ":now": now, ":pending": "pending", ":null": null },
        "#state = :pending AND dueAt <= :now AND (leaseUntil = :null OR leaseUntil <= :now)",
      );
      return item === null ? null : readDelivery(item);
    },
    async settle(claim, { state, dueAt, lastAnswer }) {
      await update(
        keyOf(claim),
        "SET #state = :state, dueAt = :due, lastAnswer = :answer, leaseUntil = :null",
        {
          ":state": state,
          ":due": dueAt,
          ":answer": lastAnswer,
          ":null": null,
          ":attempts": claim.attempts,
          ":pending": "pending",
        },
        "#state = :pending AND attempts = :attempts",
      );
    },
    async healthOf(subscriberId) {
      const found = new Map<string, WebhookHealth>();
      const pages = paginateQuery(
        { client },
        {
          TableName: tableName,
          KeyConditionExpression: "subscriberId = :id AND begins_with(deliveryId, :health)",
          ExpressionAttributeValues: { ":id": subscriberId, ":health": "health#" },
        },
      );
      for await (const { Items = [] } of pages) {
        for (const item of Items) {
          const its = readHealth(item, String(item["subscriptionId"]));
          found.set(its.subscriptionId, its);
        }
      }
      return found;
    },
    async noteSuccess(key, now) {
      await noteHealth(key, "lastSuccessAt = :now REMOVE failingSince", now);
    },
    async noteFailure(key, why, now) {
      const expression =
        "lastFailureAt = :now, lastFailure = :why, failingSince = if_not_exists(failingSince, :now)";
      return (await noteHealth(key, expression, now, { ":why": why })) ?? (await health(key));
    },
    async noteTest(key, answer, now) {
      await noteHealth(key, "lastTestAt = :now, lastTest = :answer", now, { ":answer": answer });
    },
    async disable(key, because, now) {
      const expression = "disabledSince = :now, disabledBecause = :because";
      const condition = "attribute_not_exists(disabledSince)";
      const done = await noteHealth(key, expression, now, { ":because": because }, condition);
      return done ?? (await health(key));
    },
    async noteTold(key, now) {
      const condition = "disabledSince = :since AND attribute_not_exists(toldAt)";
      const expression = "toldAt = :now REMOVE tellingUntil";
      await noteHealth(key, expression, now, { ":since": key.disabledSince }, condition);
    },
    async claimTelling(key, now, leaseUntil) {
      const values = { ":since": key.disabledSince, ":until": leaseUntil };
      const free = "(attribute_not_exists(tellingUntil) OR tellingUntil <= :now)";
      const condition = `disabledSince = :since AND attribute_not_exists(toldAt) AND ${free}`;
      const done = await noteHealth(key, "tellingUntil = :until", now, values, condition);
      return done !== null;
    },
    async releaseTelling(key, leaseUntil) {
      await update(
        healthKey(key),
        "REMOVE tellingUntil",
        { ":until": leaseUntil },
        "tellingUntil = :until",
      );
    },
    async resetHealth(key) {
      await client.send(new DeleteCommand({ TableName: tableName, Key: healthKey(key) }));
    },
    async forget(subscriberId) {
      const pages = paginateQuery(
        { client },
        {
          TableName: tableName,
          KeyConditionExpression: "subscriberId = :id",
          ProjectionExpression: "subscriberId, deliveryId",
          ExpressionAttributeValues: { ":id": subscriberId },
          ConsistentRead: true,
        },
      );
      for await (const { Items = [] } of pages) {
        for (const { deliveryId } of Items) {
          const Key = { subscriberId, deliveryId: String(deliveryId) };
          await client.send(new DeleteCommand({ TableName: tableName, Key }));
        }
      }
    },
  };
}

function keyOf({ subscriberId, deliveryId }: DeliveryKey): DeliveryKey {
  return { subscriberId, deliveryId };
}

/** Beside the deliveries of its subscriber. */
function healthKey({ subscriberId, subscriptionId }: HealthKey): DeliveryKey {
  return { subscriberId, deliveryId: `health#${subscriptionId}` };
}

/** As DynamoDB's time to live wants it. */
function seconds(instant: Instant): number {
  return Math.ceil(Date.parse(instant) / 1000);
}

function readDelivery(item: Record<string, unknown>): WebhookDelivery {
  const { expiresAt: _expiresAt, ...delivery } = item;
  return delivery as unknown as WebhookDelivery; // written above, whole
}

function readHealth(item: Record<string, unknown>, subscriptionId: string): WebhookHealth {
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
