import { grown } from "./growing.ts";
import { nameKeys } from "./name-key.ts";

export interface SavedNames {
  readonly runs: Numbers;
  readonly keys: Numbers;
}

type Numbers = Int32Array<ArrayBuffer>;

/** Of a word without any: the first one, of length 0. 0 is left for words that nobody asked for. */
const EMPTY = 1;

/**
 * By word of a lexicon, its name keys (see `nameKeys`) as words of the same lexicon. They are asked for with every word of
 * a query and every name in a text, so nothing is made to answer: a word has a run of keys, which are read one by one.
 */
export class NameNumbers {
  readonly #lexicon: WordsByNumber;
  /** By word its run: where it stands, or of one key, as most words have, -1 less that key; 0 while nobody asked. */
  #runs: Numbers;
  /** Runs: how many, and then the keys. */
  #keys: Numbers;
  #end: number;

  constructor(lexicon: WordsByNumber, saved: SavedNames | null = null) {
    this.#lexicon = lexicon;
    this.#runs = saved?.runs ?? new Int32Array(0);
    this.#keys = saved?.keys ?? new Int32Array(EMPTY + 1);
    this.#end = this.#keys.length;
  }

  save(): SavedNames {
    return { runs: this.#runs, keys: this.#keys.slice(0, this.#end) };
  }

  /** A word's run. */
  of(word: number): number {
    const known = word < this.#runs.length ? (this.#runs[word] ?? 0) : 0;
    return known === 0 ? this.#add(word) : known;
  }

  count(run: number): number {
    return run < 0 ? 1 : (this.#keys[run] ?? 0);
  }

  /** @param n less than the run's count */
  key(run: number, n: number): number {
    return run < 0 ? -1 - run : (this.#keys[run + 1 + n] ?? 0);
  }

  #add(word: number): number {
    const keys = nameKeys(this.#lexicon.textOf(word)).map((key) => this.#lexicon.numberOf(key));
    const run = this.#runOf(keys);
    this.#runs = grown(this.#runs, word + 1);
    this.#runs[word] = run;
    return run;
  }

  #runOf(keys: readonly number[]): number {
    const [only] = keys;
    if (only === undefined) return EMPTY;
    if (keys.length === 1) return -1 - only;
    const run = this.#end;
    this.#end += 1 + keys.length;
    this.#keys = grown(this.#keys, this.#end);
    this.#keys[run] = keys.length;
    this.#keys.set(keys, run + 1);
    return run;
  }
}

interface WordsByNumber {
  textOf(word: number): string;
  numberOf(term: string): number;
}
