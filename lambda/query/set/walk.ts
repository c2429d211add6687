import { lexiconNumber, type Scan, wordAt } from "../finding/scan.ts";

/** Words that are made of several tokens: which begin and end at a token. */
export class Compounds {
  readonly isEmpty: boolean;
  /** In the order of the texts. */
  readonly all: (readonly [word: number, first: number, last: number])[] = [];
  readonly #from = new Map<number, (readonly [word: number, last: number])[]>();
  readonly #to = new Map<number, (readonly [word: number, first: number])[]>();

  constructor(scan: Scan) {
    const { compounds } = scan;
    this.isEmpty = compounds.length === 0;
    for (let n = 0; n < compounds.length; n += 3) {
      const [local = 0, first = 0, last = 0] = compounds.subarray(n, n + 3);
      const word = lexiconNumber(scan, local);
      this.all.push([word, first, last]);
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
