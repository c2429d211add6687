import { nameKeys } from "./name-key.ts";
import type { Stemmer } from "./stems.ts";

const START_WORDS = 4096;

/**
 * Words by number, so that texts and queries are compared by numbers. A word that was seen before costs no string and
 * no stemmer: it is found by two rolling hashes of its folded units, and its stems stand beside it. The hashes have 64 bits
 * together: that any two of 400,000 words share both has a chance of 1 in 200 million. Grows only.
 */
export class Lexicon {
  readonly #texts: string[] = [];
  readonly #byText = new Map<string, number>();
  /** Open addressing, `SLOT` numbers each: a word's two hashes, and its number and one or 0. */
  #slots = new Int32Array(START_WORDS * 2 * SLOT);
  readonly #stems = new Map<Stemmer, Int32Array>();
  readonly #names: (readonly number[] | undefined)[] = [];

  get size(): number {
    return this.#texts.length;
  }

  textOf(word: number): string {
    return this.#texts[word] ?? "";
  }

  /** The number of a folded term, or -1 where it was never seen. */
  find(term: string): number {
    return this.#byText.get(term) ?? -1;
  }

  /** The number of a folded term. */
  numberOf(term: string): number {
    return this.#byText.get(term) ?? this.#addTerm(term);
  }

  /** For who looks words up in a loop of its own: see `slotOf`. There is another one once a word was added. */
  get slots(): Int32Array {
    return this.#slots;
  }

  /** Adds a folded term that is not there. @param hash by `hashed`, and likewise the other */
  add(term: string, hash: number, other: number): number {
    const word = this.#texts.length;
    this.#texts.push(term);
    this.#byText.set(term, word);
    if (this.#slots.length < this.#texts.length * 2 * SLOT) this.#grow();
    this.#place(word, hash, other);
    return word;
  }

  /** By word: the number of its stem, or -1 while nobody has asked for it. */
  stemsBy(stemOf: Stemmer): Int32Array {
    const known = this.#stems.get(stemOf);
    if (known !== undefined && known.length >= this.size) return known;
    const stems = new Int32Array(this.#slots.length / SLOT).fill(-1);
    if (known !== undefined) stems.set(known);
    this.#stems.set(stemOf, stems);
    return stems;
  }

  stem(word: number, stemOf: Stemmer): number {
    const known = this.stemsBy(stemOf)[word] ?? -1;
    if (known !== -1) return known;
    const stem = this.numberOf(stemOf(this.textOf(word)));
    // The table may have grown by the stem.
    this.stemsBy(stemOf)[word] = stem;
    return stem;
  }

  /** The numbers of a word's name keys: see `nameKeys`. */
  names(word: number): readonly number[] {
    const known = this.#names[word];
    if (known !== undefined) return known;
    const names = nameKeys(this.textOf(word)).map((key) => this.numberOf(key));
    this.#names[word] = names;
    return names;
  }

  #addTerm(term: string): number {
    let [hash, other] = [HASHED_START, HASHED_START];
    for (let n = 0; n < term.length; n += 1) {
      hash = hashed(hash, term.charCodeAt(n));
      other = otherHashed(other, term.charCodeAt(n));
    }
    return this.add(term, hash, other);
  }

  #place(word: number, hash: number, other: number): void {
    const mask = this.#slots.length - SLOT;
    let slot = slotOf(hash, mask);
    while (this.#slots[slot + 2] !== 0) slot = (slot + SLOT) & mask;
    this.#slots.set([hash, other, word + 1], slot);
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Int32Array(before.length * 2);
    for (let slot = 0; slot < before.length; slot += SLOT) {
      const [hash = 0, other = 0, numbered = 0] = before.subarray(slot, slot + 3);
      if (numbered !== 0) this.#place(numbered - 1, hash, other);
    }
  }
}

/** Numbers that a slot is wide: one of them is for nothing, so that no slot lies in two cache lines. */
export const SLOT = 4;

/** Where to look for a word first. @param mask the length of all slots less one slot */
export const slotOf = (hash: number, mask: number): number =>
  Math.imul(hash ^ (hash >>> 15), SLOT) & mask;

/** The hash of a word, unit by unit from `HASHED_START` on: FNV-1a's step, and one by the golden ratio. */
export const hashed = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x0100_0193);
export const otherHashed = (hash: number, unit: number): number =>
  Math.imul(hash + unit, 0x9e37_79b1);
export const HASHED_START = 0x811c_9dc5 | 0;

/** So many words take about 60 MB; no desk reads so many languages. */
const MAX_WORDS = 400_000;

let current = new Lexicon();

/** The words that this process has seen. Another one when it has seen too many: whoever keeps numbers must compare. */
export function currentLexicon(): Lexicon {
  if (current.size > MAX_WORDS) current = new Lexicon();
  return current;
}
