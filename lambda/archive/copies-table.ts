import { type DynamoDBDocumentClient, paginateQuery, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Instant } from "../runtime/instant.ts";

/** Which readouts say the same. */
export interface CopiesTable {
  /** Puts a readout where its copies look for theirs; forgotten by DynamoDB some time after `until`. */
  announce(readoutId: string, bands: readonly string[], until: Instant): Promise<void>;
  /** Readouts that were announced in any of the bands. */
  announced(bands: readonly string[]): Promise<readonly string[]>;
  /** Puts down that two are copies of one text; once more changes nothing. */
  link(readoutId: string, other: string): Promise<void>;
  /** All that say the same as a readout, whatever they are linked by, without itself; sorted. */
  groupOf(readoutId: string): Promise<readonly string[]>;
}

/** More copies than this of one text nobody publishes; what follows is not looked for. */
const mostMembers = 50;

export function copiesTable(client: DynamoDBDocumentClient, tableName: string): CopiesTable {
  async function put(key: string, readoutId: string, more: object): Promise<void> {
    await client.send(new PutCommand({ TableName: tableName, Item: { key, readoutId, ...more } }));
  }
  async function idsAt(key: string): Promise<readonly string[]> {
    const ids: string[] = [];
    const query = {
      TableName: tableName,
      KeyConditionExpression: "#key = :key",
      ExpressionAttributeNames: { "#key": "key" },
      ExpressionAttributeValues: { ":key": key },
      ConsistentRead: true,
    };
    for await (const { Items = [] } of paginateQuery({ client }, query)) {
      ids.push(...Items.map((item) => String(item["readoutId"])));
    }
    return ids;
  }
  return {
    async announce(readoutId, bands, until) {
      const expiresAt = Math.ceil(Date.parse(until) / 1000);
      await Promise.all(
        bands.map(async (band) => await put(`band#${band}`, readoutId, { expiresAt })),
      );
    },
    async announced(bands) {
      const found = await Promise.all(bands.map(async (band) => await idsAt(`band#${band}`)));
      return [...new Set(found.flat())];
    },
    async link(readoutId, other) {
      await put(`copies#${readoutId}`, other, {});
      await put(`copies#${other}`, readoutId, {});
    },
    async groupOf(readoutId) {
      const members = new Set([readoutId]);
      for (const member of members) {
        if (members.size > mostMembers) break;
        for (const other of await idsAt(`copies#${member}`)) members.add(other);
      }
      members.delete(readoutId);
      return [...members].toSorted((a, b) => a.localeCompare(b));
    },
  };
}
