import type { Query } from "../../query/query.ts";
import type { FoundRevision } from "../find-together.ts";
import type { IndexedReadout } from "../index/term-block.ts";
import { CursorError, type HeadsQuery } from "../newest-heads.ts";
import type { ReadoutsTable } from "../readouts-table.ts";
import type { Bounds } from "./candidates.ts";
import { type Hit, hitOf, type SearchPage } from "./hit.ts";
import type { IndexView, SearchIndex } from "./open-index.ts";
import { both, type Plan, planOf } from "./plan.ts";
import { walkArchive } from "./walk.ts";

export interface SearchDeps {
  readonly readouts: Pick<ReadoutsTable, "newest" | "latest" | "found">;
  readonly index: SearchIndex;
}

/** One page's work: a query whose words are common but never together does not read the whole archive in one request. */
const maxLooked = 400;
/** Read in one call, at least. */
const minRead = 10;

/**
 * What a query finds among the latest revisions, newest first: candidates by the index, each looked at by the
 * matcher that decides alerts, so that both agree. What is unreadable is not found.
 * @throws CursorError
 */
export async function searchArchive(
  query: Query,
  within: HeadsQuery,
  { readouts, index }: SearchDeps,
): Promise<SearchPage> {
  const after = readIndexCursor(within);
  // A list that was begun by walking is walked to its end: the order of one instant is another.
  if (within.cursor !== null && after === null) return await walkArchive(query, within, readouts);
  const page = await index.asked((view) => searchByIndex(query, within, after, view, readouts));
  if (page !== null) return page;
  const cursor = after === null ? null : walkCursor(after, within.sourceId);
  return await walkArchive(query, { ...within, cursor }, readouts);
}

async function searchByIndex(
  query: Query,
  within: HeadsQuery,
  after: Bounds["after"],
  view: IndexView,
  readouts: Pick<ReadoutsTable, "found">,
): Promise<SearchPage> {
  const bounds = {
    since: within.since === null ? Number.NEGATIVE_INFINITY : Date.parse(within.since),
    until: Date.parse(within.until),
    after,
  };
  const plan = both(planOf(query), ofSource(within.sourceId));
  const hits: Hit[] = [];
  const seen = new Set<string>();
  let looked = 0;
  for await (const candidates of view.candidates(plan, bounds, Math.max(within.limit, minRead))) {
    const found = await readouts.found(candidates);
    for (const [n, candidate] of candidates.entries()) {
      looked += 1;
      const one = found[n] ?? null;
      if (one === null || !isOf(within, one)) continue;
      if (seen.has(candidate.readoutId) || !standsHere(candidate, one)) continue;
      const hit = hitOf(query, one.head, one.revision);
      if (hit === null) continue;
      seen.add(candidate.readoutId);
      hits.push(hit);
      if (hits.length === within.limit) {
        return { hits, looked, by: "index", cursor: indexCursor(candidate, within.sourceId) };
      }
    }
    const last = candidates.at(-1);
    if (looked >= maxLooked && last !== undefined) {
      return { hits, looked, by: "index", cursor: indexCursor(last, within.sourceId) };
    }
  }
  return { hits, looked, by: "index", cursor: null };
}

const ofSource = (sourceId: string | null): Plan | null =>
  sourceId === null ? null : { kind: "term", as: "fact", term: `source:${sourceId.toLowerCase()}` };

const isOf = ({ sourceId }: HeadsQuery, { head }: FoundRevision): boolean =>
  sourceId === null || head.sourceId === sourceId;

/** A later revision may be dated otherwise, and then stands elsewhere in the list. */
const standsHere = (candidate: IndexedReadout, { head }: FoundRevision): boolean =>
  head.latest <= candidate.revision || Date.parse(head.publishedAt.at) === candidate.publishedAt;

/** Marks a cursor of this list, beside those of a walk. */
const byIndex = "index";

function indexCursor({ readoutId, publishedAt }: IndexedReadout, sourceId: string | null): string {
  return Buffer.from(JSON.stringify([byIndex, publishedAt, readoutId, sourceId])).toString(
    "base64url",
  );
}

/** Null for a cursor of a walk, and for none. @throws CursorError */
function readIndexCursor({ cursor, sourceId: its }: HeadsQuery): Bounds["after"] {
  if (cursor === null) return null;
  const text = Buffer.from(cursor, "base64url").toString();
  if (!text.startsWith(`["${byIndex}",`)) return null;
  try {
    const [, publishedAt, readoutId, sourceId] = JSON.parse(text) as unknown[];
    const isOurs = typeof publishedAt === "number" && typeof readoutId === "string";
    if (isOurs && sourceId === its) return { publishedAt, readoutId };
  } catch {
    // Said below, in the same words.
  }
  throw new CursorError("the cursor is not one that this search gave: start again without it");
}

function walkCursor(
  { publishedAt, readoutId }: NonNullable<Bounds["after"]>,
  sourceId: string | null,
): string {
  const at = new Date(publishedAt).toISOString();
  return Buffer.from(JSON.stringify([readoutId, at, sourceId])).toString("base64url");
}
