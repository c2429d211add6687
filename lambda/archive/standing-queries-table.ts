import { createHash } from "node:crypto";
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  PutCommand,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import type { StandingChange, StandingQuery } from "../subscriptions/standing-query.ts";
import { writeIf } from "./conditional.ts";
import { inPieces, packJson, unpackJson } from "./packing.ts";

/** How far the copy of all queries goes. */
export interface StandingHead {
  /** Of the latest change; each counts one. */
  readonly version: number;
  /** The version that the snapshot was made as: later changes are to be read besides. */
  readonly since: number;
  /** Under what the snapshot stands: its version, and a digest of its content, so that two who make one at once do not mix theirs. */
  readonly snapshot: string;
  /** Items that the snapshot takes. */
  readonly pieces: number;
  /** The snapshot's queries compiled, for processes of the same code; null where nobody has compiled them. */
  readonly compiled: {
    readonly code: string;
    readonly part: string;
    readonly pieces: number;
  } | null;
}

export interface CompiledQueries {
  /** Names the code that can read the bytes. */
  readonly code: string;
  readonly bytes: Uint8Array;
}

/**
 * All active queries in few items, for matching: a snapshot, and the changes since. What is in it can be made anew from
 * the subscriptions at any time.
 */
export interface StandingQueriesTable {
  /** Null where it was never made. */
  head(): Promise<StandingHead | null>;
  /** Null where another snapshot has taken its place meanwhile: read the head again. */
  snapshot(head: StandingHead): Promise<readonly StandingQuery[] | null>;
  /** The same, compiled; null where it is not there for this code, or not any more. */
  compiled(head: StandingHead, code: string): Promise<Uint8Array | null>;
  /** The changes after a version, up to the head's; null where some are in the snapshot by now. */
  changes(after: number, head: StandingHead): Promise<readonly StandingChange[] | null>;
  /** @returns the next head; null where somebody else was faster */
  append(changes: readonly StandingChange[], head: StandingHead): Promise<StandingHead | null>;
  /**
   * Puts a snapshot of the head's version, or a first one, in the place of what is there.
   * @param compiled the same queries
   * @returns the next head; null where somebody else was faster
   */
  replace(
    queries: readonly StandingQuery[],
    compiled: CompiledQueries | null,
    head: StandingHead | null,
  ): Promise<StandingHead | null>;
}

/** Parts of the partition key; the sort key counts. */
const part = {
  head: "head",
  changes: "changes",
  snapshot: (version: number, pieces: readonly Uint8Array[]) =>
    `snapshot#${version}#${digestOf(pieces)}`,
  compiled: (version: number, pieces: readonly Uint8Array[]) =>
    `compiled#${version}#${digestOf(pieces)}`,
} as const;

const digestOf = (pieces: readonly Uint8Array[]): string =>
  createHash("sha256").update(Buffer.concat(pieces)).digest("hex");

/** Deletions made at once. */
const atOnce = 25;

