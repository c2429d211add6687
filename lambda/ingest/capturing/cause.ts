import type { ReadoutsTable } from "../../archive/readouts-table.ts";
import { contentHash } from "../../readouts/content-hash.ts";
import type { CaptureReference, Cause, Revision } from "../../readouts/revision.ts";
import { READER_VERSION } from "../../sources/reader-version.ts";
import type { Source } from "../../sources/source.ts";
import { type MaterialDeps, readAgain } from "./material.ts";

interface Comparison {
  readonly source: Source;
  readonly latest: Revision;
  readonly from: CaptureReference;
  /** Of the content just read. */
  readonly hash: string;
}

/**
 * Whether other content means that the press office changed it, or that we read it otherwise: with a
 * newer reader, or from the page instead of the feed. The same bytes or the same kind of bytes are
 * compared (docs/decisions/0005).
 */
export async function causeOf(
  { source, latest, from, hash }: Comparison,
  deps: Pick<MaterialDeps, "captures"> & { readonly readouts: Pick<ReadoutsTable, "revisions"> },
): Promise<Cause> {
  const comparable =
    isOfFeed(latest.capture) === isOfFeed(from)
      ? latest
      : await newestOfKind(latest.readoutId, isOfFeed(from), deps);
  if (comparable === null) return "reader";
  if (comparable.readerVersion === READER_VERSION) {
    return comparable.contentHash === hash ? "reader" : "source";
  }
  const again = await readAgain(comparable.capture, comparable.url, source, deps);
  const isOnlyReadBetter = again?.outcome === "read" && contentHash(again.content) === hash;
  return isOnlyReadBetter ? "reader" : "source";
}

function isOfFeed(capture: CaptureReference): boolean {
  return capture.entryId !== null;
}

async function newestOfKind(
  readoutId: string,
  ofFeed: boolean,
  { readouts }: { readonly readouts: Pick<ReadoutsTable, "revisions"> },
): Promise<Revision | null> {
  const all = await readouts.revisions(readoutId);
  return all.findLast(({ capture }) => isOfFeed(capture) === ofFeed) ?? null;
}
