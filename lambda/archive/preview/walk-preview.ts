import { type PreparedDocument, prepareDocument } from "../../query/finding/document.ts";
import { matchDocument } from "../../query/finding/match-document.ts";
import type { Query } from "../../query/query.ts";
import { makeSnippets } from "../../query/snippets/snippets.ts";
import { wantedWords } from "../../query/wanted-words.ts";
import type { ReadoutHead } from "../../readouts/revision.ts";
import { addMs, type Instant } from "../../runtime/instant.ts";
import type { ReadoutsTable } from "../readouts-table.ts";
import { type Hit, snippetLimits } from "../search/hit.ts";
import { aheadMs, type QueryPreview } from "./preview.ts";
import { hitsShown, isEnough, weekOf, weeksFrom } from "./weeks.ts";
import { WordWatch } from "./word-watch.ts";

/** One preview's work: some two seconds. */
const maxLooked = 1000;
const readAtOnce = 50;

/** Looks at the newest readouts one by one: while there is no index. */
export async function walkPreview(
  query: Query,
  now: Instant,
  readouts: Pick<ReadoutsTable, "newest" | "latest">,
): Promise<QueryPreview> {
  const thisWeek = weekOf(now);
  const counts = new Map<number, number>();
  const hits: Hit[] = [];
  const words = new WordWatch(wantedWords(query));
  let looked = 0;
  let cursor: string | null = null;
  let oldest: Instant | null = null;
  do {
    const until = addMs(now, aheadMs);
    const within = { sourceId: null, since: null, until, cursor, limit: readAtOnce };
    const page = await readouts.newest(within);
    const read = await Promise.all(
      page.heads.map(async (head) => await documentOf(head, readouts)),
    );
    for (const [n, document] of read.entries()) {
      const head = page.heads[n];
      if (document === null || head === undefined) continue;
      words.see(document);
      const match = matchDocument(query, document);
      if (match === null) continue;
      const week = Math.min(weekOf(head.publishedAt.at), thisWeek);
      counts.set(week, (counts.get(week) ?? 0) + 1);
      if (hits.length < hitsShown) {
        hits.push({ head, snippets: makeSnippets(document, match, snippetLimits) });
      }
    }
    looked += page.heads.length;
    ({ cursor } = page);
    oldest = page.heads.at(-1)?.publishedAt.at ?? oldest;
  } while (cursor !== null && looked < maxLooked && !isEnough(oldest, thisWeek, hits));
  const firstWhole = cursor === null || oldest === null ? 0 : weekOf(oldest) + 1;
  return { hits, looked, weeks: weeksFrom(firstWhole, thisWeek, counts), unseen: words.unseen() };
}

async function documentOf(
  { readoutId, latest }: ReadoutHead,
  readouts: Pick<ReadoutsTable, "latest">,
): Promise<PreparedDocument | null> {
  const revision = latest === 0 ? null : await readouts.latest(readoutId);
  return revision === null ? null : prepareDocument(revision.content, revision);
}
