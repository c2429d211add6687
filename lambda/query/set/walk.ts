import { lexiconNumber, type Scan, tokenCount, wordAt } from "../finding/scan.ts";
import type { Atoms } from "./atoms.ts";
import { Chains } from "./chains.ts";

/** The words of a document that are made of several tokens, by the tokens where they begin and end. */
export class Compounds {
  #scan: Scan | null = null;
  readonly #from = new Chains();
  readonly #to = new Chains();

  /** For the next document. */
  enter(scan: Scan): void {
    this.#scan = scan;
    const { compounds } = scan;
    this.#from.begin(tokenCount(scan));
    this.#to.begin(tokenCount(scan));
    for (let at = 0; at < compounds.length; at += 3) {
      this.#from.add(compounds[at + 1] ?? 0, at);
      this.#to.add(compounds[at + 2] ?? 0, at);
    }
  }

  /** Those that begin at a token: where they stand in the scan's list. */
  from(token: number): readonly number[] {
    return this.#from.of(token);
  }

  /** The token after a word of several that begins here, or -1. */
  after(word: number, token: number): number {
    const at = this.#find(word, this.#from.of(token));
    return at === -1 ? -1 : (this.#scan?.compounds[at + 2] ?? 0) + 1;
  }

  /** Where a word of several begins that ends with this token, or -1. */
  before(word: number, token: number): number {
    const at = this.#find(word, this.#to.of(token));
    return at === -1 ? -1 : (this.#scan?.compounds[at + 1] ?? 0);
  }

  #find(word: number, ats: readonly number[]): number {
    const scan = this.#scan;
    if (scan === null) return -1;
    return ats.find((at) => lexiconNumber(scan, scan.compounds[at] ?? 0) === word) ?? -1;
  }
}

/** The words of phrases by their atoms, as numbers of the lexicon. */
export type Phrases = Pick<Atoms, "numberOf" | "lengthOf">;

/** Goes from word to word of one text, over compounds where these are what is looked for. */
export class Walk {
  readonly #scan: Scan;
  readonly #compounds: Compounds;
  #begin = 0;
  #end = 0;

  constructor(scan: Scan, compounds: Compounds) {
    this.#scan = scan;
    this.#compounds = compounds;
  }

  /** @param begin the text's first token, and where it ends */
  enter(begin: number, end: number): void {
    this.#begin = begin;
    this.#end = end;
  }

  /** Whether a phrase stands here whose word `at` begins at this token. @param atom the phrase's */
  isAt(phrases: Phrases, atom: number, at: number, from: number): boolean {
    const length = phrases.lengthOf(atom);
    let next = from;
    for (let n = at; n < length; n += 1) {
      next = this.#after(phrases.numberOf(atom, n), next);
      if (next === -1) return false;
    }
    let first = from;
    for (let n = at - 1; n >= 0; n -= 1) {
      first = this.#before(phrases.numberOf(atom, n), first);
      if (first === -1) return false;
    }
    return true;
  }

  #after(word: number, token: number): number {
    if (token >= this.#end) return -1;
    if (this.#wordAt(token) === word) return token + 1;
    return this.#compounds.after(word, token);
  }

  #before(word: number, token: number): number {
    if (token <= this.#begin) return -1;
    if (this.#wordAt(token - 1) === word) return token - 1;
    return this.#compounds.before(word, token - 1);
  }

  #wordAt(token: number): number {
    return wordAt(this.#scan, token);
  }
}
