import { grown } from "../words/growing.ts";
import type { Lexicon } from "../words/lexicon.ts";
import { Chains } from "./chains.ts";
import type { HeldAtoms } from "./held-atoms.ts";
import type { IntLists } from "./int-lists.ts";

type Numbers = Int32Array<ArrayBuffer>;

/** Atoms by names that are spelt in several ways: see `NameNumbers`. */
export class NameTriggers {
  readonly #lists: IntLists;
  readonly #lexicon: Lexicon;
  /** By name key: an entry of its atoms. */
  #atoms: Numbers;
  /** What queries ask for of the names in the document in hand. */
  readonly #words = new Chains();

  constructor(lists: IntLists, lexicon: Lexicon, saved: Numbers | null = null) {
    this.#lists = lists;
    this.#lexicon = lexicon;
    this.#atoms = saved ?? new Int32Array(1024);
  }

  save(): Numbers {
    return this.#atoms;
  }

  get bytes(): number {
    return this.#atoms.byteLength;
  }

  /** @param key the word that is the name's key */
  add(atom: number, key: number): void {
    this.#atoms = grown(this.#atoms, key + 1);
    this.#atoms[key] = this.#lists.with(this.#atoms[key] ?? 0, atom);
  }

  /** Under all keys that a word has. */
  addWord(atom: number, word: number): void {
    const { names } = this.#lexicon;
    const run = names.of(word);
    for (let n = 0; n < names.count(run); n += 1) this.add(atom, names.key(run, n));
  }

  /** For the next document. */
  begin(): void {
    this.#words.begin(this.#lexicon.size);
  }

  /** Marks the atoms that a name in a document makes true. @param local its number among the document's words */
  pull(word: number, local: number, isInTitle: boolean, held: HeldAtoms): void {
    const atoms = this.#atoms;
    const { names } = this.#lexicon;
    const run = names.of(word);
    for (let n = 0; n < names.count(run); n += 1) {
      const key = names.key(run, n);
      const entry = key < atoms.length ? (atoms[key] ?? 0) : 0;
      if (entry === 0) continue;
      this.#words.add(key, local);
      held.holdAll(entry, this.#lists, isInTitle);
    }
  }

  /** Puts the names in the document in hand that a word may be behind other words. */
  collect(word: number, words: number[]): void {
    const { names } = this.#lexicon;
    const run = names.of(word);
    for (let n = 0; n < names.count(run); n += 1) this.#words.collect(names.key(run, n), words);
  }
}
