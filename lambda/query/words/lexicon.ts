import { grown } from "./growing.ts";
import { NameNumbers, type SavedNames } from "./name-numbers.ts";
import { byLanguage, byStemmer, type Stemmer } from "./stems.ts";

const START_WORDS = 4096;
/** Remembered of words that were joined: a power of two. */
const PAIRS = 4096;

export interface SavedLexicon {
  readonly texts: readonly string[];
  readonly slots: Numbers;
  readonly firsts: Numbers;
  readonly records: Numbers;
  /** By language. */
  readonly stems: ReadonlyMap<string, Numbers>;
  readonly names: SavedNames;
}

type Numbers = Int32Array<ArrayBuffer>;

/**
 * Words by number, so that texts and queries are compared by numbers. A word is found by two rolling hashes of its folded
 * units: one that was seen before costs no string and no stemmer, for its stems stand beside it. What is looked at for each
 * word of a text is kept small, so that it stays in the processor's cache: of the first hash a slot keeps `TAG` and its own
 * place. Those are 59 bits with the second one; that any two of 400,000 words share them has a chance of 1 in 7 million.
 * Grows only.
 */
export class Lexicon {
  readonly names: NameNumbers;
  readonly #texts: string[];
  /** Open addressing: a word's tag with its number and one, or 0. */
  #slots: Numbers;
  /** By word its first hash. */
  #firsts: Numbers;
  /** By word, `RECORD` numbers each: its second hash, and its number in the scan that met it last: see `beginScan`. */
  #records: Numbers;
  /** Three numbers each: a word and one, the word after it, and the word that they are together. A newer pair takes the place. */
  readonly #pairs = new Int32Array(3 * PAIRS);
  #marks = 1;
  readonly #stems: Map<Stemmer, Numbers>;
  /** Who is asked for a word is asked for others of the same language. */
  #lastStemmer: Stemmer | null = null;
  #lastStems: Numbers = new Int32Array(0);

  constructor(saved: SavedLexicon | null = null) {
    this.#texts = [...(saved?.texts ?? [])];
    this.#slots = saved?.slots ?? new Int32Array(START_WORDS * 2);
    this.#firsts = saved?.firsts ?? new Int32Array(START_WORDS);
    this.#records = saved?.records ?? new Int32Array(START_WORDS * RECORD);
    this.#stems = byStemmer(saved?.stems ?? new Map<string, Numbers>());
    this.names = new NameNumbers(this, saved?.names);
  }

