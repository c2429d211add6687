import type { Query } from "../../query/query.ts";
import { makeSnippets } from "../../query/snippets/snippets.ts";
import type { IndexedReadout } from "../index/term-block.ts";
import { CursorError, type HeadsQuery } from "../newest-heads.ts";
import type { ReadoutsTable } from "../readouts-table.ts";
import type { AskedCandidates, Bounds } from "./candidates.ts";
import { type Position, readCursor, walkCursor, writeCursor } from "./cursor.ts";
import { FacetCounter, type Facets } from "./facets.ts";
import { type Hit, type SearchPage, snippetLimits } from "./hit.ts";
import type { IndexView, SearchIndex } from "./open-index.ts";
import { maxLooked, Pace } from "./pace.ts";
import { both, isTelling, type Plan, planOf } from "./plan.ts";
import { hasWords } from "./rank.ts";
import { readAhead } from "./read-ahead.ts";
import { verify } from "./verify.ts";
import { walkArchive } from "./walk.ts";

export interface SearchDeps {
  readonly readouts: Pick<ReadoutsTable, "newest" | "latest" | "found">;
  readonly index: SearchIndex;
}

export interface SearchQuery extends HeadsQuery {
  /** `relevance`: by BM25; where there are no words to rank by, and without an index, by time. @default "time" */
  readonly sort?: Position["by"];
}

/** Looked at by who counts. */
const maxCounted = 500;
const countedAtOnce = 50;
/**
 * What a query finds among the latest revisions, newest or most relevant first: candidates by the index, each
 * looked at by the matcher that decides alerts, so that both agree. What is unreadable is not found.
 * @throws CursorError
 */
export async function searchArchive(
  query: Query,
  within: SearchQuery,
  { readouts, index }: SearchDeps,
): Promise<SearchPage> {
  const plan = both(planOf(query), ofSource(within.sourceId));
  const isRanked = within.sort === "relevance" && plan !== null && hasWords(plan);
  const by = isRanked ? "relevance" : "time";
  const from = within.cursor === null ? null : readCursor(within.cursor, within.sourceId, by);
  // A list that was begun by walking is walked to its end: the order of one instant is another.
  if (within.cursor !== null && from === null) return await walkArchive(query, within, readouts);
  const page = await index.asked(async (view) => {
    const pace = new Pace(within.limit, isTelling(query));
    const atOnce = () => pace.next();
    const ahead = readAhead(readouts);
    const foresee = isTelling(query) ? ahead.begin : null;
    const list = candidatesOf(plan, { ...within, atOnce, foresee }, from, by, view);
    return await readPage(query, within, list, pace, ahead);
  });
  if (page !== null) return page;
  if (from?.by === "relevance") {
    throw new CursorError("the index is being built, so this list cannot go on: begin it again");
  }
  const cursor = from === null ? null : walkCursor(from.after, within.sourceId);
  return await walkArchive(query, { ...within, cursor }, readouts);
}

/** Counts by source, country, speaker and month among the newest that a query finds; null without an index. */
export async function countFacets(
  query: Query,
  within: Omit<HeadsQuery, "cursor" | "limit">,
  { readouts, index }: SearchDeps,
): Promise<Facets | null> {
  const plan = both(planOf(query), ofSource(within.sourceId));
  return await index.asked(async (view) => {
    const all = { ...within, atOnce: () => countedAtOnce, foresee: null };
    const { candidates } = candidatesOf(plan, all, null, "time", view);
    const counter = new FacetCounter();
    let looked = 0;
    for await (const one of verify(
      query,
      candidates,
      { sourceId: within.sourceId, isRanked: false, isTelling: isTelling(query) },
      readouts,
    )) {
      looked += 1;
      if (one.match !== null) counter.add(one);
      if (looked >= maxCounted) return counter.facets(false);
    }
    return counter.facets(true);
  });
}

interface Candidate {
  readonly readout: IndexedReadout;
  /** Where the list goes on after it. */
  readonly position: Position;
}

interface CandidateList {
  readonly isRanked: boolean;
  readonly candidates: AsyncIterable<readonly Candidate[]>;
}

interface AskedList extends Pick<HeadsQuery, "since" | "until"> {
  readonly atOnce: () => number;
  readonly foresee: AskedCandidates["foresee"];
}

function candidatesOf(
  plan: Plan | null,
  { atOnce, foresee, ...within }: AskedList,
  from: Position | null,
  by: Position["by"],
  view: IndexView,
): CandidateList {
  const bounds = {
    since: within.since === null ? Number.NEGATIVE_INFINITY : Date.parse(within.since),
    until: Date.parse(within.until),
    after: from?.by === "time" ? from.after : null,
  };
  return by === "relevance" && plan !== null
    ? { isRanked: true, candidates: ranked(plan, { bounds, from, atOnce }, view) }
    : {
        isRanked: false,
        candidates: newest(plan, { bounds, atOnce, foresee }, view),
      };
}

async function* newest(
  plan: Plan | null,
  asked: AskedCandidates,
  view: IndexView,
): AsyncGenerator<readonly Candidate[]> {
  for await (const some of view.candidates(plan, asked)) {
    yield some.map((readout) => {
      const { publishedAt, readoutId } = readout;
      return { readout, position: { by: "time", after: { publishedAt, readoutId } } };
    });
  }
}

async function* ranked(
  plan: Plan,
  asked: {
    readonly bounds: Bounds;
    readonly from: Position | null;
    readonly atOnce: () => number;
  },
  view: IndexView,
): AsyncGenerator<readonly Candidate[]> {
  const from = asked.from?.by === "relevance" ? asked.from : null;
  const { bounds, atOnce } = asked;
  const after = from?.after ?? null;
  const known = from?.statistics ?? null;
  const { statistics, candidates } = await view.ranked(plan, { bounds, after, known, atOnce });
  for await (const some of candidates) {
    yield some.map(({ score, readout }) => {
      const { publishedAt, readoutId } = readout;
      const place = { score, readout: { publishedAt, readoutId } };
      return { readout, position: { by: "relevance", after: place, statistics } };
    });
  }
}

async function readPage(
  query: Query,
  { limit, sourceId }: HeadsQuery,
  { candidates, isRanked }: CandidateList,
  pace: Pace,
  readouts: Pick<ReadoutsTable, "found">,
): Promise<SearchPage> {
  const traits = { sourceId, isRanked, isTelling: isTelling(query) };
  const hits: Hit[] = [];
  let looked = 0;
  for await (const one of verify(query, candidates, traits, readouts)) {
    looked += 1;
    pace.see(one.match !== null);
    if (one.match !== null) {
      hits.push({ head: one.head, snippets: makeSnippets(one.document, one.match, snippetLimits) });
    }
    if (hits.length === limit || looked >= maxLooked) {
      const cursor = writeCursor(one.candidate.position, sourceId);
      return { hits, looked, by: "index", cursor };
    }
  }
  return { hits, looked, by: "index", cursor: null };
}

const ofSource = (sourceId: string | null): Plan | null =>
  sourceId === null ? null : { kind: "term", as: "fact", term: `source:${sourceId.toLowerCase()}` };
