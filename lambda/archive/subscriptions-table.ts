import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  paginateScan,
  PutCommand,
} from "@aws-sdk/lib-dynamodb";
import { type Preferences, usualPreferences } from "../subscriptions/preferences.ts";
import type { StandingQuery } from "../subscriptions/standing-query.ts";
import type { Subscription } from "../subscriptions/subscription.ts";
import { writeIf } from "./conditional.ts";

export interface SubscriptionsTable {
  get(subscriberId: string, subscriptionId: string): Promise<Subscription | null>;
  bySubscriber(subscriberId: string): Promise<readonly Subscription[]>;
  /**
   * @param previous what it must still be; null: nothing
   * @returns false where somebody else changed it meanwhile
   */
  save(subscription: Subscription, previous: Subscription | null): Promise<boolean>;
  /** Forgets it; what is not there is no error. */
  remove(subscriberId: string, subscriptionId: string): Promise<void>;
  /** The queries of all active subscriptions, as an index has them that may be seconds behind. */
  standingQueries(): Promise<readonly StandingQuery[]>;
  /** Every subscription, for the operator: reads the whole table. */
  every(): AsyncIterable<Subscription>;
}

export function subscriptionsTable(
  client: DynamoDBDocumentClient,
  tableName: string,
): SubscriptionsTable {
  return {
    async get(subscriberId, subscriptionId) {
      const answer = await client.send(
        new GetCommand({
          TableName: tableName,
          Key: { subscriberId, subscriptionId },
          ConsistentRead: true,
        }),
      );
      return answer.Item === undefined ? null : readItem(answer.Item);
    },
    async bySubscriber(subscriberId) {
      const found: Subscription[] = [];
      const pages = paginateQuery(
        { client },
        {
          TableName: tableName,
          KeyConditionExpression: "subscriberId = :id",
          ExpressionAttributeValues: { ":id": subscriberId },
          ConsistentRead: true,
        },
      );
      for await (const page of pages) found.push(...(page.Items ?? []).map(readItem));
      return found;
    },
    async save(subscription, previous) {
      return await writeIf(() =>
        client.send(
          new PutCommand({
            TableName: tableName,
            Item: toItem(subscription),
            ...(previous === null
              ? { ConditionExpression: "attribute_not_exists(subscriberId)" }
              : {
                  ConditionExpression: `#state = :state AND consent.requestedAt = :requested AND ${sameVersion(previous)}`,
                  ExpressionAttributeNames: { "#state": "state", "#version": "version" },
                  ExpressionAttributeValues: {
                    ":state": previous.state,
                    ":requested": previous.consent.requestedAt,
                    ":version": previous.version,
                  },
                }),
          }),
        ),
      );
    },
    async remove(subscriberId, subscriptionId) {
      await client.send(
        new DeleteCommand({ TableName: tableName, Key: { subscriberId, subscriptionId } }),
      );
    },
    async standingQueries() {
      const queries: StandingQuery[] = [];
      const pages = paginateScan({ client }, { TableName: tableName, IndexName: "activeQueries" });
      for await (const page of pages) {
        const items = (page.Items ?? []) as IndexItem[]; // projected by lib/archive.ts
        for (const { query, subscriberId, subscriptionId, ...its } of items) {
          const { frequency, timeZone, events } = { ...usualPreferences(query), ...its };
          queries.push({ subscriberId, subscriptionId, query, frequency, timeZone, events });
        }
      }
      return queries;
    },
    async *every() {
      const scan = { TableName: tableName, ConsistentRead: true };
      for await (const page of paginateScan({ client }, scan)) {
        yield* (page.Items ?? []).map(readItem);
      }
    },
  };
}

/** What was written before versions were counted has none, and is the first. */
function sameVersion({ version }: Subscription): string {
  return version === 0
    ? "(attribute_not_exists(#version) OR #version = :version)"
    : "#version = :version";
}

/** What the index of active queries holds of each; of preferences, what was written with it. */
type IndexItem = Pick<Subscription, "query" | "subscriberId" | "subscriptionId"> &
  Partial<Pick<Preferences, "frequency" | "timeZone" | "events">>;

/** Active ones alone have `subscriptionRef`, which is what the sparse index takes. */
function toItem(subscription: Subscription): Record<string, unknown> {
  if (subscription.state === "active") {
    const { subscriberId, subscriptionId } = subscription;
    return { ...subscription, subscriptionRef: `${subscriberId}#${subscriptionId}` };
  }
  if (subscription.state === "pending") {
    // Seconds, as DynamoDB's time to live wants them; deletion follows within days, so the code looks too.
    const { expiresAt, ...rest } = subscription;
    return { ...rest, pendingUntil: expiresAt, expiresAt: Math.ceil(Date.parse(expiresAt) / 1000) };
  }
  return { ...subscription };
}

/** What was written before there were preferences has the usual ones, and was in the first query language. */
function readItem(item: Record<string, unknown>): Subscription {
  const { subscriptionRef: _ref, pendingUntil, reason, ...rest } = item;
  return {
    ...usualPreferences(String(rest["query"])),
    version: 0,
    languageVersion: 1,
    feedKey: null,
    webhook: null,
    ...rest,
    ...(pendingUntil === undefined ? {} : { expiresAt: pendingUntil }),
    ...(reason === undefined ? {} : { endedBecause: reason }),
  } as unknown as Subscription; // written above
}
