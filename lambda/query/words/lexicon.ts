import { nameKeys } from "./name-key.ts";
import type { Stemmer } from "./stems.ts";

const START_WORDS = 4096;
/** Longer ones are looked up by another way, since hardly a text has any. */
export const MAX_SHORT_WORD = 48;

/**
 * Words by number, so that texts and queries are compared by numbers. A word that was seen before costs no string and
 * no stemmer: it is found by a rolling hash of its folded units, and its stems stand beside it. Grows only.
 */
export class Lexicon {
  readonly #texts: string[] = [];
  readonly #byText = new Map<string, number>();
  /** Open addressing: a word's number and one, or 0. */
  #slots = new Int32Array(START_WORDS * 4);
  #hashes = new Int32Array(START_WORDS);
  /** Each word's units, one after another; of word n from `#begins[n]` to `#begins[n + 1]`. */
  #units = new Uint16Array(START_WORDS * 8);
  #begins = new Int32Array(START_WORDS + 1);
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
    return this.#byText.get(term) ?? this.#add(term, hashOf(term));
  }

  /**
   * The number of the word whose folded units are the first `length` of a buffer.
   * @param hash of these units: see `rolled`
   */
  numberOfUnits(units: Uint16Array, length: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const word = (slots[slot] ?? 0) - 1;
      if (word < 0) return this.#add(String.fromCharCode(...units.subarray(0, length)), hash);
      if (this.#hashes[word] === hash && this.#is(word, units, length)) return word;
    }
  }

  /** By word: the number of its stem, or -1 while nobody has asked for it. */
  stemsBy(stemOf: Stemmer): Int32Array {
    const known = this.#stems.get(stemOf);
    if (known !== undefined && known.length >= this.size) return known;
    const stems = new Int32Array(this.#hashes.length).fill(-1);
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

  #is(word: number, units: Uint16Array, length: number): boolean {
    const begin = this.#begins[word] ?? 0;
    if ((this.#begins[word + 1] ?? 0) - begin !== length) return false;
    const own = this.#units;
    for (let n = 0; n < length; n += 1) if (own[begin + n] !== units[n]) return false;
    return true;
  }

  #add(term: string, hash: number): number {
    const word = this.#texts.length;
    const begin = this.#begins[word] ?? 0;
    if (word + 1 >= this.#hashes.length) this.#growWords();
    while (begin + term.length > this.#units.length) {
      const units = new Uint16Array(this.#units.length * 2);
      units.set(this.#units);
      this.#units = units;
    }
    for (let n = 0; n < term.length; n += 1) this.#units[begin + n] = term.charCodeAt(n);
    this.#begins[word + 1] = begin + term.length;
    this.#hashes[word] = hash;
    this.#texts.push(term);
    this.#byText.set(term, word);
    this.#place(word);
    return word;
  }

  #place(word: number): void {
    const hash = this.#hashes[word] ?? 0;
    const mask = this.#slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = word + 1;
  }

  #growWords(): void {
    const capacity = this.#hashes.length * 2;
    const hashes = new Int32Array(capacity);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
    const begins = new Int32Array(capacity + 1);
    begins.set(this.#begins);
    this.#begins = begins;
    this.#slots = new Int32Array(capacity * 4);
    for (let word = 0; word < this.#texts.length; word += 1) this.#place(word);
  }
}

/** The hash of a word, unit by unit (FNV-1a's step); begins with `ROLLED_START`. */
export const rolled = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x0100_0193);
export const ROLLED_START = 0x811c_9dc5 | 0;

function hashOf(term: string): number {
  let hash = ROLLED_START;
  for (let n = 0; n < term.length; n += 1) hash = rolled(hash, term.charCodeAt(n));
  return hash;
}

/** So many words take about 60 MB; no desk reads so many languages. */
const MAX_WORDS = 400_000;

let current = new Lexicon();

/** The words that this process has seen. Another one when it has seen too many: whoever keeps numbers must compare. */
export function currentLexicon(): Lexicon {
  if (current.size > MAX_WORDS) current = new Lexicon();
  return current;
}
