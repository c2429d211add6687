import { deflateRawSync, inflateRawSync } from "node:zlib";
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { frequencyClass } from "./postings.ts";
import { sharedLength } from "./term-page.ts";

/** A readout as the index knows it. */
export interface IndexedReadout {
  readonly readoutId: string;
  readonly revision: number;
  /** Milliseconds since 1970. */
  readonly publishedAt: number;
  readonly words: number;
  /** Whose stems its terms have: the language's two or three letters. */
  readonly language: string;
}

/** A readout with its terms, sorted by key, and of each the class of how often. */
export interface TermBlock {
  readonly readout: IndexedReadout;
  readonly terms: ReadonlyMap<string, number>;
}

export function packTerms(counts: ReadonlyMap<string, number>): Uint8Array {
  const writer = new ByteWriter();
  let before = "";
  for (const key of [...counts.keys()].toSorted(inOrder)) {
    const shared = sharedLength(before, key);
    writer.number(shared * 4 + frequencyClass(counts.get(key) ?? 1));
    writer.text(key.slice(shared));
    before = key;
  }
  return deflateRawSync(writer.take());
}

export function unpackTerms(packed: Uint8Array): ReadonlyMap<string, number> {
  const reader = new ByteReader(inflateRawSync(packed));
  const terms = new Map<string, number>();
  for (let key = ""; !reader.isAtEnd; ) {
    const value = reader.number();
    key = key.slice(0, Math.floor(value / 4)) + reader.text();
    terms.set(key, value % 4);
  }
  return terms;
}

/** By UTF-16 units, the order of keys everywhere in the index. */
export const inOrder = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** The newest first; of one instant, by id, so that the order is one and the same everywhere. */
export function newestFirst(
  a: Pick<IndexedReadout, "publishedAt" | "readoutId">,
  b: Pick<IndexedReadout, "publishedAt" | "readoutId">,
): number {
  return b.publishedAt - a.publishedAt || inOrder(b.readoutId, a.readoutId);
}
