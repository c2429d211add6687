import type { IndexTable } from "../index/index-table.ts";
import { readoutsAPage, readoutsItem, unpackReadouts } from "../index/segment.ts";
import { type IndexedReadout, newestFirst, type TermBlock } from "../index/term-block.ts";
import { fitsPrefix, type Found, keysOf, type OpenSegment } from "./look-up.ts";
import type { Plan } from "./plan.ts";

/** Readouts of a segment by number, ascending; null: any. */
export type Numbers = Uint32Array | null;

/** The readouts of a segment that a plan lets through. */
export function evaluate(plan: Plan, found: Found): Numbers {
  if (plan.kind !== "some") return found.get(plan)?.docs ?? null;
  const parts = plan.of.map((one) => evaluate(one, found));
  const telling = parts.filter((part) => part !== null);
  const needed = plan.count - (parts.length - telling.length);
  if (needed <= 0) return null;
  return needed === telling.length ? inAll(telling) : inSome(needed, telling);
}

function inAll(lists: readonly Uint32Array[]): Uint32Array {
  const [rarest = new Uint32Array(), ...others] = lists.toSorted((a, b) => a.length - b.length);
  return others.reduce((kept, list) => {
    let at = 0;
    return kept.filter((doc) => {
      while (at < list.length && (list[at] ?? 0) < doc) at += 1;
      return list[at] === doc;
    });
  }, rarest);
}

function inSome(count: number, lists: readonly Uint32Array[]): Uint32Array {
  const counts = new Map<number, number>();
  for (const list of lists) for (const doc of list) counts.set(doc, (counts.get(doc) ?? 0) + 1);
  const enough = [...counts].filter(([, its]) => its >= count).map(([doc]) => doc);
  return Uint32Array.from(enough).sort();
}

/** Whether a plan lets a readout through that is in no segment yet. */
export function letsThrough(plan: Plan, block: TermBlock): boolean {
  if (plan.kind === "some") {
    return plan.of.filter((one) => letsThrough(one, block)).length >= plan.count;
  }
  if (plan.kind === "term") {
    return keysOf(plan, [block.readout.language]).some((key) => block.terms.has(key));
  }
  for (const key of block.terms.keys()) if (fitsPrefix(key, plan)) return true;
  return false;
}

/** Which readouts are asked for; in milliseconds since 1970. */
export interface Bounds {
  readonly since: number;
  /** Before this. */
  readonly until: number;
  /** After this one, in the order of newest first. */
  readonly after: Pick<IndexedReadout, "publishedAt" | "readoutId"> | null;
}

export interface AskedCandidates {
  readonly bounds: Bounds;
  /** How many at a time, about: asked each time. */
  readonly atOnce: () => number;
  /** Where not null, is told of those that probably come first, before it is known what is in no segment now. */
  readonly foresee: ((likely: readonly IndexedReadout[]) => void) | null;
}

export function isWithin({ since, until, after }: Bounds, readout: IndexedReadout): boolean {
  return (
    readout.publishedAt >= since &&
    readout.publishedAt < until &&
    (after === null || newestFirst(after, readout) < 0)
  );
}

/** A page of a segment's readouts that has candidates. */
interface CandidatePage {
  readonly segment: OpenSegment;
  readonly page: number;
  readonly docs: readonly number[];
  /** None of it is newer. */
  readonly newest: number;
}

/** Segments, each with the readouts that a plan lets through. */
export type Numbered = readonly (readonly [OpenSegment, Numbers])[];

/** What candidates are made from. */
export interface Origins {
  readonly first: Numbered;
  /** Segments that are looked into where those do not suffice, and how new what they have is. */
  readonly others: { readonly newest: number; readonly look: () => Promise<Numbered> } | null;
  /** Candidates that are in no segment. */
  readonly open: Promise<readonly IndexedReadout[]>;
  /** Those that were so when it was asked last. */
  readonly likely: readonly IndexedReadout[];
}

/**
 * Candidates, newest first, a few at a time. Readouts of segments are numbered newest first, and of each page of
 * them it is known how new its first one is: so only the pages are read that the next candidates are on.
 */
