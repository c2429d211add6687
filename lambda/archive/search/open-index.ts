import { MissingItemError } from "../index/index-items.ts";
import type { IndexTable } from "../index/index-table.ts";
import { isUsable, type Manifest, readableSegments, type SegmentEntry } from "../index/manifest.ts";
import { directoryItem, type Directory, unpackDirectory } from "../index/segment.ts";
import type { IndexedReadout, TermBlock } from "../index/term-block.ts";
import {
  type AskedCandidates,
  evaluate,
  isWithin,
  letsThrough,
  newestCandidates,
  type Numbered,
} from "./candidates.ts";
import { type Found, lookUp, type OpenSegment } from "./look-up.ts";
import type { Plan } from "./plan.ts";
import { type RankedAsked, rankCandidates, type RankedList } from "./ranked-candidates.ts";
import { cachedItems } from "./segment-cache.ts";

/** The index as it is at one moment. */
export interface IndexView {
  /** How many readouts it has. */
  readouts(): Promise<number>;
  /** Candidates of a plan, newest first, a few at a time; of null, all readouts. */
  candidates(plan: Plan | null, asked: AskedCandidates): AsyncIterable<readonly IndexedReadout[]>;
  /** The same, the most relevant first. */
  ranked(plan: Plan, asked: RankedAsked): Promise<RankedList>;
}

export interface SearchIndex {
  /**
   * Asks the index.
   * @param ask is called again where the index changed under it
   * @returns null where there is no index of everything: search must walk
   */
  asked<T>(ask: (view: IndexView) => Promise<T>): Promise<T | null>;
}

const attempts = 3;
const enoughReadouts = 20_000;

/**
 * Keeps what the index consisted of when it was asked last, the directories of its segments, which never change, and
 * the pages asked for last. What it consists of now is asked while the answer is being made: it seldom changes, and
 * where it did, the answer is made again.
 * @param enough readouts among which most searches find a page of hits: segments with older ones are asked after those
 */
export function searchIndex(table: IndexTable, enough = enoughReadouts): SearchIndex {
  let directories: ReadonlyMap<string, Directory> = new Map();
  const pages = cachedItems(table);
  let known: Manifest | null = null;
  let likelyBlocks: readonly TermBlock[] = [];

  async function opened(entries: readonly SegmentEntry[]): Promise<readonly OpenSegment[]> {
    // Not the common ones: another search may know another manifest meanwhile.
    const its = new Map(directories);
    const missing = entries.filter(({ id }) => !its.has(id));
    for (const [n, directory] of (await readDirectories(missing, table)).entries()) {
      its.set(missing[n]?.id ?? "", directory);
    }
    const segments = entries.flatMap((entry): OpenSegment[] => {
      const directory = its.get(entry.id);
      return directory === undefined ? [] : [{ entry, directory }];
    });
    directories = new Map(segments.map(({ entry, directory }) => [entry.id, directory]));
    return segments;
  }

  return {
    async asked(ask) {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        try {
          const state = table.state();
          state.catch(() => null);
          const likely = known ?? (await state).manifest;
          if (known === null) likelyBlocks = (await state).blocks;
          const blocks = state.then((its) => its.blocks);
          blocks.catch(() => null);
          const open = { blocks, likelyBlocks };
          const answer = isUsable(likely)
            ? opened(readableSegments(likely)).then((segments) =>
                ask(viewOf(segments, open, pages, enough)),
              )
            : null;
          // It is waited for below, if it still counts then.
          answer?.catch(() => null);
          const { manifest: now } = await state;
          likelyBlocks = await blocks;
          known = isUsable(now) ? now : null;
          if (known === null) return null;
          if (answer !== null && isUsable(likely) && hasSameSegments(known, likely)) {
            return await answer;
          }
        } catch (error) {
          if (!(error instanceof MissingItemError)) throw error;
        }
      }
      return null;
    },
  };
}

function hasSameSegments(a: Manifest, b: Manifest): boolean {
  const [its, others] = [readableSegments(a), readableSegments(b)];
  return its.length === others.length && its.every(({ id }, n) => id === others[n]?.id);
}

interface OpenBlocks {
  readonly blocks: Promise<readonly TermBlock[]>;
  /** Those of the last search: while nothing comes in they are the same. */
  readonly likelyBlocks: readonly TermBlock[];
}

/** The segments with the newest readouts, so many or more, and the others. */
function newestOf(
  segments: readonly OpenSegment[],
  enough: number,
): readonly [newest: readonly OpenSegment[], older: readonly OpenSegment[]] {
  const sorted = segments.toSorted((a, b) => b.entry.newest - a.entry.newest);
  let readouts = 0;
  const count = sorted.findIndex(({ entry }) => {
    readouts += entry.readouts;
    return readouts >= enough;
  });
  return count < 0 ? [sorted, []] : [sorted.slice(0, count + 1), sorted.slice(count + 1)];
}

function viewOf(
  segments: readonly OpenSegment[],
  { blocks, likelyBlocks }: OpenBlocks,
  table: Pick<IndexTable, "items">,
  enough: number,
): IndexView {
  const inSegments = segments.reduce((sum, { entry }) => sum + entry.readouts, 0);
  return {
    readouts: async () => inSegments + (await blocks).length,
    async *candidates(plan, asked) {
      const { bounds } = asked;
      const last = Math.min(bounds.until, bounds.after?.publishedAt ?? bounds.until);
      const within = segments.filter(
        ({ entry }) => entry.newest >= bounds.since && entry.oldest <= last,
      );
      const look = async (some: readonly OpenSegment[]): Promise<Numbered> => {
        const found: readonly Found[] = plan === null ? [] : await lookUp(plan, some, table);
        return some.map((segment, n) => {
          const its = found[n];
          return [segment, plan === null || its === undefined ? null : evaluate(plan, its)];
        });
      };
      const [newest, older] = newestOf(within, enough);
      const others =
        older.length === 0
          ? null
          : {
              newest: Math.max(...older.map(({ entry }) => entry.newest)),
              look: async () => await look(older),
            };
      const isLet = (block: TermBlock): boolean =>
        isWithin(bounds, block.readout) && (plan === null || letsThrough(plan, block));
      const letIn = (its: readonly TermBlock[]) => its.filter(isLet).map(({ readout }) => readout);
      const open = blocks.then(letIn);
      open.catch(() => null);
      const likely = asked.foresee === null ? [] : letIn(likelyBlocks);
      const first = await look(newest);
      yield* newestCandidates({ first, others, open, likely }, asked, table);
    },
    async ranked(plan, asked) {
      // All segments: what the others have tells how rare a word is.
      const found = await lookUp(plan, segments, table);
      const looked = segments.flatMap((segment, n): (readonly [OpenSegment, Found])[] => {
        const its = found[n];
        return its === undefined ? [] : [[segment, its]];
      });
      return rankCandidates(plan, looked, await blocks, asked, table);
    },
  };
}

/** In one call, which a process waits for that was just started. */
async function readDirectories(
  entries: readonly SegmentEntry[],
  table: IndexTable,
): Promise<readonly Directory[]> {
  const keys = entries.map(({ id, directoryPieces }) =>
    Array.from({ length: directoryPieces }, (_, n) => ({ segment: id, item: directoryItem(n) })),
  );
  const pieces = await table.items(keys.flat());
  let at = 0;
  return keys.map((its) => {
    const from = at;
    at += its.length;
    return unpackDirectory(pieces.slice(from, at));
  });
}
