import { createHash } from "node:crypto";
import type { PreparedDocument } from "../../query/finding/document.ts";
import type { TextPostings } from "../../query/finding/postings.ts";
import { LANGUAGE_VERSION } from "../../query/language-version.ts";
import { NAME_LIST, type NameEntry, NO_NAMES } from "../../query/words/name-list.ts";
import { pairTermsOf } from "./word-pairs.ts";

/** Counted up with each change of what an item holds, or of what a term is (another stemmer, another folding). */
const layout = 5;

/** The format of an index whose names are told by these lists: by others, names have other terms. */
export function indexFormatBy(names: readonly NameEntry[], noNames: readonly string[]): string {
  const lists = JSON.stringify([names.map((entry) => entry.names), noNames]);
  const digest = createHash("sha256").update(lists).digest("hex").slice(0, 8);
  return `${layout}.${LANGUAGE_VERSION}.${digest}`;
}

/** What an index must be of to be read by this code. */
export const indexFormat = indexFormatBy(NAME_LIST, NO_NAMES);

/** What a term of the index is a term of: the first letter of its key. Titles are short, and asked for by themselves. */
export const kinds = {
  written: "w",
  stem: "s",
  name: "n",
  titleWritten: "W",
  titleStem: "S",
  titleName: "N",
  fact: "f",
  pair: "p",
} as const;

/** The longest that DynamoDB and a page take; of longer "words" (a URL run together) the beginning counts. */
const maxTermLength = 200;

type Kind = keyof typeof kinds;

export function termKey(kind: Kind, term: string): string {
  return kinds[kind] + cut(term);
}

const cut = (term: string): string =>
  term.length <= maxTermLength
    ? term
    : term.slice(0, maxTermLength).replace(/[\ud800-\udbff]$/, "");

/** Facts whose keys say only that there is such a value: every readout has them. */
const isOfRange = (fact: string): boolean => fact.endsWith(":");

/**
 * By key, how often: all that a query can be looked up by in a readout, in its text, beside it and of it.
 * The same that the set of stored queries looks at, so that the index lets pass what alerts would see.
 */
export function indexTermsOf(document: PreparedDocument): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const add = (key: string, count: number) => found.set(key, (found.get(key) ?? 0) + count);
  const addAll = (part: TextPostings, asWritten: Kind, asStem: Kind, asName: Kind) => {
    for (const [kind, postings] of [
      [asWritten, part.terms],
      [asStem, part.stems],
      [asName, part.names],
    ] as const) {
      for (const term of postings.keys()) {
        add(termKey(kind, term), postings.get(term)?.length ?? 0);
      }
    }
  };
  for (const part of [document, ...document.beside]) addAll(part, "written", "stem", "name");
  addAll(document.inField("title"), "titleWritten", "titleStem", "titleName");
  for (const pair of pairTermsOf(document.scan)) add(termKey("pair", pair), 1);
  for (const fact of document.facts.keys) if (!isOfRange(fact)) add(termKey("fact", fact), 1);
  return found;
}
