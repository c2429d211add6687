/** Segments that may be one word elsewhere, or in a query: as many as a word is made of. */
const MAX_JOINED = 4;

/**
 * Tokens of one text with nothing between them and the one before, as scripts without spaces have them. A query's word may be
 * cut otherwise than the text's: so each few in a row are one word, too.
 */
export class CloseTokens {
  readonly #close = new Set<number>();

  get isEmpty(): boolean {
    return this.#close.size === 0;
  }

  /** Tokens come in their order. */
  add(token: number): void {
    this.#close.add(token);
  }

  /**
   * Tells of all that are one word when they are taken together, first and last of each.
   * @param begin the text's first token
   */
  eachCompound(begin: number, tell: (first: number, last: number) => void): void {
    for (const last of this.#close) {
      for (let first = last - 1; first >= begin && last - first < MAX_JOINED; first -= 1) {
        tell(first, last);
        if (!this.#close.has(first)) break;
      }
    }
  }

  clear(): void {
    this.#close.clear();
  }
}
