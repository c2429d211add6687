import { closestTerm } from "../../query/facts/closest-term.ts";
import type { PreparedDocument } from "../../query/finding/document.ts";
import { findLeaf } from "../../query/finding/find-leaf.ts";
import type { WantedWord } from "../../query/wanted-words.ts";
import type { Word } from "../../query/query.ts";
import { isTerm } from "../../query/words/word-parts.ts";

export interface UnseenWord {
  /** As it was written. */
  readonly word: string;
  /** What it may have been meant to be. */
  readonly suggestion: string | null;
}

/** Which words occurred so far, and all the others that did. */
export class WordWatch {
  readonly #missing: Set<WantedWord>;
  readonly #vocabulary = new Map<string, number>();

  constructor(words: readonly WantedWord[]) {
    this.#missing = new Set(words);
  }

  see(document: PreparedDocument): void {
    for (const word of this.#missing) {
      const isSaid = findLeaf(word, document).count > 0;
      if (isSaid || findLeaf({ kind: "speaker", clause: word }, document).count > 0) {
        this.#missing.delete(word);
      }
    }
    for (const term of document.terms.keys()) {
      const times = document.terms.get(term)?.length ?? 0;
      this.#vocabulary.set(term, (this.#vocabulary.get(term) ?? 0) + times);
    }
  }

  /** Words that did not occur so far. */
  get missing(): readonly WantedWord[] {
    return [...this.#missing];
  }

  /** Where nothing was seen, nothing is missing. */
  unseen(): readonly UnseenWord[] {
    if (this.#vocabulary.size === 0) return [];
    return [...this.#missing].map((word) => ({
      word: word.surface,
      suggestion: word.kind === "word" ? this.#nearest(word.word) : null,
    }));
  }

  #nearest(word: Word): string | null {
    return isTerm(word) ? closestTerm(word, this.#vocabulary) : null;
  }
}
