import type { PreparedDocument } from "../finding/document.ts";
import { holds } from "../finding/match-document.ts";
import { canonicalQuery } from "../print-query.ts";
import type { Query } from "../query.ts";
import { indexQueries } from "./query-index.ts";

export interface StoredQuery {
  readonly key: string;
  readonly query: Query;
}

/** Many queries, asked at once which of them want a readout. */
export interface QuerySet {
  /** Distinct queries, of however many keys. */
  readonly size: number;
  /** The keys of the queries that want this readout, in the order they were given. */
  match(document: PreparedDocument): readonly string[];
  /** How many queries would be evaluated for this readout. */
  candidates(document: PreparedDocument): number;
}

interface Entry {
  readonly query: Query;
  readonly keys: { readonly key: string; readonly order: number }[];
}

/**
 * Indexes each distinct query under its rarest necessary term, so that a readout's cost grows with
 * the queries that share such a word with it, not with all queries.
 */
export function compileQueries(stored: readonly StoredQuery[]): QuerySet {
  const entries = new Map<string, Entry>();
  stored.forEach(({ key, query }, order) => {
    const text = canonicalQuery(query);
    const entry = entries.get(text) ?? { query, keys: [] };
    entry.keys.push({ key, order });
    entries.set(text, entry);
  });
  const index = indexQueries([...entries.values()]);
  return {
    size: entries.size,
    candidates: (document) => index.candidates(document).size,
    match: (document) =>
      [...index.candidates(document)]
        .filter(({ query }) => holds(query, document))
        .flatMap(({ keys }) => keys)
        .toSorted((a, b) => a.order - b.order)
        .map(({ key }) => key),
  };
}
