import type { Revision } from "../readouts/revision.ts";
import type { ReadoutsTable } from "./readouts-table.ts";

/** A readout that very many are told of, and what a digest tells of. */
const remembered = 40;

/**
 * Reads a revision once for all who are told of it: what is archived never changes. What is not there yet, or cannot be
 * read, is asked for again.
 */
export function rememberedRevisions({
  revision: read,
}: Pick<ReadoutsTable, "revision">): Pick<ReadoutsTable, "revision"> {
  const known = new Map<string, Promise<Revision | null>>();
  return {
    async revision(readoutId, revision) {
      const key = `${readoutId}#${revision}`;
      const reading = known.get(key) ?? read(readoutId, revision);
      // Whatever was asked for last is forgotten last.
      known.delete(key);
      known.set(key, reading);
      const [oldest] = known.keys();
      if (known.size > remembered && oldest !== undefined) known.delete(oldest);
      try {
        const found = await reading;
        if (found === null) known.delete(key);
        return found;
      } catch (error) {
        known.delete(key);
        throw error;
      }
    },
  };
}
