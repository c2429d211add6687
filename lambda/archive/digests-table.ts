import {
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import type { Instant } from "../runtime/instant.ts";
import {
  type Alert,
  type AlertKey,
  isDigestId,
  stateOf,
  type WaitingAlert,
  type WaitingState,
} from "./alerts-table.ts";
import { writeIf } from "./conditional.ts";

/** One mail that tells of many alerts. It lies beside them, and is claimed and sent as they are. */
export interface Digest
  extends Pick<
    Alert,
    "subscriberId" | "alertId" | "state" | "attempt" | "leaseUntil" | "sentAt" | "createdAt"
  > {
  /** The newest first. */
  readonly alertIds: readonly string[];
  /** Of its alerts; more than it names where there were too many. */
  readonly total: number;
}

/** A digest of nothing: that a month went by without a mail. */
export function allIsWellId(month: string): string {
  return `${allIsWellPrefix}${month}`;
}

/** @returns the month of such a digest; null for any other mail */
export function monthOf(alertId: string): string | null {
  return alertId.startsWith(allIsWellPrefix) ? alertId.slice(allIsWellPrefix.length) : null;
}

const allIsWellPrefix = "digest#all-is-well#";

/** One transaction writes a digest and at most so many of its alerts. */
export const maxAlerts = 99;
/** Of the others, so many are written at once. */
const atOnce = 25;

export interface DigestsTable {
  get(key: AlertKey): Promise<Digest | null>;
  /** Alerts whose digest was due at or before, by subscriber; whose are longest due first. */
  due(now: Instant): Promise<ReadonlyMap<string, readonly WaitingAlert[]>>;
  /** Digests that were due between and are not sent, claimed or not; the longest due first. */
  unsent(since: Instant, before: Instant): Promise<readonly AlertKey[]>;
  /**
   * Makes a digest of alerts that wait for one: all of them or none, so that no alert is in two.
   * @param alerts of one subscriber, at most `maxAlerts`, the newest first
   * @returns false where one of them is in another digest by now
   */
  make(
    digest: AlertKey,
    alerts: readonly AlertKey[],
    total: number,
    now: Instant,
  ): Promise<boolean>;
  /** Adds alerts that are counted, but not shown. */
  gather(digest: AlertKey, alerts: readonly AlertKey[]): Promise<void>;
  /** Says of its alerts what became of it. */
  settle(digest: Digest, state: "sent" | "dropped" | "failed", at: Instant | null): Promise<void>;
}

export function digestsTable(client: DynamoDBDocumentClient, tableName: string): DigestsTable {
  const take = ({ subscriberId, alertId }: AlertKey, digest: AlertKey) => ({
    TableName: tableName,
    Key: { subscriberId, alertId },
    // Without dueAt it leaves the index of those that wait.
    UpdateExpression: "SET #state = :gathered, digestId = :digest REMOVE dueAt",
    ConditionExpression: "#state = :gathering",
    ExpressionAttributeNames: { "#state": "state" },
    ExpressionAttributeValues: {
      ":gathered": "gathered",
      ":gathering": "gathering",
      ":digest": digest.alertId,
    },
  });
  /** What waits in one state, the longest due first. */
  async function* inIndex(
    when: string,
    values: Record<":state", WaitingState> & Record<string, string>,
  ): AsyncGenerator<WaitingAlert> {
    const pages = paginateQuery(
      { client },
      {
        TableName: tableName,
        IndexName: "waits",
        KeyConditionExpression: `#state = :state AND ${when}`,
        ExpressionAttributeNames: { "#state": "state" },
        ExpressionAttributeValues: values,
      },
    );
    for await (const page of pages) yield* (page.Items ?? []) as WaitingAlert[]; // as the index holds them
  }
  return {
    async get({ subscriberId, alertId }) {
      const answer = await client.send(
        new GetCommand({
          TableName: tableName,
          Key: { subscriberId, alertId },
          ConsistentRead: true,
        }),
      );
      const { Item: item } = answer;
      return item === undefined ? null : ({ ...item, state: stateOf(item) } as Digest); // written below, whole
    },
    async due(now) {
      const found = new Map<string, WaitingAlert[]>();
      const same = sameStrings();
      const waiting = inIndex("dueAt <= :now", { ":state": "gathering", ":now": now });
      for await (const { subscriberId, alertId, createdAt } of waiting) {
        const its = found.get(subscriberId) ?? [];
        if (its.length === 0) found.set(subscriberId, its);
        its.push({
          subscriberId: its[0]?.subscriberId ?? subscriberId,
          alertId: same(alertId),
          createdAt: same(createdAt),
        });
      }
      return found;
    },
    async unsent(since, before) {
      const found: AlertKey[] = [];
      const values = { ":state": "pending", ":since": since, ":before": before } as const;
      const waiting = inIndex("dueAt BETWEEN :since AND :before", values);
      for await (const { subscriberId, alertId } of waiting) {
        if (isDigestId(alertId)) found.push({ subscriberId, alertId });
      }
      return found;
    },
    async make(digest, alerts, total, now) {
      if (!isDigestId(digest.alertId)) throw new RangeError(`${digest.alertId} names no digest`);
      const item = {
        ...digest,
        state: "pending",
        createdAt: now,
        dueAt: now,
        attempt: 0,
        leaseUntil: null,
        sentAt: null,
        sesMessageId: null,
        reason: null,
        alertIds: alerts.map(({ alertId }) => alertId),
        total,
      };
      return await writeIf(() =>
        client.send(
          new TransactWriteCommand({
            TransactItems: [
              {
                Put: {
                  TableName: tableName,
                  Item: item,
                  ConditionExpression: "attribute_not_exists(subscriberId)",
                },
              },
              ...alerts.map((alert) => ({ Update: take(alert, digest) })),
            ],
          }),
        ),
      );
    },
    async gather(digest, alerts) {
      for (let from = 0; from < alerts.length; from += atOnce) {
        await Promise.all(
          alerts
            .slice(from, from + atOnce)
            .map(
              async (alert) =>
                await writeIf(() => client.send(new UpdateCommand(take(alert, digest)))),
            ),
        );
      }
    },
    async settle({ subscriberId, alertIds }, state, at) {
      await Promise.all(
        alertIds.map(async (alertId) => {
          await writeIf(() =>
            client.send(
              new UpdateCommand({
                TableName: tableName,
                Key: { subscriberId, alertId },
                UpdateExpression: "SET #state = :state, sentAt = :at",
                ConditionExpression: "#state = :gathered",
                ExpressionAttributeNames: { "#state": "state" },
                ExpressionAttributeValues: { ":state": state, ":at": at, ":gathered": "gathered" },
              }),
            ),
          );
        }),
      );
    },
  };
}

/**
 * One readout is told to very many: its id is kept once, or a million alerts would not fit into a function.
 * @returns the first string that was equal to the given one
 */
function sameStrings(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const first = known.get(text);
    if (first !== undefined) return first;
    known.set(text, text);
    return text;
  };
}
