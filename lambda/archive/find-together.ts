import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { ReadoutHead, Revision } from "../readouts/revision.ts";
import type { KeptRevisions } from "./kept-revisions.ts";
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

/**
 * Revisions in few calls, and the heads of those that are wanted, in the order asked for.
 * @param isWanted asked of a revision before its head is read; null in the answer where it is not.
 * Where all are wanted, heads come in the same call as revisions: two calls need twice the time.
 */
export async function findTogether(
  client: DynamoDBDocumentClient,
  tableName: string,
  {
    wanted,
    isWanted,
  }: {
    readonly wanted: readonly WantedRevision[];
    readonly isWanted: ((revision: Revision) => boolean) | null;
  },
  kept: KeptRevisions,
  oneByOne: OneByOne,
): Promise<readonly (FoundRevision | null)[]> {
  const read = async (keys: readonly WantedRevision[]) => await readItems(client, tableName, keys);
  const known = new Map(wanted.map((one) => [one, kept.get(one)]));
  const unknown = wanted.filter((one) => (known.get(one) ?? null) === null);
  const together = await read(isWanted === null ? [...unknown, ...wanted.map(headOf)] : unknown);
  const revisions = await Promise.all(
    wanted.map(async (one) => {
      const { readoutId, revision } = one;
      const before = known.get(one) ?? null;
      if (before !== null) return before;
      const item = together.get(`${readoutId}#${revision}`);
      // A long text lies in further items.
      return item !== undefined && (item["packedPieces"] ?? 0) === 0
        ? readRevision(item, [])
        : await oneByOne.revision(readoutId, revision);
    }),
  );
  for (const revision of revisions) if (revision !== null) kept.keep(revision);
  const asked = revisions.map((revision) =>
    revision !== null && (isWanted === null || isWanted(revision)) ? revision : null,
  );
  const heads =
    isWanted === null
      ? together
      : await read(asked.flatMap((one) => (one === null ? [] : [headOf(one)])));
  return await Promise.all(
    asked.map(async (revision) => {
      if (revision === null) return null;
      const item = heads.get(`${revision.readoutId}#0`);
      const head = item === undefined ? null : readHead(item);
      if (head !== null && head.latest <= revision.revision) return { head, revision };
      return await findLatest(revision, oneByOne);
    }),
  );
}

const headOf = ({ readoutId }: WantedRevision): WantedRevision => ({ readoutId, revision: 0 });

/** What has changed meanwhile is read as it is now. */
async function findLatest(
  { readoutId, revision }: WantedRevision,
  oneByOne: OneByOne,
): Promise<FoundRevision | null> {
  const head = await oneByOne.readoutHead(readoutId);
  if (head === null) return null;
  const found = await oneByOne.revision(readoutId, Math.max(revision, head.latest));
  return found === null ? null : { head, revision: found };
}

async function readItems(
  client: DynamoDBDocumentClient,
  tableName: string,
  wanted: readonly WantedRevision[],
): Promise<ReadonlyMap<string, Item>> {
  const items = new Map<string, Item>();
  // A batch with a key twice is refused.
  const distinct = new Map(
    wanted.map(({ readoutId, revision }) => [`${readoutId}#${revision}`, { readoutId, revision }]),
  );
  const all = [...distinct.values()];
  const batches = Array.from({ length: Math.ceil(all.length / readAtOnce) }, (_, n) =>
    all.slice(n * readAtOnce, (n + 1) * readAtOnce),
  );
  await Promise.all(
    batches.map(async (batch) => {
      let keys: Item[] = batch.map((key) => ({ ...key }));
      while (keys.length > 0) {
        const answer = await client.send(
          new BatchGetCommand({ RequestItems: { [tableName]: { Keys: keys } } }),
        );
        for (const item of answer.Responses?.[tableName] ?? []) {
          items.set(`${String(item["readoutId"])}#${String(item["revision"])}`, item);
        }
        keys = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
      }
    }),
  );
  return items;
}
