import {
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  paginateScan,
  PutCommand,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import type { ReadoutHead, Revision } from "../readouts/revision.ts";
import type { Instant } from "../runtime/instant.ts";
import { writeIf } from "./conditional.ts";
import { keptRevisions } from "./kept-revisions.ts";
import { monthNoter } from "./months.ts";
import { findTogether, type FoundRevision, type WantedRevision } from "./find-together.ts";
import { headsNewestFirst, type HeadsPage, type HeadsQuery } from "./newest-heads.ts";
import {
  dueShard,
  headItem,
  type Item,
  readHead,
  readRevision,
  revisionItem,
} from "./readout-items.ts";

/** `stale`: somebody else changed the readout meanwhile; read it again. */
export type WriteResult = "stored" | "stale";

/** Every revision of every readout, and of each a head with its latest metadata. */
export interface ReadoutsTable {
  head(readoutId: string): Promise<ReadoutHead | null>;
  revision(readoutId: string, revision: number): Promise<Revision | null>;
  /** The newest revision with its text; null where there is none. */
  latest(readoutId: string): Promise<Revision | null>;
  /** All revisions, oldest first. */
  revisions(readoutId: string): Promise<readonly Revision[]>;
  /**
   * A new revision with its head, both or neither, on the condition that the head is still `previous`.
   * @param previous null where the readout is new
   */
  append(revision: Revision, head: ReadoutHead, previous: ReadoutHead | null): Promise<WriteResult>;
  /** The head alone, under the same condition. */
  touch(head: ReadoutHead, previous: ReadoutHead | null): Promise<WriteResult>;
  /** Heads, newest publication first. */
  newest(query: HeadsQuery): Promise<HeadsPage>;
  /** Heads that are to be looked at again at or before `now`, the longest overdue first. */
  dueForRecheck(now: Instant, limit: number): Promise<readonly ReadoutHead[]>;
  /**
   * Many at once, each with its head, in the order asked for; null where there is none. At half the price of
   * one at a time, and perhaps of a second ago: where the head already tells of a later revision, that one.
   * @param isWanted asked of a revision before its head is read; null: all are, and their heads come with them
   */
  found(
    wanted: readonly WantedRevision[],
    isWanted: ((revision: Revision) => boolean) | null,
  ): Promise<readonly (FoundRevision | null)[]>;
  /** Every head, in no order: reads the whole table. */
  everyHead(): AsyncIterable<ReadoutHead>;
}

export function readoutsTable(client: DynamoDBDocumentClient, tableName: string): ReadoutsTable {
  const noteMonth = monthNoter(client, tableName);
  const kept = keptRevisions();

  async function item(readoutId: string, sort: number, isNow: boolean): Promise<Item | null> {
    const answer = await client.send(
      new GetCommand({
        TableName: tableName,
        Key: { readoutId, revision: sort },
        ConsistentRead: isNow,
      }),
    );
    return answer.Item ?? null;
  }

  /** What never changes once it is there, at half the price: only where a read of a moment ago has none is it asked for as of now. */
  async function lasting(readoutId: string, sort: number): Promise<Item | null> {
    return (await item(readoutId, sort, false)) ?? (await item(readoutId, sort, true));
  }

  async function readoutHead(readoutId: string): Promise<ReadoutHead | null> {
    const found = await item(readoutId, 0, true);
    return found === null ? null : readHead(found);
  }

  async function withText(found: Item): Promise<Revision> {
    const {
      readoutId,
      revision: number,
      packedPieces,
    } = found as {
      readoutId: string;
      revision: number;
      packedPieces?: number;
    };
    const pieces = await Promise.all(
      Array.from({ length: packedPieces ?? 0 }, async (_, index) => {
        const piece = await lasting(...pieceKey(readoutId, number, index));
        if (piece === null)
          throw new Error(`${readoutId} revision ${number}: piece ${index} is missing`);
        return piece["packed"] as Uint8Array;
      }),
    );
    return readRevision(found, pieces);
  }

  async function revision(readoutId: string, number: number): Promise<Revision | null> {
    const found = number >= 1 ? await lasting(readoutId, number) : null;
    return found === null ? null : await withText(found);
  }

  /** Pieces of a large text go first: without the revision that names them they mean nothing. */
  async function putPieces(of: Revision, pieces: readonly Uint8Array[]): Promise<void> {
    for (const [index, packed] of pieces.entries()) {
      const [readoutId, sort] = pieceKey(of.readoutId, of.revision, index);
      await client.send(
        new PutCommand({ TableName: tableName, Item: { readoutId, revision: sort, packed } }),
      );
    }
  }

  return {
    head: readoutHead,
    revision,
    async latest(readoutId) {
      const found = await readoutHead(readoutId);
      return found === null ? null : await revision(readoutId, found.latest);
    },
    async revisions(readoutId) {
      const found: Revision[] = [];
      const pages = paginateQuery(
        { client },
        {
          TableName: tableName,
          KeyConditionExpression: "readoutId = :id AND revision >= :first",
          ExpressionAttributeValues: { ":id": readoutId, ":first": 1 },
          ConsistentRead: true,
        },
      );
      for await (const page of pages) {
        for (const one of page.Items ?? []) found.push(await withText(one));
      }
      return found;
    },
    async append(next, newHead, previous) {
      const { item: newItem, further } = revisionItem(next);
      await putPieces(next, further);
      await noteMonth(newHead.publishedAt.at.slice(0, 7));
      const written = await writeIf(() =>
        client.send(
          new TransactWriteCommand({
            TransactItems: [
              { Put: { TableName: tableName, Item: headItem(newHead), ...unchanged(previous) } },
              {
                Put: {
                  TableName: tableName,
                  Item: newItem,
                  ConditionExpression: "attribute_not_exists(readoutId)",
                },
              },
            ],
          }),
        ),
      );
      return written ? "stored" : "stale";
    },
    async touch(newHead, previous) {
      await noteMonth(newHead.publishedAt.at.slice(0, 7));
      const written = await writeIf(() =>
        client.send(
          new PutCommand({ TableName: tableName, Item: headItem(newHead), ...unchanged(previous) }),
        ),
      );
      return written ? "stored" : "stale";
    },
    newest: (query) => headsNewestFirst(client, tableName, query),
    async dueForRecheck(now, limit) {
      const due: ReadoutHead[] = [];
      const pages = paginateQuery(
        { client, pageSize: limit },
        {
          TableName: tableName,
          IndexName: "dueForRecheck",
          KeyConditionExpression: "recheckShard = :shard AND recheckAt <= :now",
          ExpressionAttributeValues: { ":shard": dueShard, ":now": now },
        },
      );
      for await (const page of pages) {
        due.push(...(page.Items ?? []).map(readHead));
        if (due.length >= limit) break;
      }
      return due.slice(0, limit);
    },
    found: async (wanted, isWanted) =>
      await findTogether(client, tableName, { wanted, isWanted }, kept, { readoutHead, revision }),
    async *everyHead() {
      const pages = paginateScan(
        { client },
        {
          TableName: tableName,
          IndexName: "byMonth",
        },
      );
      for await (const page of pages) yield* (page.Items ?? []).map(readHead);
    },
  };
}

/** The head must be the one that was read: its number and its last observation say which. */
function unchanged(previous: ReadoutHead | null) {
  return previous === null
    ? { ConditionExpression: "attribute_not_exists(readoutId)" }
    : {
        ConditionExpression: "latest = :latest AND lastObservedAt = :observed",
        ExpressionAttributeValues: {
          ":latest": previous.latest,
          ":observed": previous.lastObservedAt,
        },
      };
}

/** Pieces lie under a key of their own, so that a readout's items are its head and revisions alone. */
function pieceKey(readoutId: string, revision: number, index: number): [string, number] {
  return [`${readoutId}#text`, revision * 1000 + index];
}
