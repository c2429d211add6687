import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  PutCommand,
  type QueryCommandInput,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import type { Change } from "../readouts/revision.ts";
import type { Instant } from "../runtime/instant.ts";
import { writeIf } from "./conditional.ts";

/** One mail to one subscriber about one revision, with every subscription that wants it. */
export interface Alert {
  readonly subscriberId: string;
  /** `<readoutId>#<revision>`: one alert for a subscriber and a revision, whatever matched. */
  readonly alertId: string;
  readonly readoutId: string;
  readonly revision: number;
  readonly change: Change;
  readonly subscriptionIds: readonly string[];
  /** The alert by which the subscriber was first told of the readout; null where this is it. */
  readonly inReplyTo: string | null;
  /**
   * `pending` waits for delivery; `sending` is claimed until `leaseUntil`; `sent`; `dropped`: must not
   * be sent any more; `failed`: SES refused it.
   */
  readonly state: "pending" | "sending" | "sent" | "dropped" | "failed";
  readonly createdAt: Instant;
  /** Claims so far: a claim that was overtaken cannot record anything. */
  readonly attempt: number;
  readonly leaseUntil: Instant | null;
  readonly sentAt: Instant | null;
  readonly sesMessageId: string | null;
  /** Why it was dropped or failed. */
  readonly reason: string | null;
}

export type AlertKey = Pick<Alert, "subscriberId" | "alertId">;

export interface AlertsTable {
  get(key: AlertKey): Promise<Alert | null>;
  /** @returns false where there is one for this subscriber and revision already */
  add(alert: Alert): Promise<boolean>;
  /** What a subscriber was sent, is to be sent, or was not sent. */
  bySubscriber(subscriberId: string): Promise<readonly Alert[]>;
  /** Forgets it; what is not there is no error. */
  remove(key: AlertKey): Promise<void>;
  /** All alerts about a readout, whoever got them. */
  byReadout(readoutId: string): Promise<readonly Alert[]>;
  /** Alerts that wait, or are claimed, since before; the oldest first. */
  waiting(state: "pending" | "sending", before: Instant): Promise<readonly Alert[]>;
  /**
   * Takes an alert to send it.
   * @returns the alert with this claim's attempt; null where another has it, or it needs no sending
   */
  claim(key: AlertKey, now: Instant, leaseUntil: Instant): Promise<Alert | null>;
  /** Gives a claim back: it was certainly not sent. */
  release(alert: Alert): Promise<void>;
  /** Records that SES has it, whoever learned of it; a second time changes nothing. */
  markSent(key: AlertKey, sesMessageId: string, sentAt: Instant): Promise<void>;
  /** Ends a claimed alert that is not sent. */
  close(alert: Alert, state: "dropped" | "failed", reason: string): Promise<void>;
}

export function alertsTable(client: DynamoDBDocumentClient, tableName: string): AlertsTable {
  /** @returns the alert as it is now; null where the condition did not hold */
  async function update(
    { subscriberId, alertId }: AlertKey,
    expression: string,
    condition: string,
    values: Record<string, unknown>,
  ): Promise<Alert | null> {
    const after: Alert[] = [];
    await writeIf(async () => {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { subscriberId, alertId },
          UpdateExpression: expression,
          ConditionExpression: condition,
          ExpressionAttributeNames: { "#state": "state" },
          ExpressionAttributeValues: values,
          ReturnValues: "ALL_NEW",
        }),
      );
      if (Attributes !== undefined) after.push(readItem(Attributes));
    });
    return after[0] ?? null;
  }

  async function all(query: Omit<QueryCommandInput, "TableName">): Promise<readonly Alert[]> {
    const found: Alert[] = [];
    for await (const page of paginateQuery({ client }, { TableName: tableName, ...query })) {
      found.push(...(page.Items ?? []).map(readItem));
    }
    return found;
  }

  async function get({ subscriberId, alertId }: AlertKey): Promise<Alert | null> {
    const answer = await client.send(
      new GetCommand({
        TableName: tableName,
        Key: { subscriberId, alertId },
        ConsistentRead: true,
      }),
    );
    return answer.Item === undefined ? null : readItem(answer.Item);
  }

  return {
    get,
    async add(alert) {
      const { subscriberId, alertId, createdAt } = alert;
      return await writeIf(() =>
        client.send(
          new PutCommand({
            TableName: tableName,
            Item: { ...alert, alertKey: `${subscriberId}#${alertId}`, dueAt: createdAt },
            ConditionExpression: "attribute_not_exists(subscriberId)",
          }),
        ),
      );
    },
    async bySubscriber(subscriberId) {
      return await all({
        KeyConditionExpression: "subscriberId = :id",
        ExpressionAttributeValues: { ":id": subscriberId },
        ConsistentRead: true,
      });
    },
    async remove({ subscriberId, alertId }) {
      await client.send(
        new DeleteCommand({ TableName: tableName, Key: { subscriberId, alertId } }),
      );
    },
    async byReadout(readoutId) {
      return await all({
        IndexName: "byReadout",
        KeyConditionExpression: "readoutId = :id",
        ExpressionAttributeValues: { ":id": readoutId },
      });
    },
    async waiting(state, before) {
      return await all({
        IndexName: "byState",
        KeyConditionExpression: "#state = :state AND dueAt < :before",
        ExpressionAttributeNames: { "#state": "state" },
        ExpressionAttributeValues: { ":state": state, ":before": before },
      });
    },
    async claim(key, now, leaseUntil) {
      return await update(
        key,
        "SET #state = :sending, leaseUntil = :until, attempt = attempt + :one",
        "#state = :pending OR (#state = :sending AND leaseUntil <= :now)",
        {
          ":sending": "sending",
          ":pending": "pending",
          ":until": leaseUntil,
          ":now": now,
          ":one": 1,
        },
      );
    },
    async release(alert) {
      await update(
        alert,
        "SET #state = :pending, leaseUntil = :null",
        "#state = :sending AND attempt = :attempt",
        { ":pending": "pending", ":sending": "sending", ":null": null, ":attempt": alert.attempt },
      );
    },
    async markSent(key, sesMessageId, sentAt) {
      // Without dueAt it leaves the index of those that wait.
      await update(
        key,
        "SET #state = :sent, sesMessageId = :id, sentAt = :at, leaseUntil = :null REMOVE dueAt",
        "attribute_exists(subscriberId) AND #state <> :sent",
        { ":sent": "sent", ":id": sesMessageId, ":at": sentAt, ":null": null },
      );
    },
    async close(alert, state, reason) {
      await update(
        alert,
        "SET #state = :state, reason = :reason, leaseUntil = :null REMOVE dueAt",
        "#state = :sending AND attempt = :attempt",
        {
          ":state": state,
          ":reason": reason,
          ":null": null,
          ":sending": "sending",
          ":attempt": alert.attempt,
        },
      );
    },
  };
}

function readItem(item: Record<string, unknown>): Alert {
  const { alertKey: _key, dueAt: _due, ...alert } = item;
  return alert as unknown as Alert; // written above, whole
}
