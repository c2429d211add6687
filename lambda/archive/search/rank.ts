import { classFrequency } from "../index/postings.ts";
import { type IndexedReadout, newestFirst, type TermBlock } from "../index/term-block.ts";
import {
  fitsPrefix,
  type Found,
  keysOf,
  leavesOf,
  type OpenSegment,
  type PlanLeaf,
} from "./look-up.ts";
import type { Plan } from "./plan.ts";

/**
 * What the archive was like when a list began: it goes on by these, so that a readout keeps its place however
 * the archive grows.
 */
export interface Statistics {
  readonly readouts: number;
  readonly meanWords: number;
  /** How many readouts have each leaf of the plan, in order. */
  readonly withLeaf: readonly number[];
}

/** Okapi BM25 with the usual parameters. @see Robertson and Zaragoza, The Probabilistic Relevance Framework (2009) */
const saturation = 1.2;
const lengthShare = 0.75;

/** A part of a readout's score. */
function weigh(
  frequency: number,
  words: number,
  withIt: number,
  { readouts, meanWords }: Statistics,
): number {
  const rarity = Math.log(1 + (Math.max(0, readouts - withIt) + 0.5) / (withIt + 0.5));
  const length = 1 - lengthShare + (lengthShare * words) / Math.max(1, meanWords);
  return (rarity * frequency * (saturation + 1)) / (frequency + saturation * length);
}

export function measureStatistics(
  plan: Plan,
  segments: readonly (readonly [OpenSegment, Found])[],
  blocks: readonly TermBlock[],
): Statistics {
  const entries = segments.map(([{ entry }]) => entry);
  const readouts = entries.reduce((sum, one) => sum + one.readouts, blocks.length);
  const words =
    entries.reduce((sum, one) => sum + one.words, 0) +
    blocks.reduce((sum, { readout }) => sum + readout.words, 0);
  const withLeaf = leavesOf(plan).map((leaf) =>
    segments.reduce(
      (sum, [, found]) => sum + (found.get(leaf)?.docs.length ?? 0),
      blocks.filter((block) => classIn(block, leaf) !== null).length,
    ),
  );
  return { readouts, meanWords: Math.round(words / Math.max(1, readouts)), withLeaf };
}

/** Scores of a segment's readouts, by number. */
export function scoreSegment(
  plan: Plan,
  { entry, directory }: OpenSegment,
  found: Found,
  statistics: Statistics,
): Float64Array {
  const leaves = leavesOf(plan);
  const ofNode = (node: Plan): Float64Array => {
    const scores = new Float64Array(entry.readouts);
    if (node.kind === "some") {
      for (const part of node.of.map(ofNode)) {
        part.forEach((score, doc) => {
          scores[doc] = together(node, scores[doc] ?? 0, score);
        });
      }
      return scores;
    }
    if (!isWord(node)) return scores;
    const withIt = statistics.withLeaf[leaves.indexOf(node)] ?? 0;
    const { docs, classes } = found.get(node) ?? { docs: [], classes: [] };
    docs.forEach((doc: number, n: number) => {
      const words = 2 ** ((directory.lengths[doc] ?? 0) / 8) - 1;
      scores[doc] = weigh(classFrequency[classes[n] ?? 0] ?? 1, words, withIt, statistics);
    });
    return scores;
  };
  return ofNode(plan);
}

/** The same of a readout that is in no segment: to the bit, for it will be in one. */
export function scoreBlock(plan: Plan, block: TermBlock, statistics: Statistics): number {
  const leaves = leavesOf(plan);
  const words = 2 ** (Math.min(255, Math.round(8 * Math.log2(block.readout.words + 1))) / 8) - 1;
  const ofNode = (node: Plan): number => {
    if (node.kind === "some") {
      return node.of.reduce((score, part) => together(node, score, ofNode(part)), 0);
    }
    const its = isWord(node) ? classIn(block, node) : null;
    if (its === null) return 0;
    const withIt = statistics.withLeaf[leaves.indexOf(node)] ?? 0;
    return weigh(classFrequency[its] ?? 1, words, withIt, statistics);
  };
  return ofNode(plan);
}

/** Whether there is anything to rank by. */
export const hasWords = (plan: Plan): boolean => leavesOf(plan).some(isWord);

/** What a readout is says nothing of relevance, and pairs are of words that count by themselves. */
const isWord = (leaf: PlanLeaf): boolean =>
  leaf.kind === "prefix" || (leaf.as !== "fact" && leaf.as !== "pair");

const nameKinds: ReadonlySet<string> = new Set(["name", "titleName"]);

/** A name found by its stem and by its key is found once; words that are asked for together add up. */
function together(node: Extract<Plan, { kind: "some" }>, a: number, b: number): number {
  const isOneWord = node.of.some((part) => part.kind === "term" && nameKinds.has(part.as));
  return isOneWord ? Math.max(a, b) : a + b;
}

function classIn(block: TermBlock, leaf: PlanLeaf): number | null {
  const keys =
    leaf.kind === "prefix"
      ? [...block.terms.keys()].filter((key) => fitsPrefix(key, leaf))
      : keysOf(leaf, [block.readout.language]);
  const classes = keys.map((key) => block.terms.get(key)).filter((its) => its !== undefined);
  return classes.length === 0 ? null : Math.max(...classes);
}

/** Where a ranked list goes on. */
export interface RankPosition {
  readonly score: number;
  readonly readout: Pick<IndexedReadout, "publishedAt" | "readoutId">;
}

export interface Ranked {
  readonly score: number;
  readonly readout: IndexedReadout;
}

/** The best first; of one score, the newest. */
export function bestFirst(a: RankPosition, b: RankPosition): number {
  return b.score - a.score || newestFirst(a.readout, b.readout);
}
