import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
} from "@aws-sdk/lib-dynamodb";
import type { Suppression } from "../subscriptions/suppression.ts";

export interface SuppressionsTable {
  get(addressHash: string): Promise<Suppression | null>;
  put(suppression: Suppression): Promise<void>;
  /** It may be mailed again. */
  lift(addressHash: string): Promise<void>;
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
      return (answer.Item as Suppression | undefined) ?? null; // written below, whole
    },
    async put(suppression) {
      await client.send(new PutCommand({ TableName: tableName, Item: suppression }));
    },
    async lift(addressHash) {
      await client.send(new DeleteCommand({ TableName: tableName, Key: { addressHash } }));
    },
  };
}
