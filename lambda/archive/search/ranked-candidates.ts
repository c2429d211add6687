import type { IndexTable } from "../index/index-table.ts";
import { readoutsAPage, readoutsItem, unpackReadouts } from "../index/segment.ts";
import type { TermBlock } from "../index/term-block.ts";
import { type Bounds, cutBy, evaluate, isWithin, letsThrough } from "./candidates.ts";
import type { Found, OpenSegment } from "./look-up.ts";
import type { Plan } from "./plan.ts";
import {
  bestFirst,
  measureStatistics,
  type Ranked,
  type RankPosition,
  scoreBlock,
  scoreSegment,
  type Statistics,
} from "./rank.ts";

/** A list in the order of relevance, and what the scores were made with. */
export interface RankedList {
  readonly statistics: Statistics;
  readonly candidates: AsyncIterable<readonly Ranked[]>;
}

interface Scored {
  readonly segment: OpenSegment;
  readonly doc: number;
  readonly score: number;
}

/**
 * Candidates, the most relevant first, a few at a time: scored by the index alone; only those are read that
 * come next.
 * @param known what a list that goes on was begun with
 */
export function rankCandidates(
  plan: Plan,
  segments: readonly (readonly [OpenSegment, Found])[],
  blocks: readonly TermBlock[],
  { bounds, after, known, atOnce }: RankedAsked,
  table: Pick<IndexTable, "items">,
): RankedList {
  const statistics = known ?? measureStatistics(plan, segments, blocks);
  const scored = segments
    .flatMap(([segment, found]): Scored[] => {
      const scores = scoreSegment(plan, segment, found, statistics);
      const docs = evaluate(plan, found) ?? scores.keys();
      return Array.from(docs, (doc) => ({ segment, doc, score: scores[doc] ?? 0 }));
    })
    .filter(({ score }) => after === null || score <= after.score)
    .sort((a, b) => b.score - a.score);
  const open = blocks
    .filter((block) => letsThrough(plan, block))
    .map((block) => ({ score: scoreBlock(plan, block, statistics), readout: block.readout }));
  const isWanted = (one: Ranked): boolean =>
    isWithin(bounds, one.readout) && (after === null || bestFirst(after, one) < 0);
  return {
    statistics,
    candidates: inOrder(scored, open.filter(isWanted), isWanted, atOnce, table),
  };
}

export interface RankedAsked {
  readonly bounds: Bounds;
  readonly after: RankPosition | null;
  readonly known: Statistics | null;
  readonly atOnce: () => number;
}

async function* inOrder(
  scored: readonly Scored[],
  open: readonly Ranked[],
  isWanted: (one: Ranked) => boolean,
  atOnce: () => number,
  table: Pick<IndexTable, "items">,
): AsyncGenerator<readonly Ranked[]> {
  let waiting = [...open];
  for (let at = 0; at < scored.length || waiting.length > 0; ) {
    // Those of one score come together: which of them is the newest is not known before they are read.
    let to = Math.min(scored.length, at + atOnce());
    while (to < scored.length && scored[to]?.score === scored[to - 1]?.score) to += 1;
    const more = await readScored(scored.slice(at, to), table);
    waiting = waiting.concat(more.filter(isWanted));
    at = to;
    const next = scored[at]?.score ?? Number.NEGATIVE_INFINITY;
    const ready = waiting.filter(({ score }) => score > next).sort(bestFirst);
    waiting = waiting.filter(({ score }) => score <= next);
    yield* cutBy(atOnce, ready);
  }
}

async function readScored(
  some: readonly Scored[],
  table: Pick<IndexTable, "items">,
): Promise<readonly Ranked[]> {
  const pages = new Map<string, { readonly segment: string; readonly item: string }>();
  const keyOf = ({ segment, doc }: Scored): string =>
    `${segment.entry.id}/${Math.floor(doc / readoutsAPage)}`;
  for (const one of some) {
    const item = readoutsItem(Math.floor(one.doc / readoutsAPage));
    pages.set(keyOf(one), { segment: one.segment.entry.id, item });
  }
  const items = await table.items([...pages.values()]);
  const read = new Map([...pages.keys()].map((key, n) => [key, unpackReadouts(items[n] ?? empty)]));
  return some.flatMap((one) => {
    const readout = read.get(keyOf(one))?.[one.doc % readoutsAPage];
    return readout === undefined ? [] : [{ score: one.score, readout }];
  });
}

const empty = new Uint8Array();