export function standingQueriesTable(
  client: DynamoDBDocumentClient,
  tableName: string,
): StandingQueriesTable {
  type Item = Record<string, unknown>;

  async function itemOf(name: string, number: number): Promise<Item | null> {
    const { Item: item } = await client.send(
      new GetCommand({
        TableName: tableName,
        Key: { part: name, number },
        ConsistentRead: true,
      }),
    );
    return item ?? null;
  }

  async function readHead(): Promise<StandingHead | null> {
    const item = await itemOf(part.head, 0);
    if (item === null) return null;
    const { version, since, snapshot, pieces, compiled } = item as unknown as StandingHead; // written below
    return { version, since, snapshot, pieces, compiled };
  }

  async function itemsOf(name: string, after: number): Promise<readonly Item[]> {
    const items: Item[] = [];
    const query = {
      TableName: tableName,
      KeyConditionExpression: "#part = :part AND #number > :after",
      ExpressionAttributeNames: { "#part": "part", "#number": "number" },
      ExpressionAttributeValues: { ":part": name, ":after": after },
      ConsistentRead: true,
    };
    for await (const { Items = [] } of paginateQuery({ client }, query)) items.push(...Items);
    return items;
  }

  /** All at once: one query after the other would get a megabyte each. */
  async function bytesOf(name: string, pieces: number): Promise<readonly Uint8Array[] | null> {
    const all = await Promise.all(
      Array.from({ length: pieces }, async (_, number) => await itemOf(name, number)),
    );
    const found = all.filter((item) => item !== null);
    return found.length < pieces ? null : found.map((item) => item["bytes"] as Uint8Array);
  }

  async function putPieces(name: string, pieces: readonly Uint8Array[]): Promise<void> {
    for (const [number, bytes] of pieces.entries()) {
      const Item = { part: name, number, bytes };
      await client.send(new PutCommand({ TableName: tableName, Item }));
    }
  }

  async function putCompiled(
    version: number,
    compiled: CompiledQueries | null,
  ): Promise<StandingHead["compiled"]> {
    if (compiled === null) return null;
    const pieces = inPieces(compiled.bytes);
    const name = part.compiled(version, pieces);
    await putPieces(name, pieces);
    return { code: compiled.code, part: name, pieces: pieces.length };
  }

  async function forget(keys: readonly { part: string; number: number }[]): Promise<void> {
    for (let from = 0; from < keys.length; from += atOnce) {
      await Promise.all(
        keys
          .slice(from, from + atOnce)
          .map(async (Key) => await client.send(new DeleteCommand({ TableName: tableName, Key }))),
      );
    }
  }

  /** The head as an item, on condition that it is still the one that was read. */
  function headPut(next: StandingHead, previous: StandingHead | null) {
    return {
      TableName: tableName,
      Item: { part: part.head, number: 0, ...next },
      ...(previous === null
        ? { ConditionExpression: "attribute_not_exists(part)" }
        : {
            ConditionExpression: "version = :version",
            ExpressionAttributeValues: { ":version": previous.version },
          }),
    };
  }

  return {
    async head() {
      return await readHead();
    },
    async snapshot({ snapshot, pieces }) {
      const bytes = await bytesOf(snapshot, pieces);
      return bytes === null ? null : (unpackJson(bytes) as readonly StandingQuery[]);
    },
    async compiled({ compiled }, code) {
      if (compiled?.code !== code) return null;
      const bytes = await bytesOf(compiled.part, compiled.pieces);
      return bytes === null ? null : Buffer.concat(bytes);
    },
    async changes(after, { version, since }) {
      if (after < since) return null;
      const items = await itemsOf(part.changes, after);
      const wanted = items.filter((item) => Number(item["number"]) <= version);
      if (wanted.length < version - after) return null;
      return wanted.flatMap(
        (item) => unpackJson([item["bytes"] as Uint8Array]) as readonly StandingChange[],
      );
    },
    async append(changes, head) {
      const next = { ...head, version: head.version + 1 };
      const [bytes, ...more] = packJson(changes);
      if (more.length > 0)
        throw new RangeError(`${changes.length} changes are too many for one item.`);
      const isMade = await writeIf(() =>
        client.send(
          new TransactWriteCommand({
            TransactItems: [
              { Put: headPut(next, head) },
              {
                Put: {
                  TableName: tableName,
                  Item: { part: part.changes, number: next.version, bytes },
                },
              },
            ],
          }),
        ),
      );
      return isMade ? next : null;
    },
    async replace(queries, compiled, head) {
      const version = (head?.version ?? 0) + 1;
      const pieces = packJson(queries);
      const snapshot = part.snapshot(version, pieces);
      await putPieces(snapshot, pieces);
      const next = {
        version,
        since: version,
        snapshot,
        pieces: pieces.length,
        compiled: await putCompiled(version, compiled),
      };
      const isMade = await writeIf(() => client.send(new PutCommand(headPut(next, head))));
      if (!isMade) {
        // The faster one may have made the very same.
        const faster = await readHead();
        const kept = new Set(faster === null ? [] : piecesOf(faster).map((key) => key.part));
        await forget(piecesOf(next).filter((key) => !kept.has(key.part)));
        return null;
      }
      if (head !== null) {
        const changes = await itemsOf(part.changes, 0);
        const old = changes.map((item) => Number(item["number"])).filter((n) => n <= version);
        await forget([...old.map((number) => ({ part: part.changes, number })), ...piecesOf(head)]);
      }
      return next;
    },
  };
}

const piecesOf = ({
  snapshot,
  pieces,
  compiled,
}: StandingHead): readonly { part: string; number: number }[] =>
  [{ part: snapshot, pieces }, ...(compiled === null ? [] : [compiled])].flatMap((some) =>
    Array.from({ length: some.pieces }, (_, number) => ({ part: some.part, number })),
  );
