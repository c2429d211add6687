import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { ReadoutHead, Revision } from "../readouts/revision.ts";
import { type Item, readHead, readRevision } from "./readout-items.ts";

export interface WantedRevision {
  readonly readoutId: string;
  readonly revision: number;
}

export interface FoundRevision {
  readonly head: ReadoutHead;
  readonly revision: Revision;
}

/** How one is read that does not come with the others. */
interface OneByOne {
  readoutHead(readoutId: string): Promise<ReadoutHead | null>;
  revision(readoutId: string, revision: number): Promise<Revision | null>;
}

/** A batch takes so many keys. */
const readAtOnce = 100;

/** Heads and revisions in a few calls, in the order asked for. */
export async function findTogether(
  client: DynamoDBDocumentClient,
  tableName: string,
  wanted: readonly WantedRevision[],
  oneByOne: OneByOne,
): Promise<readonly (FoundRevision | null)[]> {
  const items = new Map<string, Item>();
  const all = wanted.flatMap(({ readoutId, revision }) => [
    { readoutId, revision: 0 },
    { readoutId, revision },
  ]);
  // A batch with a key twice is refused.
  const distinct = [
    ...new Map(all.map((key) => [`${key.readoutId}#${key.revision}`, key])).values(),
  ];
  for (let at = 0; at < distinct.length; at += readAtOnce) {
    let keys: Item[] = distinct.slice(at, at + readAtOnce);
    while (keys.length > 0) {
      const answer = await client.send(
        new BatchGetCommand({ RequestItems: { [tableName]: { Keys: keys } } }),
      );
      for (const item of answer.Responses?.[tableName] ?? []) {
        items.set(`${String(item["readoutId"])}#${String(item["revision"])}`, item);
      }
      keys = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
    }
  }
  return await Promise.all(
    wanted.map(async ({ readoutId, revision }) => {
      const headItem = items.get(`${readoutId}#0`);
      const item = items.get(`${readoutId}#${revision}`);
      const head = headItem === undefined ? null : readHead(headItem);
      const isLatest = head !== null && head.latest <= revision;
      // A long text lies in further items; and what has changed meanwhile is read as it is now.
      if (isLatest && item !== undefined && (item["packedPieces"] ?? 0) === 0) {
        return { head, revision: readRevision(item, []) };
      }
      return await findOne(readoutId, revision, oneByOne);
    }),
  );
}

async function findOne(
  readoutId: string,
  revision: number,
  oneByOne: OneByOne,
): Promise<FoundRevision | null> {
  const head = await oneByOne.readoutHead(readoutId);
  if (head === null) return null;
  const found = await oneByOne.revision(readoutId, Math.max(revision, head.latest));
  return found === null ? null : { head, revision: found };
}
