import {
  BatchGetCommand,
  BatchWriteCommand,
  type DynamoDBDocumentClient,
  paginateQuery,
} from "@aws-sdk/lib-dynamodb";
import type { Item } from "../readout-items.ts";

/** Which item of the table Index. */
export interface ItemKey {
  readonly segment: string;
  readonly item: string;
}

/** A segment or a block was deleted while it was read: ask again with the manifest of now. */
export class MissingItemError extends Error {
  override readonly name = "MissingItemError";
}

/** The items of the table Index, whatever they mean. */
export interface IndexItems {
  /** By segment and item. @throws MissingItemError */
  get(wanted: readonly ItemKey[]): Promise<readonly Item[]>;
  /** A segment's, in order, as DynamoDB answers them: each list as of a moment of its own. @param fields null: all */
  inOrder(segment: string, fields: readonly string[] | null): AsyncIterable<readonly Item[]>;
  /** Puts and deletes. */
  write(requests: readonly Item[]): Promise<void>;
}

const writtenAtOnce = 25;
const readAtOnce = 100;
const batchesAtOnce = 4;

export function indexItems(client: DynamoDBDocumentClient, TableName: string): IndexItems {
  async function getAll(wanted: readonly ItemKey[]): Promise<ReadonlyMap<string, Item>> {
    const found = new Map<string, Item>();
    await inBatches(wanted, readAtOnce, async (some) => {
      let left: readonly Item[] = some.map(keyOf);
      while (left.length > 0) {
        const answer = await client.send(
          new BatchGetCommand({ RequestItems: { [TableName]: { Keys: [...left] } } }),
        );
        for (const item of answer.Responses?.[TableName] ?? []) {
          found.set(`${String(item["segmentId"])}/${String(item["itemId"])}`, item);
        }
        left = answer.UnprocessedKeys?.[TableName]?.Keys ?? [];
      }
    });
    return found;
  }

  return {
    async get(wanted) {
      const found = await getAll(wanted);
      return wanted.map(({ segment, item }) => {
        const its = found.get(`${segment}/${item}`);
        if (its === undefined) throw new MissingItemError(`${segment}/${item} is not there`);
        return its;
      });
    },
    async *inOrder(segment, fields) {
      const pages = paginateQuery(
        { client },
        {
          TableName,
          KeyConditionExpression: "segmentId = :segment",
          ExpressionAttributeValues: { ":segment": segment },
          // By other names, for `language` is a word of DynamoDB's.
          ...(fields !== null && {
            ProjectionExpression: fields.map((_, n) => `#${n}`).join(", "),
            ExpressionAttributeNames: Object.fromEntries(fields.map((name, n) => [`#${n}`, name])),
          }),
        },
      );
      for await (const page of pages) yield page.Items ?? [];
    },
    async write(requests) {
      await inBatches(requests, writtenAtOnce, async (some) => {
        for (let left: readonly Item[] = some; left.length > 0; ) {
          const answer = await client.send(
            new BatchWriteCommand({ RequestItems: { [TableName]: [...left] } }),
          );
          left = answer.UnprocessedItems?.[TableName] ?? [];
        }
      });
    },
  };
}

/** Under these names, for `segment` is a word of DynamoDB's. */
export function keyOf({ segment, item }: ItemKey): {
  readonly segmentId: string;
  readonly itemId: string;
} {
  return { segmentId: segment, itemId: item };
}

async function inBatches<T>(
  all: readonly T[],
  size: number,
  work: (some: readonly T[]) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < all.length; at += size * batchesAtOnce) {
    const batches = Array.from({ length: batchesAtOnce }, (_, n) =>
      all.slice(at + n * size, at + (n + 1) * size),
    ).filter(({ length }) => length > 0);
    await Promise.all(batches.map(work));
  }
}
