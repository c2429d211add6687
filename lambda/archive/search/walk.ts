import type { Query } from "../../query/query.ts";
import type { ReadoutHead } from "../../readouts/revision.ts";
import { cursorAfter, type HeadsQuery } from "../newest-heads.ts";
import type { ReadoutsTable } from "../readouts-table.ts";
import { type Hit, hitOf, type SearchPage } from "./hit.ts";

/** One page's work, so that a rare word does not read the whole archive in one request. */
const maxLooked = 400;
const readAtOnce = 25;

/** What a query finds among the latest revisions, each of them looked at, newest first: slow, and right without an index. */
export async function walkArchive(
  query: Query,
  within: HeadsQuery,
  readouts: Pick<ReadoutsTable, "newest" | "latest">,
): Promise<SearchPage> {
  const hits: Hit[] = [];
  let looked = 0;
  let { cursor } = within;
  do {
    const page = await readouts.newest({ ...within, cursor, limit: readAtOnce });
    const found = await Promise.all(page.heads.map((head) => lookAt(query, head, readouts)));
    for (const [index, hit] of found.entries()) {
      looked += 1;
      if (hit !== null) hits.push(hit);
      const isLast = page.cursor === null && index === found.length - 1;
      if (hits.length === within.limit && !isLast && hit !== null) {
        return { hits, looked, by: "walk", cursor: cursorAfter(hit.head, within.sourceId) };
      }
    }
    ({ cursor } = page);
  } while (cursor !== null && looked < maxLooked);
  return { hits, looked, by: "walk", cursor };
}

async function lookAt(
  query: Query,
  head: ReadoutHead,
  readouts: Pick<ReadoutsTable, "latest">,
): Promise<Hit | null> {
  if (head.latest === 0) return null;
  const revision = await readouts.latest(head.readoutId);
  return revision === null ? null : hitOf(query, head, revision);
}
