import type { ReadoutContent } from "../readouts/readout.ts";
import { MAX_DISTANCE } from "./query.ts";
import { type Stemmer, stemmerOf } from "./stems.ts";
import { type Token, tokenise } from "./tokens.ts";

/** Where in a readout a text stands: its title, its standfirst, or the block of that number. */
export type Place = "title" | "lead" | number;

/** One occurrence of a term. `from` up to, not including, `to` are word positions, counted through the readout. */
export interface Occurrence {
  readonly place: Place;
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

/** By term or by stem, in the order of the text; no two of one list begin at the same position. */
export type Postings = ReadonlyMap<string, readonly Occurrence[]>;

/** A readout's words, looked up by term or stem: made once, asked by any number of queries. */
export interface PreparedDocument {
  readonly content: ReadoutContent;
  readonly terms: Postings;
  readonly stems: Postings;
  /** Of the document's language. */
  readonly stemOf: Stemmer;
}

/** Between two texts, so that no phrase runs from one into the next and nothing is near across them. */
const GAP = MAX_DISTANCE + 1;

export function prepareDocument(content: ReadoutContent): PreparedDocument {
  const occurrences = new Map<string, Occurrence[]>();
  const add = (term: string, occurrence: Occurrence) => {
    const others = occurrences.get(term);
    if (others === undefined) occurrences.set(term, [occurrence]);
    else others.push(occurrence);
  };
  let position = 0;
  for (const [place, text] of textsOf(content)) {
    const tokens = tokenise(text);
    tokens.forEach(({ term, start, end }, n) => {
      add(term, { place, start, end, from: position + n, to: position + n + 1 });
    });
    for (const { first, last } of compounds(tokens)) {
      const term = tokens
        .slice(first, last + 1)
        .map((token) => token.term)
        .join("");
      const [start, end] = [tokens[first]?.start ?? 0, tokens[last]?.end ?? 0];
      add(term, { place, start, end, from: position + first, to: position + last + 1 });
    }
    position += tokens.length + GAP;
  }
  for (const list of occurrences.values()) list.sort(inOrder);
  const stemOf = stemmerOf(content.language);
  return { content, terms: occurrences, stems: byStem(occurrences, stemOf), stemOf };
}

const inOrder = (a: Occurrence, b: Occurrence): number => a.from - b.from;

function byStem(terms: Postings, stemOf: Stemmer): Postings {
  const lists = new Map<string, (readonly Occurrence[])[]>();
  for (const [term, occurrences] of terms) {
    const stem = stemOf(term);
    const others = lists.get(stem);
    if (others === undefined) lists.set(stem, [occurrences]);
    else others.push(occurrences);
  }
  return new Map([...lists].map(([stem, several]) => [stem, mergeOccurrences(several)]));
}

/** Lists as one, in the order of the text; of two that begin together, as grain and grain-s do, the longer. */
export function mergeOccurrences(lists: readonly (readonly Occurrence[])[]): readonly Occurrence[] {
  const [only] = lists;
  if (only !== undefined && lists.length === 1) return only;
  const byStart = new Map<number, Occurrence>();
  for (const list of lists) {
    for (const occurrence of list) {
      const other = byStart.get(occurrence.from);
      if (other === undefined || other.to < occurrence.to) byStart.set(occurrence.from, occurrence);
    }
  }
  return [...byStart.values()].sort(inOrder);
}

/** The texts of a readout with their places, in reading order. */
export function textsOf(content: ReadoutContent): readonly (readonly [Place, string])[] {
  return [
    ["title", content.title],
    ...(content.lead === null ? [] : [["lead", content.lead] as const]),
    ...content.blocks.map((block, n) => [n, block.text] as const),
  ];
}

/** Runs of tokens joined by single hyphens or apostrophes: `cease-fire` is found as `ceasefire` too. */
function compounds(tokens: readonly Token[]): readonly { first: number; last: number }[] {
  const runs: { first: number; last: number }[] = [];
  let first = 0;
  tokens.forEach((_, n) => {
    if (tokens[n + 1]?.before === "hyphen") return;
    if (n > first) runs.push({ first, last: n });
    first = n + 1;
  });
  return runs;
}
