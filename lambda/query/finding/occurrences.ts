import { MAX_DISTANCE } from "../query.ts";
import { type Scan, tokenCount, wordCount } from "./scan.ts";

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

/** Between two texts, so that no phrase runs from one into the next and nothing is near across them. */
export const GAP = MAX_DISTANCE + 1;

/** By distinct word of a scan: its occurrences, in the order of the text. All tokens are linked when the first one is asked for. */
export class Occurrences {
  readonly scan: Scan;
  readonly #places: readonly Place[];
  #tokens: LinkedTokens | null = null;
  readonly #made: (readonly Occurrence[] | undefined)[] = [];

  constructor(scan: Scan, places: readonly Place[]) {
    this.scan = scan;
    this.#places = places;
  }

  of(local: number): readonly Occurrence[] {
    return (this.#made[local] ??= this.#find(local));
  }

  #find(local: number): readonly Occurrence[] {
    const { first: firsts, next, compounds } = (this.#tokens ??= linkTokens(this.scan));
    const found: Occurrence[] = [];
    for (let token = firsts[local] ?? -1; token !== -1; token = next[token] ?? -1) {
      found.push(occurrenceAt(this.scan, this.#places, token, token));
    }
    const several = compounds.get(local);
    if (several !== undefined) {
      for (const [first, last] of several) {
        found.push(occurrenceAt(this.scan, this.#places, first, last));
      }
      found.sort((a, b) => a.from - b.from || a.to - b.to);
    }
    return found;
  }
}

/** @returns the text that a token stands in */
export function textOfToken({ texts }: Scan, token: number): number {
  let low = 0;
  let high = texts.length - 1;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if ((texts[middle] ?? 0) <= token) low = middle;
    else high = middle;
  }
  // Of texts without words several may begin with the same token: the last one has it.
  return low;
}

function occurrenceAt(
  scan: Scan,
  places: readonly Place[],
  first: number,
  last: number,
): Occurrence {
  const text = textOfToken(scan, first);
  const from = first + text * GAP;
  return {
    place: places[text] ?? 0,
    start: scan.tokens[3 * first + 1] ?? 0,
    end: scan.tokens[3 * last + 2] ?? 0,
    from,
    to: from + last - first + 1,
  };
}

interface LinkedTokens {
  /** By distinct word its first token, or -1. */
  readonly first: Int32Array;
  /** By token the next one of the same word, or -1. */
  readonly next: Int32Array;
  /** First and last token of words that are made of several. */
  readonly compounds: ReadonlyMap<number, readonly (readonly [number, number])[]>;
}

function linkTokens(scan: Scan): LinkedTokens {
  const { tokens, compounds } = scan;
  const first = new Int32Array(wordCount(scan)).fill(-1);
  const next = new Int32Array(tokenCount(scan));
  for (let token = next.length - 1; token >= 0; token -= 1) {
    const local = tokens[3 * token] ?? 0;
    next[token] = first[local] ?? -1;
    first[local] = token;
  }
  const several = new Map<number, [number, number][]>();
  for (let n = 0; n < compounds.length; n += 3) {
    const local = compounds[n] ?? 0;
    const tokensOf: [number, number] = [compounds[n + 1] ?? 0, compounds[n + 2] ?? 0];
    const others = several.get(local);
    if (others === undefined) several.set(local, [tokensOf]);
    else others.push(tokensOf);
  }
  return { first, next, compounds: several };
}