export async function* newestCandidates(
  { first, others, open, likely }: Origins,
  { bounds, atOnce, foresee }: AskedCandidates,
  table: Pick<IndexTable, "items">,
): AsyncGenerator<readonly IndexedReadout[]> {
  let pages = pagesOf(first, bounds);
  let left = others;
  let isBegun = false;
  let waiting: readonly IndexedReadout[] = [];
  for (let at = 0; at < pages.length || left !== null || waiting.length > 0 || !isBegun; ) {
    const wanted = atOnce();
    if (left !== null && (isShort(pages, at, wanted) || left.newest >= (pages[at]?.newest ?? 0))) {
      pages = [...pages.slice(at), ...pagesOf(await left.look(), bounds)].toSorted(newerFirst);
      at = 0;
      left = null;
    }
    const some: CandidatePage[] = [];
    for (let count = 0; count < wanted && at < pages.length; at += 1) {
      const page = pages[at];
      if (page === undefined) break;
      some.push(page);
      count += page.docs.length;
    }
    const read = (await readPages(some, table)).filter((readout) => isWithin(bounds, readout));
    if (!isBegun) {
      foresee?.([...likely, ...read].toSorted(newestFirst).slice(0, wanted));
      waiting = (await open).filter((readout) => isWithin(bounds, readout));
      isBegun = true;
    }
    waiting = [...waiting, ...read].toSorted(newestFirst);
    const next = Math.max(pages[at]?.newest ?? oldest, left?.newest ?? oldest);
    const known = waiting.findIndex(({ publishedAt }) => publishedAt <= next);
    const ready = known < 0 ? waiting : waiting.slice(0, known);
    waiting = known < 0 ? [] : waiting.slice(known);
    yield* cutBy(atOnce, ready);
  }
}

const oldest = Number.NEGATIVE_INFINITY;
const newerFirst = (a: CandidatePage, b: CandidatePage): number => b.newest - a.newest;

function pagesOf(segments: Numbered, bounds: Bounds): readonly CandidatePage[] {
  return segments
    .flatMap(([segment, numbers]) => [...candidatePages(segment, numbers, bounds)])
    .toSorted(newerFirst);
}

/** Whether all pages together have fewer candidates than are wanted: then others are looked for at once. */
function isShort(pages: readonly CandidatePage[], from: number, wanted: number): boolean {
  let count = 0;
  for (let at = from; at < pages.length && count < wanted; at += 1) {
    count += pages[at]?.docs.length ?? 0;
  }
  return count < wanted;
}

/** A list in parts, each as long as is asked for then. */
export function* cutBy<T>(atOnce: () => number, list: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < list.length; ) {
    const to = from + atOnce();
    yield list.slice(from, to);
    from = to;
  }
}

function* candidatePages(
  segment: OpenSegment,
  numbers: Numbers,
  { since, until, after }: Bounds,
): Generator<CandidatePage> {
  const { times } = segment.directory;
  const before = Math.min(until, after === null ? until : after.publishedAt + 1);
  let at = 0;
  for (const [page, newest] of times.entries()) {
    if (newest < since) return;
    const next = times[page + 1];
    const end = Math.min((page + 1) * readoutsAPage, segment.entry.readouts);
    const docs: number[] = [];
    if (numbers === null) {
      for (let doc = page * readoutsAPage; doc < end; doc += 1) docs.push(doc);
    } else {
      for (; at < numbers.length && (numbers[at] ?? 0) < end; at += 1) docs.push(numbers[at] ?? 0);
    }
    const isTooNew = next !== undefined && next >= before;
    if (docs.length > 0 && !isTooNew) yield { segment, page, docs, newest };
  }
}

async function readPages(
  pages: readonly CandidatePage[],
  table: Pick<IndexTable, "items">,
): Promise<readonly IndexedReadout[]> {
  const keys = pages.map(({ segment, page }) => ({
    segment: segment.entry.id,
    item: readoutsItem(page),
  }));
  const items = await table.items(keys);
  return pages.flatMap(({ docs }, n) => {
    const bytes = items[n];
    const readouts = bytes === undefined ? [] : unpackReadouts(bytes);
    return docs.flatMap((doc) => readouts[doc % readoutsAPage] ?? []);
  });
}
