import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { addMs, type Instant } from "../runtime/instant.ts";

/** A key that was derived from the secret of links for a while, for all who send: see `deriveKey`. */
export interface SigningKey {
  readonly keyId: string;
  readonly key: string;
  readonly derivedAt: Instant;
}

/** One item beside the counters. */
export interface SigningKeyItem {
  /** As it was a moment ago, at half the price; null where there is none. */
  get(): Promise<SigningKey | null>;
  /** In place of any other: links of both are valid. */
  keep(key: SigningKey): Promise<void>;
}

/** Another name than while the secret was one of Secrets Manager (decision 30): what was derived from that signs nothing any more. */
const Key = { counter: "key of the day" };
/** Long after it was last of use. */
const forgottenAfterMs = 7 * 24 * 60 * 60 * 1000;

export function signingKeyItem(client: DynamoDBDocumentClient, tableName: string): SigningKeyItem {
  return {
    async get() {
      const { Item } = await client.send(new GetCommand({ TableName: tableName, Key }));
      return Item === undefined ? null : (Item as unknown as SigningKey); // written below, whole
    },
    async keep({ keyId, key, derivedAt }) {
      await client.send(
        new UpdateCommand({
          TableName: tableName,
          Key,
          UpdateExpression:
            "SET keyId = :keyId, #key = :key, derivedAt = :derivedAt, expiresAt = :expiresAt",
          ExpressionAttributeNames: { "#key": "key" },
          ExpressionAttributeValues: {
            ":keyId": keyId,
            ":key": key,
            ":derivedAt": derivedAt,
            // In seconds, as DynamoDB's time to live wants it.
            ":expiresAt": Math.ceil(Date.parse(addMs(derivedAt, forgottenAfterMs)) / 1000),
          },
        }),
      );
    },
  };
}
