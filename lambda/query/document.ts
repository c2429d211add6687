import type { ReadoutContent } from "../readouts/readout.ts";
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

/** A readout's words, looked up by term: made once, asked by any number of queries. */
export interface PreparedDocument {
  readonly content: ReadoutContent;
  /** By term, in the order of the text. */
  readonly occurrences: ReadonlyMap<string, readonly Occurrence[]>;
}

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
    // A gap, so that no phrase runs from one text into the next.
    position += tokens.length + 1;
  }
  for (const list of occurrences.values()) list.sort((a, b) => a.from - b.from);
  return { content, occurrences };
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
