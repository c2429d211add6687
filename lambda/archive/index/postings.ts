import { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";

/** Which readouts of a segment have a term: ascending numbers, and of each how often, as its class. */
export interface Postings {
  readonly docs: Uint32Array;
  readonly classes: Uint8Array;
}

/** How often, roughly: once, twice or thrice, up to seven times, more often. */
export function frequencyClass(frequency: number): number {
  if (frequency < 2) return 0;
  if (frequency < 4) return 1;
  return frequency < 8 ? 2 : 3;
}

/** What a class stands for when ranking. */
export const classFrequency: readonly number[] = [1, 2.4, 5.2, 11];

/** @param before the readout written before this one in the same list; -1 at its beginning */
export function writePosting(
  writer: ByteWriter,
  doc: number,
  before: number,
  frequency: number,
): void {
  writer.number((doc - before - 1) * 4 + frequency);
}

/** One list from its parts, each of which begins anew. */
export function readPostings(parts: readonly Uint8Array[]): Postings {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const docs = new Uint32Array(length);
  const classes = new Uint8Array(length);
  let count = 0;
  for (const part of parts) {
    const reader = new ByteReader(part);
    for (let before = -1; !reader.isAtEnd; count += 1) {
      const value = reader.number();
      before += 1 + Math.floor(value / 4);
      docs[count] = before;
      classes[count] = value % 4;
    }
  }
  return { docs: docs.subarray(0, count), classes: classes.subarray(0, count) };
}
