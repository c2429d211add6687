import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Suppression } from "../subscriptions/suppression.ts";
import { writeIf } from "./conditional.ts";

export interface SuppressionsTable {
  get(addressHash: string): Promise<Suppression | null>;
  put(suppression: Suppression): Promise<void>;
  /**
   * @param previous what it must still be; null: nothing
   * @returns false where somebody else changed it meanwhile
   */
  replace(suppression: Suppression, previous: Suppression | null): Promise<boolean>;
}

export function suppressionsTable(
  client: DynamoDBDocumentClient,
  tableName: string,
): SuppressionsTable {
  return {
    async get(addressHash) {
      const answer = await client.send(
        new GetCommand({ TableName: tableName, Key: { addressHash }, ConsistentRead: true }),
      );
      // Written below, whole; what is older than soft bounces has no count of them.
      return answer.Item === undefined
        ? null
        : ({ softBounces: 0, ...answer.Item } as unknown as Suppression);
    },
    async put(suppression) {
      await client.send(new PutCommand({ TableName: tableName, Item: suppression }));
    },
    async replace(suppression, previous) {
      return await writeIf(() =>
        client.send(
          new PutCommand({
            TableName: tableName,
            Item: suppression,
            ...(previous === null
              ? { ConditionExpression: "attribute_not_exists(addressHash)" }
              : {
                  ConditionExpression: "since = :since AND reason = :reason",
                  ExpressionAttributeValues: {
                    ":since": previous.since,
                    ":reason": previous.reason,
                  },
                }),
          }),
        ),
      );
    },
  };
}
