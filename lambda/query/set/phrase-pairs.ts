import { lexiconNumber, type Scan, wordAt } from "../finding/scan.ts";
import type { IntLists } from "./int-lists.ts";
import { Compounds, type Phrases, Walk } from "./walk.ts";

/** A phrase where it was found: words in a row, as they are written. */
export interface Phrase {
  readonly atom: number;
  /** By word of the lexicon. */
  readonly words: readonly number[];
}

export interface SavedPairs {
  readonly slots: Numbers;
  readonly sieve: Numbers;
  readonly size: number;
}

type Numbers = Int32Array<ArrayBuffer>;

/** Beside a phrase's atom, which of its words the pair begins at: one of the first, in so many bits. */
const PLACE_BITS = 5;
/** In place of that, of a phrase that is the pair. */
const WHOLE = (1 << PLACE_BITS) - 1;
/** Of a phrase that is longer, only so many pairs are looked at. */
export const MAX_PAIRS = WHOLE;

const SIEVE_WORDS = 1024;
/** So many bits a pair let one in sixteen through that no phrase has, and stay in the processor's nearest cache. */
const SIEVE_BITS = 16;

/**
 * Phrases by one pair of neighbours each. Every two words of a text that stand together are looked up; the other words are
 * compared where the pair is one that some phrase has.
 */
export class PhrasePairs {
  readonly #lists: IntLists;
  /** Open addressing, three numbers each: first word and one, second word, and an entry of phrases with their places. */
  #slots: Numbers;
  #size: number;
  /** One bit by a hash of a pair, set for those that some phrase has: what most pairs of a text are known by not to be. */
  #sieve: Numbers;
  /** Of the document in hand. */
  readonly #compounds = new Compounds();

  constructor(lists: IntLists, saved: SavedPairs | null = null) {
    this.#lists = lists;
    this.#slots = saved?.slots ?? new Int32Array(3 * 256);
    this.#sieve = saved?.sieve ?? new Int32Array(SIEVE_WORDS);
    this.#size = saved?.size ?? 0;
  }

  save(): SavedPairs {
    return { slots: this.#slots, sieve: this.#sieve, size: this.#size };
  }

  get bytes(): number {
    return this.#slots.byteLength + this.#sieve.byteLength;
  }

  /** How many phrases have this pair. */
  demandOf(first: number, second: number): number {
    const slot = this.#find(first, second);
    return this.#lists.countOf(this.#slots[slot + 2] ?? 0);
  }

  /** @param at which of the phrase's words is the pair's first: less than `MAX_PAIRS` */
  add({ atom, words }: Phrase, at: number): void {
    const [first = 0, second = 0] = words.slice(at, at + 2);
    let slot = this.#find(first, second);
    if (this.#slots[slot] === 0) {
      if (this.#size * 4 >= this.#slots.length) {
        this.#grow();
        slot = this.#find(first, second);
      }
      this.#slots[slot] = first + 1;
      this.#slots[slot + 1] = second;
      this.#size += 1;
      this.#mark(first, second);
    }
    const placed = (atom << PLACE_BITS) | (words.length === 2 ? WHOLE : at);
    this.#slots[slot + 2] = this.#lists.with(this.#slots[slot + 2] ?? 0, placed);
  }

  /**
   * Tells of every phrase of a text, in its order; of one that occurs several times, as often.
   * @param phrases the words of each
   */
  find(scan: Scan, phrases: Phrases, found: (atom: number, text: number) => void): void {
    if (this.#size === 0) return;
    const { texts, tokens, words, compounds } = scan;
    const joined = this.#compounds;
    joined.enter(scan);
    const walk = new Walk(scan, joined);
    const sieve = this.#sieve;
    const mask = sieve.length - 1;
    let seen = 0;
    for (let text = 0; text + 1 < texts.length; text += 1) {
      const [begin = 0, end = 0] = [texts[text], texts[text + 1]];
      walk.enter(begin, end);
      const looking = { walk, phrases, text, found };
      let word = begin < end ? wordAt(scan, begin) : -1;
      for (let token = begin + 1; token < end; token += 1) {
        const next = words[2 * (tokens[3 * token] ?? 0)] ?? 0;
        const hash = hashOf(word, next);
        // The sieve, written out: this is done for every word of every text.
        if ((((sieve[(hash >>> 5) & mask] ?? 0) >>> hash) & 1) === 1) {
          this.#look(word, next, token - 1, looking);
        }
        word = next;
      }
      // A word of several tokens may be the pair's first, its second, or both.
      for (; seen < compounds.length; seen += 3) {
        const first = compounds[seen + 1] ?? 0;
        const last = compounds[seen + 2] ?? 0;
        if (first >= end) break;
        const compound = lexiconNumber(scan, compounds[seen] ?? 0);
        if (first > begin) this.#look(wordAt(scan, first - 1), compound, first - 1, looking);
        if (last + 1 === end) continue;
        this.#look(compound, wordAt(scan, last + 1), first, looking);
        for (const at of joined.from(last + 1)) {
          this.#look(compound, lexiconNumber(scan, compounds[at] ?? 0), first, looking);
        }
      }
    }
  }

  #look(first: number, second: number, from: number, looking: Looking): void {
    const entry = this.#slots[this.#find(first, second) + 2] ?? 0;
    if (entry === 0) return;
    if (entry > 0) {
      tellOf(entry - 1, from, looking);
      return;
    }
    const { data } = this.#lists;
    const start = this.#lists.begin(-entry);
    const end = start + this.#lists.length(-entry);
    for (let n = start; n < end; n += 1) tellOf(data[n] ?? 0, from, looking);
  }

  #find(first: number, second: number): number {
    const mask = this.#slots.length / 3 - 1;
    const hash = hashOf(first, second);
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const key = this.#slots[slot * 3];
      if (key === 0 || (key === first + 1 && this.#slots[slot * 3 + 1] === second)) return slot * 3;
    }
  }

  #mark(first: number, second: number): void {
    const hash = hashOf(first, second);
    const at = (hash >>> 5) & (this.#sieve.length - 1);
    this.#sieve[at] = (this.#sieve[at] ?? 0) | (1 << hash);
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Int32Array(before.length * 2);
    if (this.#sieve.length * 32 < this.#size * SIEVE_BITS) {
      this.#sieve = new Int32Array(this.#sieve.length * 2);
    }
    for (let at = 0; at < before.length; at += 3) {
      const [key = 0, second = 0, entry = 0] = before.subarray(at, at + 3);
      if (key === 0) continue;
      this.#slots.set([key, second, entry], this.#find(key - 1, second));
      this.#mark(key - 1, second);
    }
  }
}

interface Looking {
  readonly walk: Walk;
  readonly phrases: Phrases;
  readonly text: number;
  readonly found: (atom: number, text: number) => void;
}

/** @param placed an atom, and where in it the pair is */
function tellOf(placed: number, from: number, { walk, phrases, text, found }: Looking): void {
  const atom = placed >> PLACE_BITS;
  const at = placed & WHOLE;
  if (at === WHOLE || walk.isAt(phrases, atom, at, from)) found(atom, text);
}

function hashOf(first: number, second: number): number {
  const hash = Math.imul(Math.imul(first, 0x9e37_79b1) ^ second, 0x85eb_ca6b);
  return hash ^ (hash >>> 13);
}
