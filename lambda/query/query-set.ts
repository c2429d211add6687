import type { PreparedDocument } from "./document.ts";
import { holds } from "./match-document.ts";
import { necessaryTerms } from "./necessary-terms.ts";
import { canonicalQuery, leavesOf, type Query } from "./query.ts";

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
  const byTerm = indexByTerm([...entries.values()]);
  const candidatesOf = (document: PreparedDocument): ReadonlySet<Entry> => {
    const found = new Set<Entry>();
    for (const term of document.occurrences.keys()) {
      for (const entry of byTerm.get(term) ?? []) found.add(entry);
    }
    return found;
  };
  return {
    size: entries.size,
    candidates: (document) => candidatesOf(document).size,
    match: (document) =>
      [...candidatesOf(document)]
        .filter(({ query }) => holds(query, document))
        .flatMap(({ keys }) => keys)
        .toSorted((a, b) => a.order - b.order)
        .map(({ key }) => key),
  };
}

function indexByTerm(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const demand = new Map<string, number>();
  for (const { query } of entries) {
    for (const term of termsOf(query)) demand.set(term, (demand.get(term) ?? 0) + 1);
  }
  const index = new Map<string, Entry[]>();
  for (const entry of entries) {
    for (const term of necessaryTerms(entry.query, (asked) => demand.get(asked) ?? 0)) {
      const others = index.get(term);
      if (others === undefined) index.set(term, [entry]);
      else others.push(entry);
    }
  }
  return index;
}

function termsOf(query: Query): ReadonlySet<string> {
  const words = leavesOf(query).flatMap((leaf) =>
    leaf.kind === "word" ? [leaf.word] : leaf.words,
  );
  return new Set(words.flatMap((word) => word.parts));
}
