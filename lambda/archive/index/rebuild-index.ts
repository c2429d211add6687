import { addMs, type Instant } from "../../runtime/instant.ts";
import type { ReadoutsTable } from "../readouts-table.ts";
import { addSegment, clearAway, type CompactDeps } from "./compact-index.ts";
import { indexed } from "./index-readout.ts";
import { indexFormat } from "./index-terms.ts";
import { beginRebuild, type Manifest } from "./manifest.ts";
import { packTerms, type TermBlock, unpackTerms } from "./term-block.ts";

export interface RebuildDeps extends CompactDeps {
  readonly readouts: Pick<ReadoutsTable, "newest" | "found">;
}

/** Readouts that become one segment: a crash loses the work on so many. */
const sliceReadouts = 500;
const readAtOnce = 50;
/** Announcements are dated ahead. */
const aheadMs = 2 * 366 * 24 * 60 * 60 * 1000;

/** How far it is: readouts of the archive that were gone through. `busy`: somebody else writes the index. */
export type RebuildStep =
  | { readonly state: "done" | "going on"; readonly done: number }
  | { readonly state: "busy" };

/** Whether the index must be built: there is none, it is of another format, or it was asked for. */
export function wantsRebuild(manifest: Manifest): boolean {
  return manifest.format !== indexFormat || manifest.rebuild !== null;
}

/** Asks for everything to be built anew, beside what there is. @returns false where that is going on already */
export async function requestRebuild(deps: CompactDeps): Promise<boolean> {
  const manifest = await clearAway(deps);
  if (manifest === null) return await requestRebuild(deps);
  if (wantsRebuild(manifest)) return false;
  const begun = await deps.index.replaceManifest(beginRebuild(manifest), manifest);
  return begun ? true : await requestRebuild(deps);
}

/**
 * Puts the next readouts of the archive, from the newest to the oldest, into a segment, with the place to go
 * on at in the same write: a crash repeats one step. After the last, what was there before goes.
 */
export async function rebuildStep(deps: RebuildDeps): Promise<RebuildStep> {
  const found = await clearAway(deps);
  if (found === null || found.building !== null) return { state: "busy" };
  const manifest = found.format === indexFormat ? found : { ...beginRebuild(found) };
  const { rebuild } = manifest;
  if (rebuild === null) return { state: "done", done: 0 };
  const { blocks, cursor, looked } = await nextBlocks(rebuild.cursor, deps);
  const done = rebuild.done + looked;
  const at = Date.parse(deps.clock.now());
  const isAdded = await addSegment(
    blocks,
    manifest,
    (next) =>
      cursor === null
        ? finished(next, rebuild.replaces, at)
        : { ...next, rebuild: { ...rebuild, cursor, done } },
    deps,
  );
  if (!isAdded) return { state: "busy" };
  return { state: cursor === null ? "done" : "going on", done };
}

function finished(manifest: Manifest, replaces: readonly string[], at: number): Manifest {
  const isReplaced = ({ id }: { readonly id: string }) => replaces.includes(id);
  const replaced = manifest.segments.filter(isReplaced).map(({ id }) => ({ id, at }));
  return {
    ...manifest,
    isComplete: true,
    rebuild: null,
    segments: manifest.segments.filter((one) => !isReplaced(one)),
    retired: [...manifest.retired, ...replaced],
  };
}

async function nextBlocks(from: string | null, { clock, readouts }: RebuildDeps) {
  const blocks: TermBlock[] = [];
  const until: Instant = addMs(clock.now(), aheadMs);
  let looked = 0;
  let cursor = from;
  do {
    const within = { sourceId: null, since: null, until, cursor, limit: readAtOnce };
    const page = await readouts.newest(within);
    const wanted = page.heads.filter(({ latest }) => latest > 0);
    const found = await readouts.found(
      wanted.map(({ readoutId, latest }) => ({ readoutId, revision: latest })),
      null,
    );
    for (const one of found) {
      if (one === null) continue;
      const [readout, counts] = indexed(one.head, one.revision);
      blocks.push({ readout, terms: unpackTerms(packTerms(counts)) });
    }
    looked += page.heads.length;
    ({ cursor } = page);
  } while (cursor !== null && looked < sliceReadouts);
  return { blocks, cursor, looked };
}
