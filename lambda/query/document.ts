import type { ReadoutContent } from "../readouts/readout.ts";
import { factsOf } from "./facts.ts";
import { MAX_DISTANCE, type TextField } from "./query.ts";
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

/**
 * By term or by stem, in the order of the text. Of grain-s, which is also one word, the stem grain
 * has two occurrences that begin together: the shorter is first.
 */
export type Postings = ReadonlyMap<string, readonly Occurrence[]>;

/** A readout's words, looked up by term or stem: made once, asked by any number of queries. */
export interface PreparedDocument extends TextPostings {
  readonly content: ReadoutContent;
  /** Of the document's language. */
  readonly stemOf: Stemmer;
  /** What the readout is, as the query language writes it: `kind:call`. */
  readonly facts: ReadonlySet<string>;
  /** A part of the text by itself. */
  inField(field: TextField): TextPostings;
}

export interface TextPostings {
  readonly terms: Postings;
  readonly stems: Postings;
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
  const text = { terms: occurrences, stems: byStem(occurrences, stemOf) };
  const parts = new Map<TextField, TextPostings>();
  const inField = (field: TextField) => {
    const part = parts.get(field) ?? partOf(text, placesOf(field, content));
    parts.set(field, part);
    return part;
  };
  return { content, ...text, stemOf, facts: factsOf(content), inField };
}

function placesOf(field: TextField, { turns }: ReadoutContent): (place: Place) => boolean {
  switch (field) {
    case "title":
      return (place) => place === "title";
    case "body":
      return (place) => place !== "title";
    case "said": {
      const said = new Set(turns.flatMap(({ from, to }) => range(from, to)));
      return (place) => typeof place === "number" && said.has(place);
    }
  }
}

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, n) => from + n);

function partOf({ terms, stems }: TextPostings, has: (place: Place) => boolean): TextPostings {
  const part = (postings: Postings) =>
    new Map(
      [...postings]
        .map(([term, list]) => [term, list.filter(({ place }) => has(place))] as const)
        .filter(([, list]) => list.length > 0),
    );
  return { terms: part(terms), stems: part(stems) };
}

const inOrder = (a: Occurrence, b: Occurrence): number => a.from - b.from || a.to - b.to;

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

/** Lists as one, in the order of the text, of those that begin together the shorter first. */
export function mergeOccurrences(lists: readonly (readonly Occurrence[])[]): readonly Occurrence[] {
  const [only] = lists;
  if (only !== undefined && lists.length === 1) return only;
  return lists
    .flat()
    .sort(inOrder)
    .filter((occurrence, n, all) => {
      const before = all[n - 1];
      return before === undefined || inOrder(before, occurrence) !== 0;
    });
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
