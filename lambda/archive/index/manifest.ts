import { indexFormat } from "./index-terms.ts";

/** A segment that counts. */
export interface SegmentEntry {
  readonly id: string;
  readonly format: string;
  readonly readouts: number;
  /** Of all of them, for their mean length. */
  readonly words: number;
  readonly pages: number;
  /** Items that the directory fills. */
  readonly directoryPieces: number;
  /** Publication of the first and the last, in milliseconds since 1970. */
  readonly newest: number;
  readonly oldest: number;
  /** Whose stems it has. */
  readonly languages: readonly string[];
}

/** What the index consists of; one item, replaced as a whole. */
export interface Manifest {
  /** Counted up with each change: the condition of the next. */
  readonly version: number;
  readonly format: string;
  /** Every readout is in it, but for those of the last seconds. */
  readonly isComplete: boolean;
  readonly segments: readonly SegmentEntry[];
  /** Replaced, and to be deleted once no search can be reading them. */
  readonly retired: readonly { readonly id: string; readonly at: number }[];
  /** Somebody writes a segment: nobody else begins one meanwhile, unless it was left long ago. */
  readonly building: { readonly id: string; readonly at: number } | null;
  /** The archive is gone through from the newest readout to the oldest. */
  readonly rebuild: Rebuild | null;
}

export interface Rebuild {
  /** Segments that go when it is done. */
  readonly replaces: readonly string[];
  /** Where in the archive it goes on. */
  readonly cursor: string | null;
  readonly done: number;
}

/** Of an installation without an index: everything is to be put in. */
export const noManifest: Manifest = {
  version: 0,
  format: indexFormat,
  isComplete: false,
  segments: [],
  retired: [],
  building: null,
  rebuild: { replaces: [], cursor: null, done: 0 },
};

/** Begins to build anew beside what there is. What another format holds is of no use meanwhile. */
export function beginRebuild(manifest: Manifest): Manifest {
  return {
    ...manifest,
    format: indexFormat,
    isComplete: manifest.isComplete && manifest.format === indexFormat,
    rebuild: { replaces: manifest.segments.map(({ id }) => id), cursor: null, done: 0 },
  };
}

/** Whether it can be asked by this code. */
export function isUsable(manifest: Manifest | null): manifest is Manifest {
  return manifest !== null && manifest.isComplete && manifest.format === indexFormat;
}

/** The segments that have this code's format: of others the same readouts come again. */
export function readableSegments({ segments }: Manifest): readonly SegmentEntry[] {
  return segments.filter(({ format }) => format === indexFormat);
}

/** A segment may be so much larger than what is merged into it. */
const ratio = 4;
/** Larger ones are left alone: a merge then takes a minute at most. */
const maxReadouts = 150_000;

/**
 * Which segments a number of new readouts are merged with: the small ones, as long as the next is not much
 * larger than what has come together. So sizes grow by a factor, there are a handful, and a readout is
 * written anew a few times for each factor.
 */
export function segmentsToMerge(manifest: Manifest, readouts: number): readonly SegmentEntry[] {
  const kept = new Set(manifest.rebuild?.replaces ?? []);
  const some = readableSegments(manifest)
    .filter(({ id }) => !kept.has(id))
    .toSorted((a, b) => a.readouts - b.readouts);
  let together = readouts;
  let count = 0;
  for (const { readouts: its } of some) {
    if (its > ratio * together || its + together > maxReadouts) break;
    together += its;
    count += 1;
  }
  return some.slice(0, count);
}
