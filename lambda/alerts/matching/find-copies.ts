import type { CopiesTable } from "../../archive/copies-table.ts";
import type { ReadoutsTable } from "../../archive/readouts-table.ts";
import { leastLikeness, likeness, likenessBands } from "../../readouts/likeness.ts";
import type { Revision } from "../../readouts/revision.ts";
import { addMs, msBetween } from "../../runtime/instant.ts";
import type { Catalogue } from "../../sources/catalogue.ts";
import { translationsOf } from "../../sources/identity.ts";

/** A copy is published within so much time of the original. */
const windowMs = 30 * 24 * 60 * 60 * 1000;

/**
 * Links a revision's readout with those of other sources that say the same, copies and the same office's
 * translations, whichever came first. Each is
 * announced before it looks for others, so that of two that come at once one at least finds the other; run again, it
 * finds the same.
 */
export async function linkCopies(
  { readoutId, sourceId, content, observedAt }: Revision,
  {
    readouts,
    copies,
    catalogue,
  }: {
    readonly readouts: Pick<ReadoutsTable, "latest">;
    readonly copies: CopiesTable;
    readonly catalogue: Pick<Catalogue, "get">;
  },
): Promise<void> {
  const source = catalogue.get(sourceId);
  const translations = source === null ? [] : translationsOf(source, readoutId);
  for (const other of translations) {
    if ((await readouts.latest(other)) !== null) await copies.link(readoutId, other);
  }
  const bands = likenessBands(content);
  await copies.announce(readoutId, bands, addMs(observedAt, windowMs));
  for (const other of await copies.announced(bands)) {
    if (other === readoutId) continue;
    const theirs = await readouts.latest(other);
    // A source's own news resemble each other (schedules, formulas) and are different events.
    if (theirs === null || theirs.sourceId === sourceId) continue;
    if (Math.abs(msBetween(theirs.observedAt, observedAt)) > windowMs) continue;
    if (likeness(content, theirs.content) >= leastLikeness) await copies.link(readoutId, other);
  }
}

/** The first revisions of all that say the same as a revision's readout, without its own. */
export async function copiesOf(
  { readoutId }: Revision,
  {
    readouts,
    copies,
  }: {
    readonly readouts: Pick<ReadoutsTable, "revision">;
    readonly copies: Pick<CopiesTable, "groupOf">;
  },
): Promise<readonly Revision[]> {
  const group = await copies.groupOf(readoutId);
  const firsts = await Promise.all(group.map(async (id) => await readouts.revision(id, 1)));
  return firsts.filter((one) => one !== null);
}

/** Whether one was seen before another; at one time, the lesser id. */
export function wasSeenBefore(one: Revision, other: Revision): boolean {
  const byTime = one.observedAt.localeCompare(other.observedAt);
  return (byTime || one.readoutId.localeCompare(other.readoutId)) < 0;
}
