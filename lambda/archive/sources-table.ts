import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
} from "@aws-sdk/lib-dynamodb";
import type { Instant } from "../runtime/instant.ts";
import { writeIf } from "./conditional.ts";
import { packJson, unpackJson } from "./packing.ts";

/** What the last poll of one listing left. */
export interface ListingState {
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Of the bytes last read, hex. */
  readonly sha256: string | null;
  /** The reader that read them: a better one reads them again. */
  readonly readerVersion: string;
  readonly lastPolledAt: Instant;
  /** Why they could not be read; null where they could. */
  readonly problem: string | null;
  /** Entries of the listing as last read: digest of the id to digest of what the entry says. */
  readonly seen: Readonly<Record<string, string>>;
}

/** What is remembered of a source between polls, and its health. */
export interface SourceState {
  readonly sourceId: string;
  /** Counts the writes. */
  readonly version: number;
  readonly lastPolledAt: Instant;
  readonly lastSuccessAt: Instant | null;
  /** When a poll last found something new or changed. */
  readonly lastNewEntryAt: Instant | null;
  /** Polls that failed in a row. */
  readonly failures: number;
  /** What was wrong with the last poll, in a sentence; null where nothing. */
  readonly lastProblem: string | null;
  /** Not to be polled before; null: any time. */
  readonly nextPollAt: Instant | null;
  /** By listing URL. */
  readonly listings: Readonly<Record<string, ListingState>>;
}

/** A source's state without what its listings say, which is most of it. */
export type SourceSummary = Omit<SourceState, "listings">;

export interface SourcesTable {
  get(sourceId: string): Promise<SourceState | null>;
  /** Of many sources in few calls, by their ids; those that were never polled are not there. */
  summaries(sourceIds: readonly string[]): Promise<ReadonlyMap<string, SourceSummary>>;
  /**
   * @param previousVersion of the state that was read; 0 where there was none
   * @returns false where another poll wrote meanwhile
   */
  save(state: SourceState, previousVersion: number): Promise<boolean>;
}

/** More than this of seen entries is compressed: an item holds 400 KB. */
const plainBytes = 100 * 1024;

/** A batch takes so many keys. */
const readAtOnce = 100;

const fields = [
  "sourceId",
  "version",
  "lastPolledAt",
  "lastSuccessAt",
  "lastNewEntryAt",
  "failures",
  "lastProblem",
  "nextPollAt",
] as const satisfies readonly (keyof SourceSummary)[];
const withoutListings = {
  ProjectionExpression: fields.map((_, n) => `#${n}`).join(", "),
  ExpressionAttributeNames: Object.fromEntries(fields.map((field, n) => [`#${n}`, field])),
};

export function sourcesTable(client: DynamoDBDocumentClient, tableName: string): SourcesTable {
  return {
    async get(sourceId) {
      const answer = await client.send(
        new GetCommand({ TableName: tableName, Key: { sourceId }, ConsistentRead: true }),
      );
      if (answer.Item === undefined) return null;
      const { packedListings, ...item } = answer.Item;
      return {
        ...item,
        ...(packedListings === undefined
          ? {}
          : { listings: unpackJson([packedListings as Uint8Array]) }),
      } as SourceState; // written below, whole
    },
    async summaries(sourceIds) {
      const found = new Map<string, SourceSummary>();
      for (let from = 0; from < sourceIds.length; from += readAtOnce) {
        let keys = sourceIds.slice(from, from + readAtOnce).map((sourceId) => ({ sourceId }));
        while (keys.length > 0) {
          const asked = { Keys: keys, ...withoutListings, ConsistentRead: true };
          const answer = await client.send(
            new BatchGetCommand({ RequestItems: { [tableName]: asked } }),
          );
          for (const item of answer.Responses?.[tableName] ?? []) {
            const summary = item as SourceSummary; // written below, and the fields are those asked for
            found.set(summary.sourceId, summary);
          }
          keys = (answer.UnprocessedKeys?.[tableName]?.Keys ?? []) as typeof keys;
        }
      }
      return found;
    },
    async save(state, previousVersion) {
      const { listings, ...plain } = state;
      const isLarge = Buffer.byteLength(JSON.stringify(listings)) > plainBytes;
      const [packed] = isLarge ? packJson(listings) : [];
      return await writeIf(() =>
        client.send(
          new PutCommand({
            TableName: tableName,
            Item: {
              ...plain,
              ...(packed === undefined ? { listings } : { packedListings: packed }),
            },
            ...(previousVersion === 0
              ? { ConditionExpression: "attribute_not_exists(sourceId)" }
              : {
                  ConditionExpression: "version = :version",
                  ExpressionAttributeValues: { ":version": previousVersion },
                }),
          }),
        ),
      );
    },
  };
}
