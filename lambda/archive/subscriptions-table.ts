import {
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  paginateScan,
  PutCommand,
} from "@aws-sdk/lib-dynamodb";
import type { Subscription } from "../subscriptions/subscription.ts";
import { writeIf } from "./conditional.ts";

/** One meaning, and everybody who wants it. */
export interface ActiveQuery {
  readonly queryKey: string;
  /** As one of them wrote it. */
  readonly query: string;
  readonly subscribers: readonly {
    readonly subscriberId: string;
    readonly subscriptionId: string;
  }[];
}

export interface SubscriptionsTable {
  get(subscriberId: string, subscriptionId: string): Promise<Subscription | null>;
  bySubscriber(subscriberId: string): Promise<readonly Subscription[]>;
  /**
   * @param previous what it must still be; null: nothing
   * @returns false where somebody else changed it meanwhile
   */
  save(subscription: Subscription, previous: Subscription | null): Promise<boolean>;
  /** The distinct queries of all active subscriptions. */
  activeQueries(): Promise<readonly ActiveQuery[]>;
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
                  ConditionExpression: unchanged[previous.state],
                  ExpressionAttributeNames: { "#state": "state" },
                  ExpressionAttributeValues: {
                    ":state": previous.state,
                    ":requested": previous.consent.requestedAt,
                    ...(previous.state === "pending" ? { ":mails": previous.mails.length } : {}),
                  },
                }),
          }),
        ),
      );
    },
    async activeQueries() {
      const queries = new Map<
        string,
        { query: string; subscribers: ActiveQuery["subscribers"][number][] }
      >();
      const pages = paginateScan({ client }, { TableName: tableName, IndexName: "activeQueries" });
      for await (const page of pages) {
        const items = (page.Items ?? []) as IndexItem[]; // projected by lib/archive.ts
        for (const { queryKey, query, subscriberId, subscriptionId } of items) {
          const known = queries.get(queryKey) ?? { query, subscribers: [] };
          known.subscribers.push({ subscriberId, subscriptionId });
          queries.set(queryKey, known);
        }
      }
      return [...queries].map(([queryKey, { query, subscribers }]) => ({
        queryKey,
        query,
        subscribers,
      }));
    },
    async *every() {
      for await (const page of paginateScan({ client }, { TableName: tableName })) {
        yield* (page.Items ?? []).map(readItem);
      }
    },
  };
}

/** What tells that nobody changed it: each of our writes changes one of these. */
const unchanged: Readonly<Record<Subscription["state"], string>> = {
  pending: "#state = :state AND consent.requestedAt = :requested AND size(mails) = :mails",
  active: "#state = :state AND consent.requestedAt = :requested",
  ended: "#state = :state AND consent.requestedAt = :requested",
};

/** What the index of active queries holds of each. */
type IndexItem = Pick<Subscription, "queryKey" | "query" | "subscriberId" | "subscriptionId">;

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

function readItem(item: Record<string, unknown>): Subscription {
  const { subscriptionRef: _ref, pendingUntil, ...rest } = item;
  return (pendingUntil === undefined
    ? rest
    : { ...rest, expiresAt: pendingUntil }) as unknown as Subscription; // written above
}
