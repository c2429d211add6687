/** Segments that may be one word elsewhere, or in a query: as many as a word is made of. */
const MAX_JOINED = 4;

/** Tokens of one text that do not stand by themselves, and the words that they are together. */
export class CloseTokens {
  /** Runs of tokens joined by single hyphens or apostrophes, first and last of each. */
  #hyphened: number[] = [];
  /** Tokens with nothing between them and the one before. */
  readonly #joined = new Set<number>();

  get isEmpty(): boolean {
    return this.#hyphened.length === 0 && this.#joined.size === 0;
  }

  /** @param relation to the token before. Tokens come in their order. */
  add(token: number, relation: "hyphen" | "nothing"): void {
    if (relation === "nothing") this.#joined.add(token);
    else if (this.#hyphened.at(-1) === token - 1) this.#hyphened[this.#hyphened.length - 1] = token;
    else this.#hyphened.push(token - 1, token);
  }

  /**
   * Tokens that are one word when they are taken together, first and last of each: `cease-fire` is found as `ceasefire` too.
   * In scripts without spaces a query's word may be cut otherwise than the text's: so each few words in a row are one, too.
   * @param begin the text's first token
   */
  compounds(begin: number): readonly (readonly [first: number, last: number])[] {
    const found: [first: number, last: number][] = [];
    for (let n = 0; n < this.#hyphened.length; n += 2) {
      found.push([this.#hyphened[n] ?? 0, this.#hyphened[n + 1] ?? 0]);
    }
    for (const last of this.#joined) {
      for (let first = last - 1; first >= begin && last - first < MAX_JOINED; first -= 1) {
        found.push([first, last]);
        if (!this.#joined.has(first)) break;
      }
    }
    return found;
  }

  clear(): void {
    this.#hyphened = [];
    this.#joined.clear();
  }
}
