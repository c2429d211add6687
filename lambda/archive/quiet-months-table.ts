import {
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  PutCommand,
} from "@aws-sdk/lib-dynamodb";
import type { Instant } from "../runtime/instant.ts";

/** What is asked of the alerts to find who had a month without a mail, and how far the runs have come. */
export interface QuietMonthsTable {
  /** Until when it was looked; null: never. */
  lookedUntil(): Promise<Instant | null>;
  setLookedUntil(at: Instant): Promise<void>;
  /** Whether a subscriber was sent anything in that time. */
  wasMailed(subscriberId: string, from: Instant, to: Instant): Promise<boolean>;
}

/** No digest of an address: beside the subscribers, not among them. */
const runKey = { subscriberId: "#runs", alertId: "all-is-well" };

export function quietMonthsTable(
  client: DynamoDBDocumentClient,
  tableName: string,
): QuietMonthsTable {
  return {
    async lookedUntil() {
      const answer = await client.send(
        new GetCommand({ TableName: tableName, Key: runKey, ConsistentRead: true }),
      );
      return (answer.Item?.["lookedUntil"] as Instant | undefined) ?? null; // written below
    },
    async setLookedUntil(lookedUntil) {
      await client.send(new PutCommand({ TableName: tableName, Item: { ...runKey, lookedUntil } }));
    },
    async wasMailed(subscriberId, from, to) {
      const pages = paginateQuery(
        { client },
        {
          TableName: tableName,
          KeyConditionExpression: "subscriberId = :id",
          // The line that all is well is itself a digest, of nothing.
          FilterExpression:
            "sentAt >= :from AND sentAt < :to AND (attribute_not_exists(#total) OR #total > :none)",
          ProjectionExpression: "alertId",
          ExpressionAttributeNames: { "#total": "total" },
          ExpressionAttributeValues: { ":id": subscriberId, ":from": from, ":to": to, ":none": 0 },
        },
      );
      for await (const page of pages) if ((page.Count ?? 0) > 0) return true;
      return false;
    },
  };
}
