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
import {
  type DeliveryKey,
  type DisabledBecause,
  type HealthKey,
  healthKey,
  keyOf,
  readDelivery,
  readHealth,
  seconds,
  type SwitchedOff,
  type WebhookDelivery,
  type WebhookHealth,
} from "./webhook-items.ts";

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
