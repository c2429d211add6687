import { nameKeys } from "../words/name-key.ts";
import { MAX_DISTANCE } from "../query.ts";
import type { Stemmer } from "../words/stems.ts";
import { type Token, tokenise } from "../words/tokens.ts";

/** Where in a readout a text stands: its title, its standfirst, or the block of that number. */
export type Place = "title" | "lead" | number;

/** One occurrence of a term. `from` up to, not including, `to` are word positions, counted through all texts. */
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

export interface TextPostings {
  readonly terms: Postings;
  readonly stems: Postings;
  /** Of words that stand with a capital and never without one, by `nameKeys`. */
  readonly names: Postings;
}

/** Between two texts, so that no phrase runs from one into the next and nothing is near across them. */
const GAP = MAX_DISTANCE + 1;

/** The words of several texts, and the position at which each text starts. */
export function postTexts(
  texts: readonly (readonly [Place, string])[],
  stemOf: Stemmer,
): TextPostings & { readonly starts: ReadonlyMap<Place, number> } {
  const terms = new Map<string, Occurrence[]>();
  const starts = new Map<Place, number>();
  const add = (term: string, occurrence: Occurrence) => {
    const others = terms.get(term);
    if (others === undefined) terms.set(term, [occurrence]);
    else others.push(occurrence);
  };
  const cases = new Cases();
  let position = 0;
  for (const [place, text] of texts) {
    const tokens = tokenise(text);
    for (const token of tokens) cases.see(token, text);
    starts.set(place, position);
    tokens.forEach(({ term, start, end }, n) => {
      add(term, { place, start, end, from: position + n, to: position + n + 1 });
    });
    for (const { first, last } of [...compounds(tokens), ...joins(tokens)]) {
      const run = tokens.slice(first, last + 1);
      const [start, end] = [tokens[first]?.start ?? 0, tokens[last]?.end ?? 0];
      const term = run.map((token) => token.term).join("");
      add(term, { place, start, end, from: position + first, to: position + last + 1 });
    }
    position += tokens.length + GAP;
  }
  for (const list of terms.values()) list.sort(inOrder);
  const names = byKey(terms, (term) => (cases.isName(term) ? nameKeys(term) : []));
  return { terms, stems: byKey(terms, (term) => [stemOf(term)]), names, starts };
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

/** Segments that may be one word elsewhere, or in a query: as many as a word is made of. */
const MAX_JOINED = 4;

/** In scripts without spaces a query's word may be cut otherwise than the text's: so each few words in a row are one, too. */
function joins(tokens: readonly Token[]): readonly { first: number; last: number }[] {
  const found: { first: number; last: number }[] = [];
  tokens.forEach(({ before }, last) => {
    if (before !== "nothing") return;
    for (let first = last - 1; first >= 0 && last - first < MAX_JOINED; first -= 1) {
      found.push({ first, last });
      if (tokens[first]?.before !== "nothing") break;
    }
  });
  return found;
}

/** Which words a text writes with a capital. One that also stands without is no name: it began a sentence. */
class Cases {
  readonly #capitalised = new Set<string>();
  readonly #plain = new Set<string>();

  see({ term, start }: Token, text: string): void {
    const first = text.charAt(start);
    if (first === first.toLowerCase()) this.#plain.add(term);
    else this.#capitalised.add(term);
  }

  isName(term: string): boolean {
    return this.#capitalised.has(term) && !this.#plain.has(term);
  }
}

function byKey(terms: Postings, keysOf: (term: string) => readonly string[]): Postings {
  const lists = new Map<string, (readonly Occurrence[])[]>();
  for (const [term, occurrences] of terms) {
    for (const key of keysOf(term)) {
      const others = lists.get(key);
      if (others === undefined) lists.set(key, [occurrences]);
      else others.push(occurrences);
    }
  }
  return new Map([...lists].map(([key, several]) => [key, mergeOccurrences(several)]));
}

const inOrder = (a: Occurrence, b: Occurrence): number => a.from - b.from || a.to - b.to;

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

/** Only what stands in some of the places. */
export function postingsIn(
  { terms, stems, names }: TextPostings,
  has: (place: Place) => boolean,
): TextPostings {
  const part = (postings: Postings) =>
    new Map(
      [...postings]
        .map(([term, list]) => [term, list.filter(({ place }) => has(place))] as const)
        .filter(([, list]) => list.length > 0),
    );
  return { terms: part(terms), stems: part(stems), names: part(names) };
}
