import { lexiconNumber, type Scan, wordCount } from "./scan.ts";

/** An entry's key, its word, and the next entry with the same hash. */
const ENTRY = 3;
const NONE = -1;

/** Distinct words of a scan by other numbers that they have, as their stems': what a readout's first query waits for. */
export class WordIndex {
  readonly #firsts: Int32Array;
  readonly #entries: number[] = [];

  /** @param words how many there are; a word may have several keys */
  constructor(words: number) {
    this.#firsts = new Int32Array(2 << (32 - Math.clz32(words))).fill(NONE);
  }

  add(key: number, local: number): void {
    const place = this.#placeOf(key);
    this.#entries.push(key, local, this.#firsts[place] ?? NONE);
    this.#firsts[place] = this.#entries.length - ENTRY;
  }

  has(key: number): boolean {
    return this.#entryOf(key, this.#firsts[this.#placeOf(key)] ?? NONE) !== NONE;
  }

  /** Those added last come first. */
  wordsOf(key: number): number[] {
    const words: number[] = [];
    let at = this.#entryOf(key, this.#firsts[this.#placeOf(key)] ?? NONE);
    while (at !== NONE) {
      words.push(this.#entries[at + 1] ?? 0);
      at = this.#entryOf(key, this.#entries[at + 2] ?? NONE);
    }
    return words;
  }

  keys(): ReadonlySet<number> {
    return new Set(this.#entries.filter((_, at) => at % ENTRY === 0));
  }

  /** The entry of a key, from the given one on. */
  #entryOf(key: number, from: number): number {
    let at = from;
    while (at !== NONE && this.#entries[at] !== key) at = this.#entries[at + 2] ?? NONE;
    return at;
  }

  /** By the golden ratio, for words of one readout have numbers near one another. */
  #placeOf(key: number): number {
    return (Math.imul(key, 0x9e37_79b1) >>> 7) & (this.#firsts.length - 1);
  }
}

/** The numbers that a word of a scan is looked up by. */
export type AddKeys = (index: WordIndex, word: number, local: number) => void;

export function indexWords(scan: Scan, addKeys: AddKeys): WordIndex {
  const count = wordCount(scan);
  const index = new WordIndex(count);
  for (let local = 0; local < count; local += 1) addKeys(index, lexiconNumber(scan, local), local);
  return index;
}
