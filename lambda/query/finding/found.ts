import type { Occurrence, Place } from "./occurrences.ts";

/** A part of the readout that a clause found. */
export interface Span {
  readonly block: Place;
  /** Offsets into the text of that place, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** Index into the match's clauses. */
  readonly clause: number;
}

/** Where a leaf is found; empty where it is not. */
export class Found {
  /** All that takes part, in the order of the text. */
  readonly occurrences: readonly Occurrence[];
  /** How often; 1 for a fact, which stands nowhere in the text. */
  readonly count: number;
  #spans: (readonly Span[] | undefined)[] | null = null;

  constructor(occurrences: readonly Occurrence[], count: number) {
    this.occurrences = occurrences;
    this.count = count;
  }

  /** The occurrences as those of one clause of a match: the same list for all matches that find the same. */
  spansOf(clause: number): readonly Span[] {
    if (this.occurrences.length === 0) return nothing;
    this.#spans ??= [];
    return (this.#spans[clause] ??= this.occurrences.map(({ place, start, end }) => ({
      block: place,
      start,
      end,
      clause,
    })));
  }
}

/** What is nowhere. */
export const NOT_FOUND = new Found([], 0);

/** One list, as those of finds are. */
const nothing: readonly Span[] = [];
