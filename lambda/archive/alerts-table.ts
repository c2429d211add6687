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
import { alertChanges } from "./alert-changes.ts";
import { writeIf } from "./conditional.ts";
import { getTogether } from "./get-together.ts";

/**
 * `pending` waits for delivery; `waiting` too, but not before a time; `sending` is claimed until
 * `leaseUntil`; `gathering` waits for its subscriber's digest; `gathered` is in the digest `digestId`;
 * `sent`; `dropped`: must not be sent any more; `failed`: SES refused it.
 */
export type AlertState =
  | "pending"
  | "waiting"
  | "sending"
  | "gathering"
  | "gathered"
  | "sent"
  | "dropped"
  | "failed";

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
  readonly state: AlertState;
  readonly createdAt: Instant;
  /** Claims so far: a claim that was overtaken cannot record anything. */
  readonly attempt: number;
  readonly leaseUntil: Instant | null;
  readonly sentAt: Instant | null;
  readonly sesMessageId: string | null;
  /** Why it was dropped or failed. */
  readonly reason: string | null;
  /** The digest that tells of it; null where it is a mail of its own, or waits for its digest. */
  readonly digestId: string | null;
}

/** What of a mail is claimed to send it: an alert's, or a digest's. */
export type Claim = AlertKey & Pick<Alert, "attempt">;

/** Digests lie beside the alerts that they tell of. */
export function isDigestId(alertId: string): boolean {
  return alertId.startsWith("digest#");
}

export type AlertKey = Pick<Alert, "subscriberId" | "alertId">;

export interface AlertsTable {
  get(key: AlertKey): Promise<Alert | null>;
  /** At half the price of `get`: as it was a moment ago, perhaps not there yet. What is done on it needs a condition. */
  glance(key: AlertKey): Promise<Alert | null>;
  /**
   * @param dueAt when it is to be sent at the earliest, for the index of those that wait; at its making unless given; null: at
   *   once, and not in the index, which saves two writes
   * @returns false where there is one for this subscriber and revision already
   */
  add(alert: Alert, dueAt?: Instant | null): Promise<boolean>;
  /** What a subscriber was sent, is to be sent, or was not sent. */
  bySubscriber(subscriberId: string): Promise<readonly Alert[]>;
  /** Forgets all that a subscriber was or is to be sent, digests too; what is not there is no error. */
  forget(subscriberId: string): Promise<void>;
  /** All alerts about a readout, whoever got them. */
  byReadout(readoutId: string): Promise<readonly Alert[]>;
  /**
   * Alerts (and digests) in the index that wait so and were due before, claimed or not; the oldest first.
   * @param most no more are read than it takes to have so many; all unless given
   */
  waiting(state: WaitingState, before: Instant, most?: number): Promise<readonly WaitingAlert[]>;
  /** As they are now, or were a moment ago; in any order. */
  several(keys: readonly AlertKey[]): Promise<readonly Alert[]>;
  /** Whether it is known that SES has it; a moment ago it may not have been known yet. */
  isSent(key: AlertKey): Promise<boolean>;
  /**
   * Takes an alert to send it.
   * @returns this claim; null where another has it, or it needs no sending
   */
  claim(key: AlertKey, now: Instant, leaseUntil: Instant): Promise<Claim | null>;
  /** Gives a claim back: it was certainly not sent. */
  release(claim: Claim): Promise<void>;
  /** Puts it off; what is claimed or done stays as it is. */
  defer(key: AlertKey, until: Instant, now: Instant): Promise<void>;
  /** Puts what still waits, and is not in the index of those that wait, into it. */
  noteLate(alert: AlertKey & Pick<Alert, "createdAt">): Promise<void>;
  /** Records that SES has it, whoever learned of it; a second time changes nothing. */
  markSent(key: AlertKey, sesMessageId: string, sentAt: Instant): Promise<void>;
  /** Ends a claimed alert that is not sent. */
  close(claim: Claim, state: "dropped" | "failed", reason: string): Promise<void>;
}

