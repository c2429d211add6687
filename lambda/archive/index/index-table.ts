import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  PutCommand,
} from "@aws-sdk/lib-dynamodb";
import { writeIf } from "../conditional.ts";
import type { Item } from "../readout-items.ts";
import { indexFormat } from "./index-terms.ts";
import type { Manifest } from "./manifest.ts";
import { type IndexedReadout, packTerms, type TermBlock, unpackTerms } from "./term-block.ts";

/** A part of a segment: which, and its bytes. */
export type SegmentItem = readonly [item: string, bytes: Uint8Array];

/** The table Index: what search looks readouts up in. All of it can be made again from the archive. */
export interface IndexTable {
  manifest(): Promise<Manifest | null>;
  /** @returns false where somebody else replaced it meanwhile */
  replaceManifest(next: Omit<Manifest, "version">, previous: Manifest): Promise<boolean>;
  /** Adds a readout's terms, unless a later revision's are there. */
  addBlock(readout: IndexedReadout, counts: ReadonlyMap<string, number>): Promise<void>;
  /** What is in no segment yet, as far as it is known to be. */
  openBlocks(): Promise<readonly TermBlock[]>;
  /** Takes a block away, unless it is another revision's by now. */
  removeBlock(readout: IndexedReadout): Promise<void>;
  putItems(segment: string, items: readonly SegmentItem[]): Promise<void>;
  /** By segment and item. @throws MissingItemError */
  items(wanted: readonly ItemKey[]): Promise<readonly Uint8Array[]>;
  removeSegment(segment: string): Promise<void>;
}

export interface ItemKey {
  readonly segment: string;
  readonly item: string;
}

/** A segment was deleted while it was read: ask again with the manifest of now. */
export class MissingItemError extends Error {
  override readonly name = "MissingItemError";
}

const manifestKey = keyOf({ segment: "manifest", item: "live" });
const open = "open";
const writtenAtOnce = 25;
const readAtOnce = 100;
const batchesAtOnce = 4;

export function indexTable(client: DynamoDBDocumentClient, TableName: string): IndexTable {
  /** Terms of the blocks that were open when they were read last: a revision's are always the same, and each search asks. */
  let unpacked: ReadonlyMap<string, TermBlock["terms"]> = new Map();

  async function writeAll(requests: readonly Item[]): Promise<void> {
    await inBatches(requests, writtenAtOnce, async (some) => {
      for (let left: readonly Item[] = some; left.length > 0; ) {
        const answer = await client.send(
          new BatchWriteCommand({ RequestItems: { [TableName]: [...left] } }),
        );
        left = answer.UnprocessedItems?.[TableName] ?? [];
      }
    });
  }

  async function* partition(segment: string, fields: string | null): AsyncGenerator<Item> {
    const pages = paginateQuery(
      { client },
      {
        TableName,
        KeyConditionExpression: "segmentId = :segment",
        ExpressionAttributeValues: { ":segment": segment },
        ...(fields === null ? {} : { ProjectionExpression: fields }),
      },
    );
    for await (const page of pages) yield* page.Items ?? [];
  }

  return {
    async manifest() {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: manifestKey, ConsistentRead: true }),
      );
      return Item === undefined ? null : (Item["manifest"] as Manifest); // written below, alone
    },
    replaceManifest: async (next, { version }) =>
      await writeIf(async () => {
        const manifest: Manifest = { ...next, version: version + 1 };
        await client.send(
          new PutCommand({
            TableName,
            Item: { ...manifestKey, manifestVersion: version + 1, manifest },
            ConditionExpression: "attribute_not_exists(segmentId) OR manifestVersion = :version",
            ExpressionAttributeValues: { ":version": version },
          }),
        );
      }),
    async addBlock({ readoutId, revision, ...readout }, counts) {
      await writeIf(async () => {
        await client.send(
          new PutCommand({
            TableName,
            Item: {
              ...keyOf({ segment: open, item: readoutId }),
              revision,
              ...readout,
              format: indexFormat,
              terms: packTerms(counts),
            },
            ConditionExpression: "attribute_not_exists(segmentId) OR revision <= :revision",
            ExpressionAttributeValues: { ":revision": revision },
          }),
        );
      });
    },
    async openBlocks() {
      const blocks: TermBlock[] = [];
      const before = unpacked;
      const now = new Map<string, TermBlock["terms"]>();
      for await (const item of partition(open, null)) {
        // A block of another format is made anew with the rest of the archive.
        if (item["format"] !== indexFormat) continue;
        const { itemId: readoutId, terms: packed, ...rest } = item as unknown as StoredBlock;
        const { revision, publishedAt, words, language } = rest;
        const key = `${readoutId}#${revision}`;
        const terms = before.get(key) ?? unpackTerms(packed);
        now.set(key, terms);
        blocks.push({ readout: { readoutId, revision, publishedAt, words, language }, terms });
      }
      unpacked = now;
      return blocks;
    },
    async removeBlock({ readoutId, revision }) {
      await writeIf(async () => {
        await client.send(
          new DeleteCommand({
            TableName,
            Key: keyOf({ segment: open, item: readoutId }),
            ConditionExpression: "revision = :revision",
            ExpressionAttributeValues: { ":revision": revision },
          }),
        );
      });
    },
    async putItems(segment, items) {
      await writeAll(
        items.map(([item, bytes]) => ({
          PutRequest: { Item: { ...keyOf({ segment, item }), bytes } },
        })),
      );
    },
    async items(wanted) {
      const found = new Map<string, Uint8Array>();
      await inBatches(wanted, readAtOnce, async (some) => {
        let left: readonly Item[] = some.map(keyOf);
        while (left.length > 0) {
          const answer = await client.send(
            new BatchGetCommand({ RequestItems: { [TableName]: { Keys: [...left] } } }),
          );
          for (const { segmentId, itemId, bytes } of answer.Responses?.[TableName] ?? []) {
            found.set(`${String(segmentId)}/${String(itemId)}`, bytes as Uint8Array); // written above, alone
          }
          left = answer.UnprocessedKeys?.[TableName]?.Keys ?? [];
        }
      });
      return wanted.map(({ segment, item }) => {
        const bytes = found.get(`${segment}/${item}`);
        if (bytes === undefined) throw new MissingItemError(`${segment}/${item} is not there`);
        return bytes;
      });
    },
    async removeSegment(segment) {
      const keys: Item[] = [];
      for await (const key of partition(segment, "segmentId, itemId")) keys.push(key);
      await writeAll(keys.map((Key) => ({ DeleteRequest: { Key } })));
    },
  };
}

interface StoredBlock extends Omit<IndexedReadout, "readoutId"> {
  readonly itemId: string;
  readonly terms: Uint8Array;
}

/** Under these names, for `segment` is a word of DynamoDB's. */
function keyOf({ segment, item }: ItemKey): {
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
