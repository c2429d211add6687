import { deflateRawSync, inflateRawSync } from "node:zlib";
import { packJson, unpackJson } from "../packing.ts";
import type { Postings } from "./postings.ts";
import type { FinishedPage } from "./term-page.ts";
import type { IndexedReadout } from "./term-block.ts";

/** Readouts of one item: with ids of usual length it stays below 4 KB, half a read unit. */
export const readoutsAPage = 256;

export const termItem = (page: number): string => `t${String(page).padStart(6, "0")}`;
export const readoutsItem = (page: number): string => `r${String(page).padStart(6, "0")}`;
export const directoryItem = (piece: number): string => `d${String(piece).padStart(3, "0")}`;

/** Where in a segment things are; small enough to be kept in memory. */
export interface Directory {
  /** Each page's first term, in order. */
  readonly keys: readonly string[];
  /** Pages whose first term began in the page before. */
  readonly continued: ReadonlySet<number>;
  /** Publication of the first readout of each page of readouts. */
  readonly times: readonly number[];
  /** Of each readout how long it is, as `lengthClass` has it. */
  readonly lengths: Uint8Array;
}

/** Eight steps for each doubling of the words. */
export const lengthClass = (words: number): number =>
  Math.min(255, Math.round(8 * Math.log2(words + 1)));

/** From the first to the last, both taken in; none where `last` is before `first`. */
export interface PageRange {
  readonly first: number;
  readonly last: number;
}

export function packDirectory(
  pages: readonly Omit<FinishedPage, "bytes">[],
  readouts: readonly IndexedReadout[],
): readonly Uint8Array[] {
  return packJson({
    keys: pages.map(({ firstKey }) => firstKey),
    continued: pages.flatMap(({ isContinued }, n) => (isContinued ? [n] : [])),
    times: readouts.filter((_, n) => n % readoutsAPage === 0).map(({ publishedAt }) => publishedAt),
    lengths: Buffer.from(readouts.map(({ words }) => lengthClass(words))).toString("base64"),
  });
}

export function unpackDirectory(pieces: readonly Uint8Array[]): Directory {
  const { keys, continued, times, lengths } = unpackJson(pieces) as {
    readonly keys: readonly string[];
    readonly continued: readonly number[];
    readonly times: readonly number[];
    readonly lengths: string;
  };
  return { keys, continued: new Set(continued), times, lengths: Buffer.from(lengths, "base64") };
}

/** The pages that a term's list stands in, if the segment has it. */
export function pagesOf({ keys, continued }: Directory, key: string): PageRange {
  const at = firstFrom(keys, key);
  const beginsThere = keys[at] === key && !continued.has(at);
  let last = at;
  while (keys[last] === key) last += 1;
  return { first: beginsThere ? at : Math.max(0, at - 1), last: last - 1 };
}

/** The pages of all terms that begin so. */
export function pagesOfPrefix({ keys, continued }: Directory, prefix: string): PageRange {
  const at = firstFrom(keys, prefix);
  const beginsThere = keys[at] === prefix && !continued.has(at);
  return {
    first: beginsThere ? at : Math.max(0, at - 1),
    last: firstFrom(keys, `${prefix}\uffff`) - 1,
  };
}

/** The first that is not less. */
function firstFrom(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] ?? "") < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function packReadouts(readouts: readonly IndexedReadout[]): readonly Uint8Array[] {
  const pages: Uint8Array[] = [];
  for (let at = 0; at < readouts.length; at += readoutsAPage) {
    const some = readouts.slice(at, at + readoutsAPage);
    // By columns, and times as differences: it is a third smaller so.
    const columns = [
      some.map(({ readoutId }) => readoutId),
      some.map(({ revision }) => revision),
      some.map(({ publishedAt }, n) => publishedAt - (some[n - 1]?.publishedAt ?? 0)),
      some.map(({ words }) => words),
      some.map(({ language }) => language),
    ];
    pages.push(deflateRawSync(JSON.stringify(columns)));
  }
  return pages;
}

/** What pages held that are still kept: candidates are on the same pages again and again. */
const unpacked = new WeakMap<Uint8Array, readonly IndexedReadout[]>();

export function unpackReadouts(page: Uint8Array): readonly IndexedReadout[] {
  const known = unpacked.get(page);
  if (known !== undefined) return known;
  const readouts = readColumns(page);
  unpacked.set(page, readouts);
  return readouts;
}

function readColumns(page: Uint8Array): readonly IndexedReadout[] {
  const [ids, revisions, times, words, languages] = JSON.parse(inflateRawSync(page).toString()) as [
    string[],
    number[],
    number[],
    number[],
    string[],
  ];
  let publishedAt = 0;
  return ids.map((readoutId, n) => {
    publishedAt += times[n] ?? 0;
    const [revision = 0, count = 0, language = ""] = [revisions[n], words[n], languages[n]];
    return { readoutId, revision, publishedAt, words: count, language };
  });
}

/** A segment to be: its readouts, newest first, and its terms in order. */
export interface SegmentContents {
  readonly readouts: readonly IndexedReadout[];
  terms(): AsyncIterable<readonly [key: string, postings: Postings]>;
}
