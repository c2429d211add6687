import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { ReadoutHead } from "../readouts/revision.ts";
import type { Instant } from "../runtime/instant.ts";
import { monthsNewestFirst } from "./months.ts";
import { type Item, readHead } from "./readout-items.ts";

export interface HeadsQuery {
  /** Only this source's; null for all. */
  readonly sourceId: string | null;
  /** Publication at or after; null: from the beginning. */
  readonly since: Instant | null;
  /** Publication before. */
  readonly until: Instant;
  /** Where an earlier page ended; null: from the newest. */
  readonly cursor: string | null;
  readonly limit: number;
}

export interface HeadsPage {
  readonly heads: readonly ReadoutHead[];
  /** Where to go on; null at the end. It stays valid while the archive grows. */
  readonly cursor: string | null;
}

/** A cursor that is none of ours, or not of this query. */
export class CursorError extends Error {
  override readonly name = "CursorError";
}

/** Long before any press office was on the web. */
const beginning = "1970-01-01T00:00:00.000Z";
/** Months asked for at once where the newest one had too little. */
const monthsAtOnce = 12;

/**
 * Heads by publication, newest first: of one source by its index, of all month by month.
 * @throws CursorError
 */
export async function headsNewestFirst(
  client: DynamoDBDocumentClient,
  tableName: string,
  query: HeadsQuery,
): Promise<HeadsPage> {
  const start = query.cursor === null ? null : readCursor(query.cursor, query);
  const since = query.since ?? beginning;

  async function ask(partition: string, limit: number): Promise<Item[]> {
    const bySource = query.sourceId !== null;
    const answer = await client.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: bySource ? "bySource" : "byMonth",
        KeyConditionExpression: "#partition = :partition AND publishedAt BETWEEN :since AND :until",
        ExpressionAttributeNames: { "#partition": bySource ? "sourceId" : "month" },
        ExpressionAttributeValues: {
          ":partition": partition,
          ":since": since,
          // BETWEEN takes in its end, and an instant is never followed by another of the same text.
          ":until": start === null ? justBefore(query.until) : start.publishedAt,
        },
        ScanIndexForward: false,
        Limit: limit,
        ...(start !== null && (bySource || start.month === partition)
          ? { ExclusiveStartKey: startKey(start, bySource) }
          : {}),
      }),
    );
    return answer.Items ?? [];
  }

  const wanted = query.limit + 1;
  const found: Item[] = [];
  if (query.sourceId !== null) {
    found.push(...(await ask(query.sourceId, wanted)));
  } else {
    const newest = (start?.publishedAt ?? justBefore(query.until)).slice(0, 7);
    const months = await monthsNewestFirst(client, tableName, {
      newest,
      oldest: since.slice(0, 7),
    });
    // The newest month alone has enough, mostly.
    for (let at = 0, many = 1; found.length < wanted && at < months.length; many = monthsAtOnce) {
      const answers = await Promise.all(
        months.slice(at, at + many).map((month) => ask(month, wanted)),
      );
      found.push(...answers.flat());
      at += many;
    }
  }
  const heads = found.slice(0, query.limit).map(readHead);
  const last = heads.at(-1);
  const more = found.length > query.limit;
  return { heads, cursor: more && last !== undefined ? cursorAfter(last, query.sourceId) : null };
}

interface Position {
  readonly readoutId: string;
  readonly publishedAt: Instant;
  readonly month: string;
  readonly sourceId: string | null;
}

/** The cursor of the page that begins after this head. */
export function cursorAfter(head: ReadoutHead, sourceId: string | null): string {
  return Buffer.from(JSON.stringify([head.readoutId, head.publishedAt.at, sourceId])).toString(
    "base64url",
  );
}

function readCursor(cursor: string, query: HeadsQuery): Position {
  try {
    const [readoutId, publishedAt, sourceId] = JSON.parse(
      Buffer.from(cursor, "base64url").toString(),
    ) as unknown[];
    const isOurs = typeof readoutId === "string" && typeof publishedAt === "string";
    if (isOurs && sourceId === query.sourceId && !Number.isNaN(Date.parse(publishedAt))) {
      return { readoutId, publishedAt, month: publishedAt.slice(0, 7), sourceId: query.sourceId };
    }
  } catch {
    // Said below, in the same words.
  }
  throw new CursorError("the cursor is not one that this search gave: start again without it");
}

function startKey(start: Position, bySource: boolean): Item {
  return {
    readoutId: start.readoutId,
    revision: 0,
    publishedAt: start.publishedAt,
    ...(bySource ? { sourceId: start.sourceId } : { month: start.month }),
  };
}

function justBefore(instant: Instant): Instant {
  return new Date(Date.parse(instant) - 1).toISOString();
}
