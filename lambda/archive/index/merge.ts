import type { Postings } from "./postings.ts";
import type { SegmentContents } from "./segment.ts";
import { type IndexedReadout, inOrder, newestFirst, type TermBlock } from "./term-block.ts";

/** The contents of some blocks. */
export function ofBlocks(blocks: readonly TermBlock[]): SegmentContents {
  const sorted = blocks.toSorted((a, b) => newestFirst(a.readout, b.readout));
  return {
    readouts: sorted.map(({ readout }) => readout),
    async *terms() {
      const lists = new Map<string, { docs: number[]; classes: number[] }>();
      for (const [doc, { terms }] of sorted.entries()) {
        for (const [key, frequency] of terms) {
          const list = lists.get(key) ?? { docs: [], classes: [] };
          list.docs.push(doc);
          list.classes.push(frequency);
          lists.set(key, list);
        }
      }
      for (const key of [...lists.keys()].toSorted(inOrder)) {
        const { docs, classes } = lists.get(key) ?? { docs: [], classes: [] };
        yield [key, { docs: Uint32Array.from(docs), classes: Uint8Array.from(classes) }];
      }
    },
  };
}

/** The contents of several, of each readout its highest revision alone. */
export function mergeContents(all: readonly SegmentContents[]): SegmentContents {
  const { readouts, numbers } = renumber(all.map((one) => one.readouts));
  return {
    readouts,
    async *terms() {
      const runs = await Promise.all(all.map(async (one, source) => await runOf(one, source)));
      for (;;) {
        const key = runs.reduce<string | null>(
          (least, { head }) =>
            head !== null && (least === null || head[0] < least) ? head[0] : least,
          null,
        );
        if (key === null) return;
        const packed: number[] = [];
        for (const run of runs) {
          if (run.head?.[0] !== key) continue;
          const { docs, classes } = run.head[1];
          const to = numbers[run.source] ?? new Int32Array();
          for (let n = 0; n < docs.length; n += 1) {
            const doc = to[docs[n] ?? 0] ?? -1;
            if (doc >= 0) packed.push(doc * 4 + (classes[n] ?? 0));
          }
          await run.next();
        }
        if (packed.length > 0) yield [key, unpackSorted(packed)];
      }
    },
  };
}

function unpackSorted(packed: readonly number[]): Postings {
  const sorted = Float64Array.from(packed).sort();
  return {
    docs: Uint32Array.from(sorted, (value) => Math.floor(value / 4)),
    classes: Uint8Array.from(sorted, (value) => value % 4),
  };
}

interface Run {
  readonly source: number;
  head: readonly [string, Postings] | null;
  next(): Promise<void>;
}

async function runOf(contents: SegmentContents, source: number): Promise<Run> {
  const terms = contents.terms()[Symbol.asyncIterator]();
  const run: Run = {
    source,
    head: null,
    async next() {
      const { done = false, value } = await terms.next();
      run.head = done ? null : (value as readonly [string, Postings]); // not done: a value of ours
    },
  };
  await run.next();
  return run;
}

/** All readouts in one order, and for each source the new number of each of its own; -1: left out. */
function renumber(sources: readonly (readonly IndexedReadout[])[]) {
  const best = new Map<string, IndexedReadout>();
  for (const readouts of sources) {
    for (const one of readouts) {
      if ((best.get(one.readoutId)?.revision ?? -1) < one.revision) best.set(one.readoutId, one);
    }
  }
  const readouts = [...best.values()].toSorted(newestFirst);
  const numberOf = new Map(readouts.map((one, n) => [one, n]));
  const numbers = sources.map((its) => Int32Array.from(its, (one) => numberOf.get(one) ?? -1));
  return { readouts, numbers };
}
