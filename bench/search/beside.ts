import { BatchGetCommand } from "@aws-sdk/lib-dynamodb";
import { indexTable } from "../../lambda/archive/index/index-table.ts";
import { walkArchive } from "../../lambda/archive/search/walk.ts";
import type { Query } from "../../lambda/query/query.ts";
import type { BenchTables } from "../tables.ts";

export const within = {
  sourceId: null,
  since: null,
  until: "2100-01-01T00:00:00.000Z",
  cursor: null,
};
/** Hits a page. */
export const limit = 20;
const scans = 3;

/** What the database alone takes, at the same time, for the least that a page of hits must read. */
export async function measureBare(
  { client, readouts: table, index }: BenchTables,
  size: number,
  n: number,
) {
  const start = performance.now();
  await indexTable(client, index).manifest();
  const got = performance.now();
  const Keys = Array.from({ length: limit }, (_, k) => {
    const number = (n * 37 + k * 101) % size;
    return { readoutId: `office-${number % 5}-${number}`, revision: 1 };
  });
  await client.send(new BatchGetCommand({ RequestItems: { [table]: { Keys } } }));
  return { getMs: got - start, batchMs: performance.now() - got };
}

/** The whole archive looked through for one query: timed over a few pages, and carried on to all of it. */
export async function measureScan(
  queries: readonly Query[],
  readouts: number,
  archive: Parameters<typeof walkArchive>[2],
): Promise<number> {
  let looked = 0;
  const start = performance.now();
  for (const query of queries.slice(0, scans)) {
    looked += (await walkArchive(query, { ...within, limit: 1000 }, archive)).looked;
  }
  return ((performance.now() - start) / 1000 / looked) * readouts;
}
