import type { PreparedDocument } from "../../lambda/query/finding/document.ts";
import type { Query } from "../../lambda/query/query.ts";
import { QuerySet } from "../../lambda/query/set/query-set.ts";

export interface KeyedQuery {
  readonly key: string;
  readonly query: Query;
}

/** Many queries by keys, several of which may have the same query. */
export interface KeyedQueries {
  /** Distinct queries, of however many keys. */
  readonly size: number;
  /** The keys of the queries that want this readout, in the order they were given. */
  match(document: PreparedDocument): readonly string[];
  /** How many queries would be evaluated for this readout. */
  candidates(document: PreparedDocument): number;
}

export function compileQueries(stored: readonly KeyedQuery[]): KeyedQueries {
  let set = setOf(stored);
  const fitting = (document: PreparedDocument): QuerySet => {
    if (!set.fits(document)) set = setOf(stored);
    return set;
  };
  return {
    get size() {
      return set.size;
    },
    match: (document) =>
      [...fitting(document).match(document)]
        .sort((a, b) => a - b)
        .flatMap((n) => stored[n]?.key ?? []),
    candidates: (document) => fitting(document).candidates(document),
  };
}

function setOf(stored: readonly KeyedQuery[]): QuerySet {
  const set = new QuerySet();
  stored.forEach(({ query }, n) => {
    set.add(n, query);
  });
  return set;
}