  save(): SavedLexicon {
    const records = this.#records.slice(0, this.size * RECORD);
    // What a scan has noted is for nobody else.
    unmark(records);
    return {
      texts: this.#texts,
      slots: this.#slots,
      firsts: this.#firsts.slice(0, this.size),
      records,
      stems: byLanguage(this.#stems),
      names: this.names.save(),
    };
  }

  get size(): number {
    return this.#texts.length;
  }

  textOf(word: number): string {
    return this.#texts[word] ?? "";
  }

  /** The number of a folded term, or -1 where it was never seen. */
  find(term: string): number {
    // As `hashesOf`, but nothing is made for it: each clause of each query asks for its words.
    let first = HASHED_START;
    let second = HASHED_START;
    for (let n = 0; n < term.length; n += 1) {
      const unit = charCodeAt.call(term, n);
      first = Math.imul(first ^ unit, FACTOR);
      second = Math.imul(second + unit, SECOND_FACTOR);
    }
    return this.#at(first, second);
  }

  /** The number of a folded term. */
  numberOf(term: string): number {
    return this.numberOfJoined([term]);
  }

  /** The number of the term that several are, one after the other. */
  numberOfJoined(parts: readonly string[]): number {
    const [first, second] = hashesOf(parts);
    const known = this.#at(first, second);
    return known === -1 ? this.#add(parts.join(""), [first, second]) : known;
  }

  /** The same of two terms by their numbers; most pairs that a text joins are asked for again and again. */
  numberOfPair(first: number, second: number): number {
    const pairs = this.#pairs;
    const at = 3 * ((Math.imul(first, FACTOR) ^ second) & (PAIRS - 1));
    if (pairs[at] === first + 1 && pairs[at + 1] === second) return pairs[at + 2] ?? 0;
    const joined = this.numberOfJoined([this.textOf(first), this.textOf(second)]);
    pairs.set([first + 1, second, joined], at);
    return joined;
  }

  /** For who looks words up in a loop of its own: see `TAG` and `placeOf`. There is another one once a word was added. */
  get slots(): Int32Array {
    return this.#slots;
  }

  /** What goes with each word, some of it for who scans texts. There is another one once a word was added. */
  get records(): Int32Array {
    return this.#records;
  }

  /**
   * A scan marks the words that it meets with their numbers in it, from the given one on, so that no mark needs to be
   * taken away: what is less is another scan's.
   */
  beginScan(): number {
    if (this.#marks > MAX_MARK) {
      unmark(this.#records);
      this.#marks = 1;
    }
    return this.#marks;
  }

  /** @param words how many numbers it gave */
  endScan(words: number): void {
    this.#marks += words;
  }

  #add(term: string, [first, second]: Hashes): number {
    const word = this.#texts.length;
    if (word >= WORD) throw new RangeError(`more than ${WORD} distinct words; none is that long`);
    this.#texts.push(term);
    this.#firsts = grown(this.#firsts, word + 1);
    this.#firsts[word] = first;
    this.#records = grown(this.#records, (word + 1) * RECORD);
    this.#records[word * RECORD] = second;
    if (this.#slots.length < (word + 1) * 2) this.#grow();
    else this.#place(word);
    return word;
  }

  /** By word: the number of its stem, or -1 while nobody has asked for it. */
  stemsBy(stemOf: Stemmer): Int32Array {
    if (stemOf === this.#lastStemmer && this.#lastStems.length >= this.size) return this.#lastStems;
    this.#lastStemmer = stemOf;
    this.#lastStems = this.#stemTable(stemOf);
    return this.#lastStems;
  }

  #stemTable(stemOf: Stemmer): Numbers {
    const known = this.#stems.get(stemOf);
    if (known !== undefined && known.length >= this.size) return known;
    const stems = new Int32Array(this.#slots.length).fill(-1);
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

  #at(first: number, second: number): number {
    const mask = this.#slots.length - 1;
    for (let place = placeOf(first, mask); ; place = (place + 1) & mask) {
      const slot = this.#slots[place] ?? 0;
      if (slot === 0) return -1;
      const word = (slot & WORD) - 1;
      if (((slot ^ first) & TAG) === 0 && this.#records[word * RECORD] === second) return word;
    }
  }

  #place(word: number): void {
    const mask = this.#slots.length - 1;
    const first = this.#firsts[word] ?? 0;
    let place = placeOf(first, mask);
    while (this.#slots[place] !== 0) place = (place + 1) & mask;
    this.#slots[place] = (first & TAG) | (word + 1);
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (let word = 0; word < this.size; word += 1) this.#place(word);
  }
}

/** Inside the engine terms are strings of many kinds, and of more than four it looks a method up anew with each unit. */
// oxlint-disable-next-line typescript/unbound-method -- bound by its call
const { charCodeAt } = String.prototype;

function unmark(records: Numbers): void {
  for (let at = 1; at < records.length; at += RECORD) records[at] = 0;
}

/** Numbers that a record is wide. */
export const RECORD = 2;

/** The bits of a slot that are a word's number and one, and those that are of its first hash. */
export const WORD = 0x001f_ffff;
export const TAG = ~WORD;

/** No scan has so many words that its numbers would be too large for 32 bits. */
const MAX_MARK = 2 ** 30;

/** Where to look for a word first. @param mask the number of slots less one */
const placeOf = (first: number, mask: number): number => (first ^ (first >>> 15)) & mask;

/**
 * A word's hashes, unit by unit from `HASHED_START` on: FNV-1a's step, `imul(hash ^ unit, FACTOR)`, and one by the golden
 * ratio, `imul(hash + unit, SECOND_FACTOR)`.
 */
export const HASHED_START = 0x811c_9dc5 | 0;
export const FACTOR = 0x0100_0193;
export const SECOND_FACTOR = 0x9e37_79b1 | 0;

type Hashes = readonly [first: number, second: number];

function hashesOf(parts: readonly string[]): Hashes {
  let [first, second] = [HASHED_START, HASHED_START];
  for (const part of parts) {
    for (let n = 0; n < part.length; n += 1) {
      const unit = part.charCodeAt(n);
      first = Math.imul(first ^ unit, FACTOR);
      second = Math.imul(second + unit, SECOND_FACTOR);
    }
  }
  return [first, second];
}
