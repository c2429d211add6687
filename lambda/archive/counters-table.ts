import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { addMs, type Instant } from "../runtime/instant.ts";
import { writeIf } from "./conditional.ts";

/** So many within each window of this length; windows begin at multiples of it since 1970. */
export interface Limit {
  readonly most: number;
  readonly windowMs: number;
}

/** Counts that limit what strangers can make us do. DynamoDB forgets them after their window. */
export interface CountersTable {
  /** Counts one more. @returns false where the window is full: then nothing is counted */
  take(name: string, limit: Limit, now: Instant): Promise<boolean>;
  /** Takes one back that came to nothing. */
  giveBack(name: string, limit: Limit, now: Instant): Promise<void>;
}

export function countersTable(client: DynamoDBDocumentClient, tableName: string): CountersTable {
  async function add(
    by: number,
    counter: string,
    condition: string,
    values: Readonly<Record<string, number>>,
  ): Promise<boolean> {
    return await writeIf(() =>
      client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { counter },
          UpdateExpression: "ADD taken :by SET expiresAt = if_not_exists(expiresAt, :expiresAt)",
          ConditionExpression: condition,
          ExpressionAttributeValues: { ":by": by, ...values },
        }),
      ),
    );
  }
  return {
    async take(name, { most, windowMs }, now) {
      const { start, expiresAt } = windowOf(now, windowMs);
      const condition = "attribute_not_exists(taken) OR taken < :most";
      return await add(1, `${name}#${start}`, condition, {
        ":most": most,
        ":expiresAt": expiresAt,
      });
    },
    async giveBack(name, { windowMs }, now) {
      const { start, expiresAt } = windowOf(now, windowMs);
      await add(-1, `${name}#${start}`, "taken > :none", { ":none": 0, ":expiresAt": expiresAt });
    },
  };
}

/** `start` names the window; `expiresAt` is in seconds, as DynamoDB's time to live wants it. */
function windowOf(now: Instant, windowMs: number): { start: Instant; expiresAt: number } {
  const start = Math.floor(Date.parse(now) / windowMs) * windowMs;
  const from = new Date(start).toISOString();
  return { start: from, expiresAt: Math.ceil(Date.parse(addMs(from, windowMs)) / 1000) };
}
