import type { Span } from "../finding/found.ts";
import type { QueryMatch } from "../finding/match-document.ts";

/** Which clauses of a match the passages chosen so far show. */
export class ShownClauses {
  readonly #spans: readonly Span[];
  readonly #count: number;
  /** By clause: SHOWN, or the number of the passage in which it was met last. */
  readonly #met: number[] = [];
  #shownCount = 0;
  #passages = 0;

  constructor({ clauses, spans }: QueryMatch) {
    this.#spans = spans;
    this.#count = clauses.length;
  }

  add(passage: Part): void {
    if (this.#areNotWeighed) return;
    for (let n = passage.first; n < passage.last; n += 1) {
      const span = this.#spans[n];
      if (span === undefined || span.end > passage.stretch.end) continue;
      if (this.#met[span.clause] === SHOWN) continue;
      this.#met[span.clause] = SHOWN;
      this.#shownCount += 1;
    }
  }

  /** How many clauses a passage shows that were not shown yet; of one clause, or when all are shown, there is nothing to weigh. */
  freshIn(passage: Part): number {
    if (this.#areNotWeighed) return 0;
    this.#passages += 1;
    let fresh = 0;
    for (let n = passage.first; n < passage.last; n += 1) {
      const span = this.#spans[n];
      if (span === undefined || span.end > passage.stretch.end) continue;
      const met = this.#met[span.clause];
      if (met === SHOWN || met === this.#passages) continue;
      this.#met[span.clause] = this.#passages;
      fresh += 1;
    }
    return fresh;
  }

  get #areNotWeighed(): boolean {
    return this.#count === 1 || this.#shownCount === this.#count;
  }
}

const SHOWN = 0;

interface Part {
  readonly stretch: { readonly end: number };
  readonly first: number;
  readonly last: number;
}
