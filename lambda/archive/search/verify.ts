import type { PreparedDocument } from "../../query/finding/document.ts";
import { matchDocument, type QueryMatch } from "../../query/finding/match-document.ts";
import type { Query } from "../../query/query.ts";
import type { Revision } from "../../readouts/revision.ts";
import type { FoundRevision } from "../find-together.ts";
import type { IndexedReadout } from "../index/term-block.ts";
import type { ReadoutsTable } from "../readouts-table.ts";
import { preparedOf } from "./prepared.ts";

/** A candidate as it was found, and what the matcher says of it. */
export interface Looked<Candidate> extends FoundRevision {
  readonly candidate: Candidate;
  readonly document: PreparedDocument;
  readonly match: QueryMatch | null;
}

/** Of a list of candidates. */
interface ListTraits {
  /** Others are left out. */
  readonly sourceId: string | null;
  readonly isRanked: boolean;
  /** Nearly all of them are hits: their heads are read with them, as long as that is so. */
  readonly isTelling: boolean;
}

/**
 * Looks at candidates by the matcher that decides alerts, in their order; null for one that is gone, or was
 * given before.
 */
export async function* verify<Candidate extends { readonly readout: IndexedReadout }>(
  query: Query,
  candidates: AsyncIterable<readonly Candidate[]>,
  { sourceId, isRanked, isTelling }: ListTraits,
  readouts: Pick<ReadoutsTable, "found">,
): AsyncGenerator<Looked<Candidate> | { readonly candidate: Candidate; readonly match: null }> {
  const seen = new Set<string>();
  let looked = 0;
  let hits = 0;
  for await (const some of candidates) {
    const known = new Map<Revision, Pick<Looked<Candidate>, "document" | "match">>();
    const look = (revision: Revision): Pick<Looked<Candidate>, "document" | "match"> => {
      const before = known.get(revision);
      if (before !== undefined) return before;
      const document = preparedOf(revision);
      const its = { document, match: matchDocument(query, document) };
      known.set(revision, its);
      return its;
    };
    const isFound = (revision: Revision): boolean => look(revision).match !== null;
    const found = await readouts.found(
      some.map(({ readout }) => readout),
      isTelling && 2 * hits >= looked ? null : isFound,
    );
    for (const [n, candidate] of some.entries()) {
      looked += 1;
      const one = found[n] ?? null;
      const { readoutId } = candidate.readout;
      const isAsked = one !== null && (sourceId === null || one.head.sourceId === sourceId);
      if (!isAsked || seen.has(readoutId) || !standsHere(candidate.readout, one, isRanked)) {
        yield { candidate, match: null };
        continue;
      }
      const { document, match } = look(one.revision);
      if (match !== null) {
        seen.add(readoutId);
        hits += 1;
      }
      yield { ...one, candidate, document, match };
    }
  }
}

/** A later revision has another rank, and may be dated otherwise: then it stands elsewhere in the list. */
function standsHere(
  candidate: IndexedReadout,
  { head }: FoundRevision,
  isRanked: boolean,
): boolean {
  if (head.latest <= candidate.revision) return true;
  return !isRanked && Date.parse(head.publishedAt.at) === candidate.publishedAt;
}
