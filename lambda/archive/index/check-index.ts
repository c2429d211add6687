import type { ReadoutHead } from "../../readouts/revision.ts";
import type { Clock } from "../../runtime/clock.ts";
import { addMs } from "../../runtime/instant.ts";
import type { ReadoutsTable } from "../readouts-table.ts";
import { searchIndex } from "../search/open-index.ts";
import type { IndexTable } from "./index-table.ts";
import { indexFormat } from "./index-terms.ts";

/** How the index stands to the archive. */
export type IndexState =
  /** There is nothing that could be in it. */
  | { readonly state: "no archive" }
  /** Search walks through the archive. @property needed false while that is as quick */
  | { readonly state: "missing"; readonly needed: boolean }
  /** Built by code of another layout or language, which this code does not read. */
  | { readonly state: "other format"; readonly format: string; readonly wanted: string }
  /** Search walks until it is done. @property done readouts that were gone through */
  | { readonly state: "being built"; readonly done: number }
  | {
      readonly state: "complete";
      /** In the index. */
      readonly readouts: number;
      /** Of the archive's newest. */
      readonly compared: number;
      /** Those of them whose latest revision is not in the index. */
      readonly behind: readonly string[];
    };

export interface CheckDeps {
  readonly clock: Clock;
  readonly index: IndexTable;
  readonly readouts: Pick<ReadoutsTable, "newest">;
}

/** What has failed of late is among these; to compare all would read the whole archive. So few are walked through in one page. */
const newestCompared = 200;
/** What came since then may be on its way. */
const graceMs = 15 * 60 * 1000;
/** Announcements are dated ahead. */
const aheadMs = 2 * 366 * 24 * 60 * 60 * 1000;

/** Looks whether search finds by the index, and whether the newest readouts are in it. */
export async function checkIndex({ clock, index, readouts }: CheckDeps): Promise<IndexState> {
  const now = clock.now();
  const until = addMs(now, aheadMs);
  const all = { sourceId: null, since: null, until, cursor: null };
  const { heads } = await readouts.newest({ ...all, limit: newestCompared });
  if (heads.length === 0) return { state: "no archive" };
  const manifest = await index.manifest();
  if (manifest === null) return { state: "missing", needed: heads.length === newestCompared };
  if (manifest.format !== indexFormat) {
    return { state: "other format", format: manifest.format, wanted: indexFormat };
  }
  if (!manifest.isComplete) return { state: "being built", done: manifest.rebuild?.done ?? 0 };
  const before = addMs(now, -graceMs);
  const due = heads.filter((head) => head.latest > 0 && head.firstSeenAt < before);
  const behind = await notIn(index, due, Date.parse(until));
  return behind === null
    ? { state: "being built", done: 0 }
    : { state: "complete", ...behind, compared: due.length };
}

/** Null: the index went while it was read. */
async function notIn(
  index: IndexTable,
  heads: readonly ReadoutHead[],
  until: number,
): Promise<{ readonly readouts: number; readonly behind: readonly string[] } | null> {
  const since = Math.min(...heads.map(({ publishedAt }) => Date.parse(publishedAt.at)));
  return await searchIndex(index).asked(async (view) => {
    const indexed = new Map<string, number>();
    const bounds = { since, until, after: null };
    for await (const some of view.candidates(null, {
      bounds,
      atOnce: () => newestCompared,
      foresee: null,
    })) {
      for (const { readoutId, revision } of some) {
        indexed.set(readoutId, Math.max(revision, indexed.get(readoutId) ?? 0));
      }
    }
    const behind = heads.filter(({ readoutId, latest }) => (indexed.get(readoutId) ?? 0) < latest);
    return { readouts: await view.readouts(), behind: behind.map(({ readoutId }) => readoutId) };
  });
}
