import { lexiconNumber, type Scan, wordAt } from "../finding/scan.ts";
import type { IntLists } from "./int-lists.ts";

/** A phrase where it was found: words in a row, as they are written. */
export interface Phrase {
  readonly atom: number;
  /** By word of the lexicon. */
  readonly words: Int32Array;
}

/**
 * Phrases by one pair of neighbours each. Every two words of a text that stand together are looked up; the other words are
 * compared where the pair is one that some phrase has.
 */
export class PhrasePairs {
  readonly #lists: IntLists;
  /** Open addressing, three numbers each: first word and one, second word, list of atoms and the pair's place in them. */
  #slots = new Int32Array(3 * 256);
  #size = 0;
  /** By word: 1 where some pair begins with it. */
  #starts = new Uint8Array(1024);

  constructor(lists: IntLists) {
    this.#lists = lists;
  }

  get bytes(): number {
    return this.#slots.byteLength + this.#starts.byteLength;
  }

  /** How many phrases have this pair. */
  demandOf(first: number, second: number): number {
    const slot = this.#find(first, second);
    return this.#lists.length(this.#slots[slot + 2] ?? 0) / 2;
  }

  /** @param at which of the phrase's words is the pair's first */
  add({ atom, words }: Phrase, at: number): void {
    const [first = 0, second = 0] = words.subarray(at, at + 2);
    let slot = this.#find(first, second);
    if (this.#slots[slot] === 0) {
      if ((this.#size + 1) * 12 > this.#slots.length * 2) {
        this.#grow();
        slot = this.#find(first, second);
      }
      this.#slots[slot] = first + 1;
      this.#slots[slot + 1] = second;
      this.#slots[slot + 2] = this.#lists.create();
      this.#size += 1;
      if (first >= this.#starts.length) {
        const starts = new Uint8Array(first * 2);
        starts.set(this.#starts);
        this.#starts = starts;
      }
      this.#starts[first] = 1;
    }
    const list = this.#slots[slot + 2] ?? 0;
    this.#lists.push(list, atom);
    this.#lists.push(list, at);
  }

  /**
   * Tells of every phrase of a text, in its order; of one that occurs several times, as often.
   * @param wordsOf the words of a phrase
   */
  find(
    scan: Scan,
    wordsOf: (atom: number) => Int32Array,
    found: (atom: number, text: number) => void,
  ): void {
    if (this.#size === 0) return;
    const { texts } = scan;
    const compounds = new Compounds(scan);
    for (let text = 0; text + 1 < texts.length; text += 1) {
      const [begin = 0, end = 0] = [texts[text], texts[text + 1]];
      const walk = new Walk(scan, compounds, begin, end);
      const look = (first: number, second: number, from: number) => {
        const list = this.#slots[this.#find(first, second) + 2] ?? 0;
        if (list === 0) return;
        const start = this.#lists.begin(list);
        const { data } = this.#lists;
        for (let n = start; n < start + this.#lists.length(list); n += 2) {
          const atom = data[n] ?? 0;
          if (walk.isAt(wordsOf(atom), data[n + 1] ?? 0, from)) found(atom, text);
        }
      };
      for (let token = begin; token < end; token += 1) {
        const word = wordAt(scan, token);
        if (this.#starts[word] === 1 && token + 1 < end) {
          look(word, wordAt(scan, token + 1), token);
        }
        if (compounds.isEmpty) continue;
        // A word of several tokens may be the pair's first, its second, or both.
        for (const [compound, last] of compounds.from(token)) {
          if (last + 1 === end) continue;
          look(compound, wordAt(scan, last + 1), token);
          for (const [next] of compounds.from(last + 1)) look(compound, next, token);
        }
        if (token + 1 === end) continue;
        for (const [compound] of compounds.from(token + 1)) look(word, compound, token);
      }
    }
  }

  #find(first: number, second: number): number {
    const mask = this.#slots.length / 3 - 1;
    const hash = Math.imul(Math.imul(first, 0x9e37_79b1) ^ second, 0x85eb_ca6b);
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const key = this.#slots[slot * 3];
      if (key === 0 || (key === first + 1 && this.#slots[slot * 3 + 1] === second)) return slot * 3;
    }
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Int32Array(before.length * 2);
    for (let at = 0; at < before.length; at += 3) {
      const [key = 0, second = 0, list = 0] = before.subarray(at, at + 3);
      if (key === 0) continue;
      this.#slots.set([key, second, list], this.#find(key - 1, second));
    }
  }
}

/** Words that are made of several tokens: which begin and end at a token. */
class Compounds {
  readonly isEmpty: boolean;
  readonly #from = new Map<number, (readonly [word: number, last: number])[]>();
  readonly #to = new Map<number, (readonly [word: number, first: number])[]>();

  constructor(scan: Scan) {
    const { compounds } = scan;
    this.isEmpty = compounds.length === 0;
    for (let n = 0; n < compounds.length; n += 3) {
      const [local = 0, first = 0, last = 0] = compounds.subarray(n, n + 3);
      const word = lexiconNumber(scan, local);
      this.#from.set(first, [...this.from(first), [word, last]]);
      this.#to.set(last, [...this.to(last), [word, first]]);
    }
  }

  from(token: number): readonly (readonly [word: number, last: number])[] {
    return this.#from.get(token) ?? [];
  }

  to(token: number): readonly (readonly [word: number, first: number])[] {
    return this.#to.get(token) ?? [];
  }
}

/** Goes from word to word of one text, over compounds where these are what is looked for. */
class Walk {
  readonly #scan: Scan;
  readonly #compounds: Compounds;
  readonly #begin: number;
  readonly #end: number;

  constructor(scan: Scan, compounds: Compounds, begin: number, end: number) {
    this.#scan = scan;
    this.#compounds = compounds;
    this.#begin = begin;
    this.#end = end;
  }

  /** Whether a phrase stands here whose word `at` begins at this token. */
  isAt(phrase: Int32Array, at: number, from: number): boolean {
    let next = from;
    for (let n = at; n < phrase.length; n += 1) {
      next = this.#after(phrase[n] ?? -1, next);
      if (next === -1) return false;
    }
    let first = from;
    for (let n = at - 1; n >= 0; n -= 1) {
      first = this.#before(phrase[n] ?? -1, first);
      if (first === -1) return false;
    }
    return true;
  }

  #after(word: number, token: number): number {
    if (token >= this.#end) return -1;
    if (this.#wordAt(token) === word) return token + 1;
    if (this.#compounds.isEmpty) return -1;
    const compound = this.#compounds.from(token).find(([its]) => its === word);
    return compound === undefined ? -1 : compound[1] + 1;
  }

  #before(word: number, token: number): number {
    if (token <= this.#begin) return -1;
    if (this.#wordAt(token - 1) === word) return token - 1;
    if (this.#compounds.isEmpty) return -1;
    const compound = this.#compounds.to(token - 1).find(([its]) => its === word);
    return compound === undefined ? -1 : compound[1];
  }

  #wordAt(token: number): number {
    return wordAt(this.#scan, token);
  }
}
