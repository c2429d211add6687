import { createHash } from "node:crypto";
import type { ReadoutContent } from "./readout.ts";

/** Texts are compared by every run of so many words. */
const runLength = 4;

/** Shorter texts are formulas, which say the same of different events. Words. */
const leastWords = 40;

/**
 * Min-hashes: `bands` times `rows` of them. Two texts that share 70 % of their runs fall into one band with a
 * probability of 99.3 %, with 20 % of 9 % (Broder 1997; Leskovec et al., Mining of Massive Datasets, 3.4).
 */
const bands = 12;
const rows = 3;

/** From here on two texts are copies: what share of the runs of either both have. */
export const leastLikeness = 0.7;

/**
 * Keys under which the copies of a text find each other; none where it is too short to tell. They depend on the body
 * alone: titles and standfirsts are rewritten by whoever copies.
 */
export function likenessBands(content: Pick<ReadoutContent, "blocks">): readonly string[] {
  const runs = runsOf(content);
  if (runs === null) return [];
  const smallest = new Uint32Array(bands * rows).fill(0xff_ff_ff_ff);
  for (const run of runs) {
    const hash = hashOf(run);
    for (let index = 0; index < smallest.length; index += 1) {
      const mixed = mix(hash, index);
      if (mixed < (smallest[index] ?? 0)) smallest[index] = mixed;
    }
  }
  return Array.from({ length: bands }, (_, band) => {
    const its = Buffer.from(smallest.slice(band * rows, (band + 1) * rows).buffer);
    return `${band}-${createHash("sha256").update(its).digest("hex").slice(0, 16)}`;
  });
}

/** The share of runs that both have of those that either has, 0 to 1; 0 where one is too short to tell. */
export function likeness(
  a: Pick<ReadoutContent, "blocks">,
  b: Pick<ReadoutContent, "blocks">,
): number {
  const [first, second] = [runsOf(a), runsOf(b)];
  if (first === null || second === null) return 0;
  let both = 0;
  for (const run of first) if (second.has(run)) both += 1;
  return both / (first.size + second.size - both);
}

function runsOf({ blocks }: Pick<ReadoutContent, "blocks">): ReadonlySet<string> | null {
  const words = blocks.flatMap(
    ({ text }) =>
      text
        .normalize("NFKC")
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu) ?? [],
  );
  if (words.length < leastWords) return null;
  const runs = new Set<string>();
  for (let at = 0; at + runLength <= words.length; at += 1) {
    runs.add(words.slice(at, at + runLength).join(" "));
  }
  return runs;
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93);
  }
  return hash >>> 0;
}

/** One of many hash functions of a hash: MurmurHash3's last step, with the index stirred in. */
function mix(hash: number, index: number): number {
  let mixed = (hash ^ Math.imul(index + 1, 0x9e_37_79_b1)) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85_eb_ca_6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2_b2_ae_35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
