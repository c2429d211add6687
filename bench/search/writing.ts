import { compactIndex } from "../../lambda/archive/index/compact-index.ts";
import { indexed, indexReadout } from "../../lambda/archive/index/index-readout.ts";
import { indexTable } from "../../lambda/archive/index/index-table.ts";
import { noManifest } from "../../lambda/archive/index/manifest.ts";
import { rebuildStep, requestRebuild } from "../../lambda/archive/index/rebuild-index.ts";
import { frequencyClass } from "../../lambda/archive/index/postings.ts";
import type { SegmentContents } from "../../lambda/archive/index/segment.ts";
import { writeSegment } from "../../lambda/archive/index/segment-store.ts";
import { type IndexedReadout, inOrder } from "../../lambda/archive/index/term-block.ts";
import { readoutsTable } from "../../lambda/archive/readouts-table.ts";
import { systemClock } from "../../lambda/runtime/clock.ts";
import { rounded } from "../interleave.ts";
import type { BenchTables } from "../tables.ts";
import { chunk, documentsOf, readoutOf } from "./load.ts";

export const liveReadouts = 1_000;
const liveAtOnce = 16;

export interface IndexMeasure {
  readonly readouts: number;
  readonly seconds: number;
  readonly megabytes: number;
  readonly writeUnitsAReadout: number;
}

/** What readouts cost that come one after the other, as they do: archived, indexed, merged. */
export async function measureLive(tables: BenchTables, say: (text: string) => void) {
  say(`Archiving ${liveReadouts} readouts one by one ...`);
  const { client, units } = tables;
  const readouts = readoutsTable(client, tables.readouts);
  const index = indexTable(client, tables.index);
  const deps = { clock: systemClock, readouts, index };
  await rebuildStep(deps);
  const spent = { archive: 0, index: 0 };
  for (let part = 0; part < liveReadouts / chunk; part += 1) {
    for (const [n, document] of documentsOf(part).entries()) {
      const { head, revision } = readoutOf(document, part * chunk + n);
      let before = units.write;
      await readouts.append(revision, head, null);
      spent.archive += units.write - before;
      before = units.write;
      await indexReadout(head.readoutId, deps);
      if (n % liveAtOnce === liveAtOnce - 1) await compactIndex(deps);
      spent.index += units.write - before;
    }
  }
  return {
    archiveUnits: rounded(spent.archive / liveReadouts),
    indexUnits: rounded(spent.index / liveReadouts),
  };
}

export async function rebuild(
  tables: BenchTables,
  readouts: number,
  say: (text: string) => void,
): Promise<IndexMeasure> {
  const { client, units } = tables;
  const index = indexTable(client, tables.index);
  const deps = { clock: systemClock, readouts: readoutsTable(client, tables.readouts), index };
  const start = performance.now();
  const before = units.write;
  await requestRebuild(deps);
  for (;;) {
    const step = await rebuildStep(deps);
    if (step.state === "busy") throw new Error("somebody else writes the bench's index");
    if (step.state === "done") break;
    if (step.done % 10_000 === 0) say(`  ${step.done} readouts indexed`);
  }
  const manifest = await index.manifest();
  const pages = manifest?.segments.reduce((sum, segment) => sum + segment.pages, 0) ?? 0;
  return {
    readouts,
    seconds: Math.round((performance.now() - start) / 1000),
    megabytes: rounded((pages * 4000) / 1e6),
    writeUnitsAReadout: rounded((units.write - before) / readouts),
  };
}

/** Fewer than are merged: as many as wait for it half of the time. */
const openReadouts = 8;

/** Readouts that came just now stand in open blocks, which every search reads. @returns takes them out of the index again */
export async function addOpen(
  { client, readouts: archive, index: name }: BenchTables,
  from: number,
): Promise<() => Promise<void>> {
  const readouts = readoutsTable(client, archive);
  const index = indexTable(client, name);
  for (const [n, document] of documentsOf(from / chunk)
    .slice(0, openReadouts)
    .entries()) {
    const { head, revision } = readoutOf(document, from + n);
    await readouts.append(revision, head, null);
    await indexReadout(head.readoutId, { readouts, index });
  }
  return async () => {
    for (const { readout } of await index.openBlocks()) await index.removeBlock(readout);
  };
}

/** Readouts of one segment: memory holds what it is made of. */
const segmentReadouts = 35_000;

/** Puts readouts into the index that were loaded, without reading them, a large segment at a time. */
export async function addToIndex(
  { client, index: name }: BenchTables,
  from: number,
  to: number,
  say: (text: string) => void,
): Promise<void> {
  const index = indexTable(client, name);
  for (let at = from; at < to; at += segmentReadouts) {
    const end = Math.min(to, at + segmentReadouts);
    const segment = await writeSegment(`loaded${at}`, contentsOf(at, end, say), index);
    const manifest = (await index.manifest()) ?? noManifest;
    const next = { ...manifest, segments: [...manifest.segments, segment] };
    if (!(await index.replaceManifest(next, manifest))) {
      throw new Error("somebody else writes the bench's index");
    }
  }
}

/** What `ofBlocks` makes of so many blocks, without having all of them in memory. */
export function contentsOf(from: number, to: number, say: (text: string) => void): SegmentContents {
  const readouts: IndexedReadout[] = [];
  const lists = new Map<string, number[]>();
  for (let part = to / chunk - 1; part >= from / chunk; part -= 1) {
    const documents = documentsOf(part);
    for (let n = chunk - 1; n >= 0; n -= 1) {
      const document = documents[n];
      if (document === undefined) continue;
      const { head, revision } = readoutOf(document, part * chunk + n);
      const [readout, counts] = indexed(head, revision);
      for (const [key, count] of counts) {
        const list = lists.get(key) ?? [];
        if (list.length === 0) lists.set(key, list);
        list.push(readouts.length * 4 + frequencyClass(count));
      }
      readouts.push(readout);
    }
    if (part % 5 === 0) say(`  ${readouts.length} readouts indexed`);
  }
  return {
    readouts,
    async *terms() {
      for (const key of [...lists.keys()].toSorted(inOrder)) {
        const list = lists.get(key) ?? [];
        yield await Promise.resolve([
          key,
          {
            docs: Uint32Array.from(list, (one) => one >> 2),
            classes: Uint8Array.from(list, (one) => one & 3),
          },
        ] as const);
      }
    },
  };
}
