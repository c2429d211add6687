import type { PreparedDocument } from "../finding/document.ts";
import { leavesOf, wordsOf } from "../combine.ts";
import { type Demand, necessaryTerms } from "./necessary-terms.ts";
import type { Query } from "../query.ts";
import type { Stemmer } from "../words/stems.ts";

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
  const written: Lists<Entry> = new Map();
  const prefixes: Lists<Entry> = new Map();
  const facts: Lists<Entry> = new Map();
  const names: Lists<Entry> = new Map();
  const lists = { written, prefix: prefixes, fact: facts, name: names };
  const unstemmed: { readonly term: string; readonly entry: Entry }[] = [];
  const demand = demandOf(entries);
  for (const entry of entries) {
    for (const { term, as } of necessaryTerms(entry.query, demand)) {
      if (as === "stem") unstemmed.push({ term, entry });
      else put(lists[as], term, entry);
    }
  }
  const byLanguage = new Map<Stemmer, Lists<Entry>>();
  const stemmed = (stemOf: Stemmer): Lists<Entry> => {
    const known = byLanguage.get(stemOf);
    if (known !== undefined) return known;
    const byStem: Lists<Entry> = new Map();
    for (const { term, entry } of unstemmed) put(byStem, stemOf(term), entry);
    byLanguage.set(stemOf, byStem);
    return byStem;
  };
  const lengths = [...new Set([...prefixes.keys()].map(({ length }) => length))];
  return {
    candidates: ({ terms, stems, names: named, stemOf, facts: holding, beside }) =>
      new Set([
        ...listed(terms.keys(), written),
        ...listed(stems.keys(), stemmed(stemOf)),
        ...listed(named.keys(), names),
        ...listed(holding.keys, facts),
        ...listed(beginnings(terms.keys(), lengths), prefixes),
        ...beside.flatMap((part) => [
          ...listed(part.terms.keys(), written),
          ...listed(part.stems.keys(), stemmed(stemOf)),
          ...listed(part.names.keys(), names),
          ...listed(beginnings(part.terms.keys(), lengths), prefixes),
        ]),
      ]),
  };
}

function* beginnings(terms: Iterable<string>, lengths: readonly number[]): Iterable<string> {
  for (const term of terms) {
    for (const length of lengths) if (length <= term.length) yield term.slice(0, length);
  }
}

function* listed<Entry>(keys: Iterable<string>, lists: Lists<Entry>): Iterable<Entry> {
  for (const key of keys) yield* lists.get(key) ?? [];
}

function put<Entry>(lists: Lists<Entry>, key: string, entry: Entry): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [entry]);
  else list.push(entry);
}

function demandOf(entries: readonly { readonly query: Query }[]): Demand {
  const demand = new Map<string, number>();
  for (const { query } of entries) {
    for (const term of termsOf(query)) demand.set(term, (demand.get(term) ?? 0) + 1);
  }
  return (term) => demand.get(term) ?? 0;
}

function termsOf(query: Query): ReadonlySet<string> {
  const words = leavesOf(query).flatMap(wordsOf);
  return new Set(words.flatMap(({ parts }) => parts));
}
