import { prepareDocument } from "../query/finding/document.ts";
import { matchDocument } from "../query/finding/match-document.ts";
import type { Query } from "../query/query.ts";
import { makeSnippets, type Snippet } from "../query/snippets/snippets.ts";
import type { ReadoutHead } from "../readouts/revision.ts";
import { cursorAfter, type HeadsQuery } from "./newest-heads.ts";
import type { ReadoutsTable } from "./readouts-table.ts";

/** A readout that a query found, and why. */
export interface Hit {
  readonly head: ReadoutHead;
  readonly snippets: readonly Snippet[];
}

export interface SearchPage {
  readonly hits: readonly Hit[];
  /** How many readouts were looked through for this page. */
  readonly looked: number;
  /** Where to go on, also where there was no hit yet; null at the end. */
  readonly cursor: string | null;
}

/** One page's work, so that a rare word does not read the whole archive in one request. */
const maxLooked = 400;
const readAtOnce = 25;
const snippetLimits = { maxChars: 300, maxSnippets: 2 };

/**
 * What a query finds among the latest revisions, newest first: by the same matcher that decides
 * alerts, so that both agree. What is unreadable is not found.
 * @throws CursorError
 */
export async function searchArchive(
  query: Query,
  within: HeadsQuery,
  readouts: Pick<ReadoutsTable, "newest" | "latest">,
): Promise<SearchPage> {
  const hits: Hit[] = [];
  let looked = 0;
  let { cursor } = within;
  do {
    const page = await readouts.newest({ ...within, cursor, limit: readAtOnce });
    const found = await Promise.all(page.heads.map((head) => hitOf(query, head, readouts)));
    for (const [index, hit] of found.entries()) {
      looked += 1;
      if (hit !== null) hits.push(hit);
      const isLast = page.cursor === null && index === found.length - 1;
      if (hits.length === within.limit && !isLast && hit !== null) {
        return { hits, looked, cursor: cursorAfter(hit.head, within.sourceId) };
      }
    }
    ({ cursor } = page);
  } while (cursor !== null && looked < maxLooked);
  return { hits, looked, cursor };
}

async function hitOf(
  query: Query,
  head: ReadoutHead,
  readouts: Pick<ReadoutsTable, "latest">,
): Promise<Hit | null> {
  if (head.latest === 0) return null;
  const revision = await readouts.latest(head.readoutId);
  if (revision === null) return null;
  const document = prepareDocument(revision.content, revision);
  const match = matchDocument(query, document);
  return match === null ? null : { head, snippets: makeSnippets(document, match, snippetLimits) };
}
