import type { Lexicon } from "../words/lexicon.ts";
import { grown } from "../words/growing.ts";
import type { IntLists } from "./int-lists.ts";

/** So many new ones are compared one by one; more are looked up by their length. */
const FEW = 16;

export type SavedPrefixes = readonly (readonly [head: string, atom: number])[];

/** Atoms by the beginnings of words. Each word is looked up once, and again for what was added since it was seen. */
export class PrefixTriggers {
  readonly #lists: IntLists;
  readonly #lexicon: Lexicon;
  readonly #heads: string[] = [];
  readonly #atoms: number[] = [];
  readonly #byHead = new Map<string, number>();
  readonly #lengths = new Set<number>();
  /** By word: how many heads it was compared with, and an entry of its atoms. */
  #seen = new Int32Array(1024);
  #byWord = new Int32Array(1024);

  constructor(lists: IntLists, lexicon: Lexicon, saved: SavedPrefixes = []) {
    this.#lists = lists;
    this.#lexicon = lexicon;
    for (const [head, atom] of saved) this.add(atom, head);
  }

  save(): SavedPrefixes {
    return this.#heads.map((head, n) => [head, this.#atoms[n] ?? 0]);
  }

  get isEmpty(): boolean {
    return this.#heads.length === 0;
  }

  get bytes(): number {
    return this.#seen.byteLength + this.#byWord.byteLength;
  }

  add(atom: number, head: string): void {
    this.#byHead.set(head, this.#heads.length);
    this.#heads.push(head);
    this.#atoms.push(atom);
    this.#lengths.add(head.length);
  }

  /** Of the atoms whose heads a word begins with, an entry of the lists. */
  entryFor(word: number): number {
    if (word >= this.#seen.length) {
      this.#seen = grown(this.#seen, word + 1);
      this.#byWord = grown(this.#byWord, word + 1);
    }
    const seen = this.#seen[word] ?? 0;
    if (seen < this.#heads.length) {
      for (const n of this.#newHeadsOf(this.#lexicon.textOf(word), seen)) this.#push(word, n);
      this.#seen[word] = this.#heads.length;
    }
    return this.#byWord[word] ?? 0;
  }

  #push(word: number, head: number): void {
    this.#byWord[word] = this.#lists.with(this.#byWord[word] ?? 0, this.#atoms[head] ?? 0);
  }

  #newHeadsOf(text: string, seen: number): readonly number[] {
    const found: number[] = [];
    if (this.#heads.length - seen <= FEW) {
      for (let n = seen; n < this.#heads.length; n += 1) {
        if (text.startsWith(this.#heads[n] ?? "")) found.push(n);
      }
      return found;
    }
    for (const length of this.#lengths) {
      const n = length > text.length ? undefined : this.#byHead.get(text.slice(0, length));
      if (n !== undefined && n >= seen) found.push(n);
    }
    return found;
  }
}
