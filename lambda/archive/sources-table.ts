import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
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

export interface SourcesTable {
  get(sourceId: string): Promise<SourceState | null>;
  /**
   * @param previousVersion of the state that was read; 0 where there was none
   * @returns false where another poll wrote meanwhile
   */
  save(state: SourceState, previousVersion: number): Promise<boolean>;
}

/** More than this of seen entries is compressed: an item holds 400 KB. */
const plainBytes = 100 * 1024;

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
