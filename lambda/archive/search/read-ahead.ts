import type { FoundRevision, WantedRevision } from "../find-together.ts";
import type { ReadoutsTable } from "../readouts-table.ts";

/** Reads what will probably be asked for first, while it is still being found out whether it comes first. */
export interface ReadAhead extends Pick<ReadoutsTable, "found"> {
  readonly begin: (likely: readonly WantedRevision[]) => void;
}

export function readAhead(readouts: Pick<ReadoutsTable, "found">): ReadAhead {
  let begun: Promise<ReadonlyMap<string, FoundRevision | null>> | null = null;

  async function readAll(likely: readonly WantedRevision[]) {
    const found = await readouts.found(likely, null);
    return new Map(likely.map((one, n) => [keyOf(one), found[n] ?? null]));
  }

  return {
    begin(likely) {
      begun = readAll(likely);
      // It is waited for below, unless nobody asks.
      begun.catch(() => null);
    },
    async found(wanted, isWanted) {
      const early = (await begun) ?? new Map<string, FoundRevision | null>();
      begun = null;
      const others = wanted.filter((one) => !early.has(keyOf(one)));
      const read = others.length === 0 ? [] : await readouts.found(others, isWanted);
      const late = new Map(others.map((one, n) => [keyOf(one), read[n] ?? null]));
      return wanted.map((one) => early.get(keyOf(one)) ?? late.get(keyOf(one)) ?? null);
    },
  };
}

const keyOf = ({ readoutId, revision }: WantedRevision): string => `${readoutId}#${revision}`;
