import type { IndexTable } from "../index/index-table.ts";
import { termKey } from "../index/index-terms.ts";
import type { SegmentEntry } from "../index/manifest.ts";
import { type Postings, readPostings } from "../index/postings.ts";
import {
  type Directory,
  pagesOf,
  pagesOfPrefix,
  type PageRange,
  termItem,
} from "../index/segment.ts";
import { readPage } from "../index/term-page.ts";
import { stemmerOf } from "../../query/words/stems.ts";
import type { Plan } from "./plan.ts";

/** A segment that is being asked. */
export interface OpenSegment {
  readonly entry: SegmentEntry;
  readonly directory: Directory;
}

/** The part of a plan that is looked up. */
export type PlanLeaf = Exclude<Plan, { readonly kind: "some" }>;

/** Of each leaf of a plan, where a segment has it; null: in too many terms to tell. */
export type Found = ReadonlyMap<PlanLeaf, Postings | null>;

/** A prefix of more pages than this is left to the matcher. */
const maxPrefixPages = 48;

export function leavesOf(plan: Plan): readonly PlanLeaf[] {
  return plan.kind === "some" ? plan.of.flatMap(leavesOf) : [plan];
}

/** A leaf's keys in readouts of these languages: of an unquoted word each language has its own stem. */
export function keysOf(leaf: PlanLeaf, languages: readonly string[]): readonly string[] {
  if (leaf.kind === "prefix") return [];
  const { as } = leaf;
  if (as !== "stem" && as !== "titleStem") return [termKey(as, leaf.term)];
  const stems = languages.map((language) => stemmerOf(language)(leaf.term));
  return [...new Set(stems)].map((stem) => termKey(as, stem));
}

/** Whether a term of the index is one that a prefix stands for. */
export function fitsPrefix(
  key: string,
  { head, tail }: { readonly head: string; readonly tail: string },
): boolean {
  return key.startsWith(termKey("written", head)) && (key.endsWith(tail) || key.length >= 200);
}

/** Looks a plan's leaves up in several segments, all their pages in one go. */
export async function lookUp(
  plan: Plan,
  segments: readonly OpenSegment[],
  table: Pick<IndexTable, "items">,
): Promise<readonly Found[]> {
  const leaves = leavesOf(plan);
  const wanted = segments.map(({ entry, directory }) => {
    const ranges = leaves.flatMap((leaf) => rangesOf(leaf, entry, directory) ?? []);
    const pages = new Set(ranges.flatMap(({ first, last }) => numbersFrom(first, last)));
    return [...pages]
      .toSorted((a, b) => a - b)
      .map((page) => ({ segment: entry.id, item: termItem(page) }));
  });
  const items = await table.items(wanted.flat());
  let at = 0;
  return segments.map((segment, n) => {
    const count = wanted[n]?.length ?? 0;
    const pages = items.slice(at, at + count);
    at += count;
    return readLeaves(leaves, segment, pages);
  });
}

/** Null: too many. */
function rangesOf(
  leaf: PlanLeaf,
  { languages }: SegmentEntry,
  directory: Directory,
): readonly PageRange[] | null {
  if (leaf.kind === "prefix") {
    const range = pagesOfPrefix(directory, termKey("written", leaf.head));
    return range.last - range.first >= maxPrefixPages ? null : [range];
  }
  return keysOf(leaf, languages).map((key) => pagesOf(directory, key));
}

function readLeaves(
  leaves: readonly PlanLeaf[],
  { entry, directory }: OpenSegment,
  pages: readonly Uint8Array[],
): Found {
  const parts = new Map<PlanLeaf, Map<string, Uint8Array[]>>();
  const wanting = new Map<string, PlanLeaf[]>();
  const prefixes = leaves.filter((leaf) => leaf.kind === "prefix");
  for (const leaf of leaves) {
    parts.set(leaf, new Map());
    for (const key of keysOf(leaf, entry.languages)) {
      wanting.set(key, [...(wanting.get(key) ?? []), leaf]);
    }
  }
  for (const page of pages) {
    for (const { key, postings } of readPage(page)) {
      const fitting = prefixes.filter((leaf) => fitsPrefix(key, leaf));
      for (const leaf of [...(wanting.get(key) ?? []), ...fitting]) {
        const lists = parts.get(leaf);
        const list = lists?.get(key) ?? [];
        list.push(postings);
        lists?.set(key, list);
      }
    }
  }
  return new Map(
    leaves.map((leaf) => {
      const isTooMany = rangesOf(leaf, entry, directory) === null;
      const lists = [...(parts.get(leaf)?.values() ?? [])].map(readPostings);
      return [leaf, isTooMany ? null : union(lists)];
    }),
  );
}

/** Of a readout that is in several lists, the highest class. */
export function union(lists: readonly Postings[]): Postings {
  const [only] = lists;
  if (only !== undefined && lists.length === 1) return only;
  const classes = new Map<number, number>();
  for (const list of lists) {
    list.docs.forEach((doc, n) => {
      classes.set(doc, Math.max(classes.get(doc) ?? 0, list.classes[n] ?? 0));
    });
  }
  const docs = Uint32Array.from(classes.keys()).sort();
  return { docs, classes: Uint8Array.from(docs, (doc) => classes.get(doc) ?? 0) };
}

function numbersFrom(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n);
}
