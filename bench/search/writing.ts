import { addSegment, compactIndex } from "../../lambda/archive/index/compact-index.ts";
import { indexed, indexReadout } from "../../lambda/archive/index/index-readout.ts";
import { indexTable } from "../../lambda/archive/index/index-table.ts";
import { noManifest } from "../../lambda/archive/index/manifest.ts";
import { rebuildStep, requestRebuild } from "../../lambda/archive/index/rebuild-index.ts";
import { packTerms, unpackTerms } from "../../lambda/archive/index/term-block.ts";
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

/** Merged at once: many, so that a large archive is not written anew again and again; memory holds their words. */
const partsAtOnce = 3;

/** Puts readouts into the index that were loaded, without reading them: segments are made by the code that makes them always. */
export async function addToIndex(
  { client, index: name }: BenchTables,
  from: number,
  to: number,
  say: (text: string) => void,
): Promise<void> {
  const index = indexTable(client, name);
  const deps = { clock: systemClock, index };
  for (let part = from / chunk; part < to / chunk; part += partsAtOnce) {
    const parts = Array.from(
      { length: Math.min(partsAtOnce, to / chunk - part) },
      (_, n) => part + n,
    );
    const blocks = parts.flatMap((one) =>
      documentsOf(one).map((document, n) => {
        const { head, revision } = readoutOf(document, one * chunk + n);
        const [readout, counts] = indexed(head, revision);
        return { readout, terms: unpackTerms(packTerms(counts)) };
      }),
    );
    const manifest = (await index.manifest()) ?? noManifest;
    const isAdded = await addSegment(blocks, manifest, (next) => next, deps);
    if (!isAdded) throw new Error("somebody else writes the bench's index");
    say(`  ${(part + parts.length) * chunk} readouts indexed`);
  }
}
