import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
} from "@aws-sdk/lib-dynamodb";
import { writeIf } from "../conditional.ts";
import type { Item } from "../readout-items.ts";
import { indexItems, type ItemKey, keyOf } from "./index-items.ts";
import { indexFormat } from "./index-terms.ts";
import type { Manifest } from "./manifest.ts";
import { type IndexedReadout, packTerms, type TermBlock, unpackTerms } from "./term-block.ts";

/** A part of a segment: which, and its bytes. */
export type SegmentItem = readonly [item: string, bytes: Uint8Array];

/** A manifest, and no older than it what is in none of its segments. */
export interface IndexState {
  readonly manifest: Manifest | null;
  readonly blocks: readonly TermBlock[];
}

/** The table Index: what search looks readouts up in. All of it can be made again from the archive. */
export interface IndexTable {
  manifest(): Promise<Manifest | null>;
  /** What every search asks, in one call; perhaps of a second ago. @throws MissingItemError */
  state(): Promise<IndexState>;
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

const open = "open";
/**
 * Lies behind the open blocks: who reads them in order reads it last, so that a block that was gone by then is in a segment
 * that it names.
 */
const manifestItem = "~manifest";
const manifestKey = keyOf({ segment: open, item: manifestItem });
/** Where installations have it that were not written to since. */
const formerManifestKey = keyOf({ segment: "manifest", item: "live" });

export function indexTable(client: DynamoDBDocumentClient, TableName: string): IndexTable {
  const items = indexItems(client, TableName);
  /** Terms of the blocks that were open when they were read last: a revision's are always the same, and each search asks. */
  let unpacked: ReadonlyMap<string, TermBlock["terms"]> = new Map();

  /** @param before what was unpacked when it was asked which blocks are to be read whole: two may ask at once */
  function blocksOf(
    stored: readonly StoredBlock[],
    before: ReadonlyMap<string, TermBlock["terms"]>,
  ): readonly TermBlock[] {
    const now = new Map<string, TermBlock["terms"]>();
    const blocks = stored.map((block): TermBlock => {
      const { itemId: readoutId, revision, publishedAt, words, language, terms: packed } = block;
      const terms = before.get(nameOf(block)) ?? unpackTerms(packed);
      now.set(nameOf(block), terms);
      return { readout: { readoutId, revision, publishedAt, words, language }, terms };
    });
    unpacked = now;
    return blocks;
  }

  async function manifestAt(Key: Item): Promise<Manifest | null> {
    const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    return Item === undefined ? null : manifestIn(Item);
  }

  return {
    manifest: async () => (await manifestAt(manifestKey)) ?? (await manifestAt(formerManifestKey)),
    async state() {
      const found: Item[] = [];
      const before = unpacked;
      // A process that was just started knows no terms: it reads all.
      const fields = before.size === 0 ? null : briefFields;
      let answers = 0;
      for await (const some of items.inOrder(open, fields)) {
        found.push(...some);
        answers += 1;
      }
      const its = found.find(isManifest);
      const stored = found.filter(isBlock);
      const unknown = fields === null ? [] : stored.filter((block) => !before.has(nameOf(block)));
      const keys = unknown.map(({ itemId }) => ({ segment: open, item: itemId }));
      const whole = new Map(
        (await items.get(keys)).filter(isBlock).map((one) => [one.itemId, one]),
      );
      // A later answer may be of an earlier moment: then its manifest could miss what the blocks were merged into.
      const manifest =
        answers > 1 ? await manifestAt(manifestKey) : its === undefined ? null : manifestIn(its);
      return {
        manifest: manifest ?? (await manifestAt(formerManifestKey)),
        blocks: blocksOf(
          stored.map((block) => whole.get(block.itemId) ?? block),
          before,
        ),
      };
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
      const stored: StoredBlock[] = [];
      for await (const some of items.inOrder(open, null)) stored.push(...some.filter(isBlock));
      return blocksOf(stored, unpacked);
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
    async putItems(segment, all) {
      await items.write(
        all.map(([item, bytes]) => ({
          PutRequest: { Item: { ...keyOf({ segment, item }), bytes } },
        })),
      );
    },
    items: async (wanted) => (await items.get(wanted)).map(({ bytes }) => bytes as Uint8Array), // written above, alone
    async removeSegment(segment) {
      const keys: Item[] = [];
      for await (const some of items.inOrder(segment, ["segmentId", "itemId"])) keys.push(...some);
      await items.write(keys.map((Key) => ({ DeleteRequest: { Key } })));
    },
  };
}

interface StoredBlock extends Item, Omit<IndexedReadout, "readoutId"> {
  readonly itemId: string;
  /** Not read where they are known: they are most of it. */
  readonly terms: Uint8Array;
}

/** A block without its terms; or the manifest. */
const briefFields = "itemId format revision publishedAt words language manifest".split(" ");

/** A block of another format is made anew with the rest of the archive. */
const isBlock = (item: Item): item is StoredBlock => item["format"] === indexFormat;

const isManifest = ({ itemId }: Item): boolean => itemId === manifestItem;
const manifestIn = (item: Item): Manifest => item["manifest"] as Manifest; // written above, alone

const nameOf = ({ itemId, revision }: StoredBlock): string => `${itemId}#${revision}`;
