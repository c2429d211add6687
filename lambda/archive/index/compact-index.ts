import { createHash } from "node:crypto";
import type { Clock } from "../../runtime/clock.ts";
import type { IndexTable } from "./index-table.ts";
import { indexFormat } from "./index-terms.ts";
import { type Manifest, noManifest, segmentsToMerge } from "./manifest.ts";
import { mergeContents, ofBlocks } from "./merge.ts";
import { readSegment, writeSegment } from "./segment-store.ts";
import type { TermBlock } from "./term-block.ts";

export interface CompactDeps {
  readonly clock: Clock;
  readonly index: IndexTable;
}

/** Fewer open blocks are left as they are: each search reads them, which costs it a few units. */
const minBlocks = 16;
/** A search that began with the manifest before reads on for seconds, not minutes. */
const retiredMs = 5 * 60 * 1000;
/** Longer than any function may run: what is still being built then was left by a crash. */
const abandonedMs = 16 * 60 * 1000;

/** `busy`: another one is at it. `stale`: another one changed the index meanwhile; nothing was lost. */
export type CompactResult = "merged" | "nothing to do" | "busy" | "stale";

/** Puts what came in lately into a segment, and segments together that are of like size. */
export async function compactIndex({ clock, index }: CompactDeps): Promise<CompactResult> {
  const manifest = await clearAway({ clock, index });
  if (manifest === null) return "stale";
  if (manifest.building !== null) return "busy";
  const blocks = await index.openBlocks();
  if (blocks.length < minBlocks) return "nothing to do";
  const isAdded = await addSegment(blocks, manifest, (next) => next, { clock, index });
  if (!isAdded) return "stale";
  for (const { readout } of blocks) await index.removeBlock(readout);
  return "merged";
}

/**
 * Merges blocks with segments of like size into one that counts at once, or not at all.
 * @param and what else changes with it, in the same write
 * @returns false where somebody else changed the index meanwhile
 */
export async function addSegment(
  blocks: readonly TermBlock[],
  manifest: Manifest,
  and: (next: Manifest) => Manifest,
  { clock, index }: CompactDeps,
): Promise<boolean> {
  if (blocks.length === 0) return await index.replaceManifest(and(manifest), manifest);
  const merged = segmentsToMerge(manifest, blocks.length);
  const id = segmentId({
    blocks,
    merged: merged.map((segment) => segment.id),
    // Of the same readouts the old segment goes when the new ones are all there: it must not be one of them.
    beside: manifest.rebuild?.replaces ?? [],
  });
  const begun = { ...manifest, building: { id, at: Date.parse(clock.now()) } };
  if (!(await index.replaceManifest(begun, manifest))) return false;
  const segments = await Promise.all(merged.map(async (one) => await readSegment(one, index)));
  const written = await writeSegment(id, mergeContents([ofBlocks(blocks), ...segments]), index);
  const at = Date.parse(clock.now());
  const others = manifest.segments.filter((one) => !merged.includes(one) && one.id !== id);
  const next = {
    ...begun,
    segments: [...others, written],
    retired: [...begun.retired, ...merged.map((one) => ({ id: one.id, at }))],
    building: null,
  };
  return await index.replaceManifest(and(next), { ...begun, version: manifest.version + 1 });
}

/** Deletes what no search can be reading any more, and what a crash left. @returns the manifest of then */
export async function clearAway({ clock, index }: CompactDeps): Promise<Manifest | null> {
  const manifest = (await index.manifest()) ?? noManifest;
  const now = Date.parse(clock.now());
  const { building } = manifest;
  const isAbandoned = building !== null && now - building.at > abandonedMs;
  const gone = manifest.retired.filter(({ at }) => now - at > retiredMs);
  const live = new Set(manifest.segments.map(({ id }) => id));
  if (building !== null && !isAbandoned) live.add(building.id);
  const ids = [...gone.map(({ id }) => id), ...(isAbandoned ? [building.id] : [])];
  for (const id of ids) if (!live.has(id)) await index.removeSegment(id);
  if (ids.length === 0) return manifest;
  const next = {
    ...manifest,
    retired: manifest.retired.filter((one) => !gone.includes(one)),
    building: isAbandoned ? null : building,
  };
  const isReplaced = await index.replaceManifest(next, manifest);
  return isReplaced ? { ...next, version: manifest.version + 1 } : null;
}

/** By what goes in: who does it again after a crash writes the same items. */
function segmentId(its: {
  readonly blocks: readonly TermBlock[];
  readonly merged: readonly string[];
  readonly beside: readonly string[];
}): string {
  const inputs = [
    indexFormat,
    ...its.blocks.map(({ readout }) => `${readout.readoutId}#${readout.revision}`),
    ...its.merged,
    ...its.beside.map((id) => `beside ${id}`),
  ];
  return createHash("sha256").update(inputs.toSorted().join("\n")).digest("hex").slice(0, 16);
}
