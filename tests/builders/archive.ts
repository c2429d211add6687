import type { ReadoutsTable } from "../../lambda/archive/readouts-table.ts";
import type { ReadoutContent } from "../../lambda/readouts/readout.ts";
import type { ReadoutHead, Revision } from "../../lambda/readouts/revision.ts";
import { aHead, aReadout, aRevision } from "./readout.ts";

/** Puts one more revision of a readout into the archive. @returns it */
export async function archived(
  readouts: ReadoutsTable,
  revision: Partial<Revision> & { readonly content?: ReadoutContent } = {},
  head: Partial<ReadoutHead> = {},
): Promise<Revision> {
  const readoutId = revision.readoutId ?? aRevision().readoutId;
  const previous = await readouts.head(readoutId);
  const stored = aRevision({
    content: aReadout(),
    revision: (previous?.latest ?? 0) + 1,
    change: previous === null ? "new" : "edited",
    previousHash: previous?.contentHash ?? null,
    ...revision,
  });
  const firstSeenAt = previous?.firstSeenAt ?? stored.observedAt;
  const outcome = await readouts.append(stored, aHead({ firstSeenAt, ...head }, stored), previous);
  if (outcome !== "stored") throw new Error(`revision ${stored.revision} was not stored`);
  return stored;
}