/** What has a time in the index of those that wait; a claim takes nothing out of it. */
export type WaitingState = Extract<AlertState, "pending" | "waiting" | "gathering">;

/** What the index of those that wait says of one. */
export type WaitingAlert = AlertKey & Pick<Alert, "createdAt">;

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

  async function all(
    query: Omit<QueryCommandInput, "TableName">,
    most = Number.POSITIVE_INFINITY,
  ): Promise<readonly Record<string, unknown>[]> {
    const found: Record<string, unknown>[] = [];
    for await (const page of paginateQuery({ client }, { TableName: tableName, ...query })) {
      found.push(...(page.Items ?? []));
      if (found.length >= most) break;
    }
    return found.slice(0, most);
  }

  async function several(keys: readonly AlertKey[]): Promise<readonly Alert[]> {
    const items = await getTogether(client, tableName, keys.map(keyOf));
    return items.map(readItem);
  }

  async function read(key: AlertKey, isNow: boolean): Promise<Alert | null> {
    const answer = await client.send(
      new GetCommand({ TableName: tableName, Key: keyOf(key), ConsistentRead: isNow }),
    );
    return answer.Item === undefined ? null : readItem(answer.Item);
  }

  return {
    get: async (key) => await read(key, true),
    glance: async (key) => await read(key, false),
    several,
    async add(alert, dueAt = alert.createdAt) {
      return await writeIf(() =>
        client.send(
          new PutCommand({
            TableName: tableName,
            Item: { ...alert, ...(dueAt === null ? {} : { dueAt }) },
            ConditionExpression: "attribute_not_exists(subscriberId)",
          }),
        ),
      );
    },
    async bySubscriber(subscriberId) {
      const items = await all({
        KeyConditionExpression: "subscriberId = :id",
        ExpressionAttributeValues: { ":id": subscriberId },
        ConsistentRead: true,
      });
      return items.map(readItem).filter(({ alertId }) => !isDigestId(alertId));
    },
    async forget(subscriberId) {
      const items = await all({
        KeyConditionExpression: "subscriberId = :id",
        ProjectionExpression: "subscriberId, alertId",
        ExpressionAttributeValues: { ":id": subscriberId },
        ConsistentRead: true,
      });
      for (const Key of items) {
        await client.send(new DeleteCommand({ TableName: tableName, Key }));
      }
    },
    async byReadout(readoutId) {
      const keys = await all({
        IndexName: "told",
        KeyConditionExpression: "readoutId = :id",
        ExpressionAttributeValues: { ":id": readoutId },
      });
      return await several(keys as unknown as readonly AlertKey[]); // the table's keys are in every index
    },
    async waiting(state, before, most) {
      const query = {
        IndexName: "waits",
        KeyConditionExpression: "#state = :state AND dueAt < :before",
        ExpressionAttributeNames: { "#state": "state" },
        ExpressionAttributeValues: { ":state": state, ":before": before },
      };
      const items = await all(query, most);
      return items as unknown as readonly WaitingAlert[]; // as the index holds them
    },
    async isSent({ subscriberId, alertId }) {
      const answer = await client.send(
        new GetCommand({
          TableName: tableName,
          Key: { subscriberId, alertId },
          ProjectionExpression: "#state",
          ExpressionAttributeNames: { "#state": "state" },
        }),
      );
      return answer.Item?.["state"] === "sent";
    },
    ...alertChanges(update),
  };
}

function keyOf({ subscriberId, alertId }: AlertKey): Record<string, unknown> {
  return { subscriberId, alertId };
}

/** An item's own state, and whether it is claimed: together they are an alert's, or a digest's. */
export function stateOf(item: Record<string, unknown>): AlertState {
  const isLeased = typeof item["leaseUntil"] === "string";
  return item["state"] === "pending" && isLeased ? "sending" : (item["state"] as AlertState); // written above
}

export function readItem(item: Record<string, unknown>): Alert {
  const { alertKey: _key, dueAt: _due, alertIds: _ids, total: _total, ...alert } = item;
  return { digestId: null, ...alert, state: stateOf(item) } as unknown as Alert; // written above, whole; older ones without digestId
}
