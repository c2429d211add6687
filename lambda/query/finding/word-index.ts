import { grown } from "../words/growing.ts";

/** Of an entry: its key, its word, and where the one before it with the same hash stands, or 0. */
const ENTRY = 3;

/** Distinct words of a scan by other numbers that they have, as their stems': what a readout's first query waits for. */
export class WordIndex {
  readonly #mask: number;
  /** Where the last entry of each hash stands, or 0; behind them the entries. */
  #table: Int32Array<ArrayBuffer>;
  #end: number;

  /** @param size about how many entries there will be */
  constructor(size: number) {
    const places = 1 << (32 - Math.clz32(size));
    this.#mask = places - 1;
    this.#table = new Int32Array(places + size * ENTRY);
    this.#end = places;
  }

  add(key: number, local: number): void {
    const at = this.#end;
    this.#table = grown(this.#table, at + ENTRY);
    const place = this.#placeOf(key);
    this.#table[at] = key;
    this.#table[at + 1] = local;
    this.#table[at + 2] = this.#table[place] ?? 0;
    this.#table[place] = at;
    this.#end += ENTRY;
  }

  has(key: number): boolean {
    return this.#entryOf(key, this.#placeOf(key)) !== 0;
  }

  /** Those added last come first. */
  wordsOf(key: number): readonly number[] {
    const words: number[] = [];
    this.collect(key, words);
    return words;
  }

  /** Puts them behind others, those of `wordsOf`. */
  collect(key: number, words: number[]): void {
    let at = this.#entryOf(key, this.#placeOf(key));
    while (at !== 0) {
      words.push(this.#table[at + 1] ?? 0);
      at = this.#entryOf(key, at + 2);
    }
  }

  keys(): ReadonlySet<number> {
    const keys = new Set<number>();
    for (let at = this.#mask + 1; at < this.#end; at += ENTRY) keys.add(this.#table[at] ?? 0);
    return keys;
  }

  /** @param link where it is written where to look first */
  #entryOf(key: number, link: number): number {
    let at = this.#table[link] ?? 0;
    while (at !== 0 && this.#table[at] !== key) at = this.#table[at + 2] ?? 0;
    return at;
  }

  /** By the golden ratio, for words of one readout have numbers near one another. */
  #placeOf(key: number): number {
    return (Math.imul(key, 0x9e37_79b1) >>> 7) & this.#mask;
  }
}
