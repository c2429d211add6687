import type { PreparedDocument } from "./document.ts";
import { type NecessaryTerm, necessaryTerms } from "./necessary-terms.ts";
import { leavesOf, type Query } from "./query.ts";
import type { Stemmer } from "./stems.ts";

/** Which of many queries a readout may match at all. */
export interface QueryIndex<Entry> {
  candidates(document: PreparedDocument): ReadonlySet<Entry>;
}

type Lists<Entry> = Map<string, Entry[]>;

/**
 * Lists each query under its rarest necessary term. Terms of unquoted words are stemmed once for
 * each language that a readout comes in, when the first one does.
 */
export function indexQueries<Entry extends { readonly query: Query }>(
  entries: readonly Entry[],
): QueryIndex<Entry> {
  const exact: Lists<Entry> = new Map();
  const unstemmed: { readonly term: string; readonly entry: Entry }[] = [];
  const demand = demandOf(entries);
  for (const entry of entries) {
    const terms: readonly NecessaryTerm[] = necessaryTerms(entry.query, demand);
    for (const { term, isExact } of terms) {
      if (isExact) put(exact, term, entry);
      else unstemmed.push({ term, entry });
    }
  }
  const byLanguage = new Map<Stemmer, Lists<Entry>>();
  const stemmed = (stemOf: Stemmer): Lists<Entry> => {
    const known = byLanguage.get(stemOf);
    if (known !== undefined) return known;
    const lists: Lists<Entry> = new Map();
    for (const { term, entry } of unstemmed) put(lists, stemOf(term), entry);
    byLanguage.set(stemOf, lists);
    return lists;
  };
  return {
    candidates: ({ terms, stems, stemOf }) =>
      new Set([...listed(terms.keys(), exact), ...listed(stems.keys(), stemmed(stemOf))]),
  };
}

function* listed<Entry>(keys: Iterable<string>, lists: Lists<Entry>): Iterable<Entry> {
  for (const key of keys) yield* lists.get(key) ?? [];
}

function put<Entry>(lists: Lists<Entry>, key: string, entry: Entry): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [entry]);
  else list.push(entry);
}

/** How many queries ask for a term. */
function demandOf(entries: readonly { readonly query: Query }[]): (term: string) => number {
  const demand = new Map<string, number>();
  for (const { query } of entries) {
    for (const term of termsOf(query)) demand.set(term, (demand.get(term) ?? 0) + 1);
  }
  return (term) => demand.get(term) ?? 0;
}

function termsOf(query: Query): ReadonlySet<string> {
  const words = leavesOf(query).flatMap((leaf) =>
    leaf.kind === "word" ? [leaf.word] : leaf.words,
  );
  return new Set(words.flatMap((word) => word.parts));
}
