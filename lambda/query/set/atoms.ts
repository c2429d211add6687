import type { Lexicon } from "../words/lexicon.ts";
import { grown } from "../words/growing.ts";
import type { IntLists } from "./int-lists.ts";
import { IntRecords, type SavedRecords } from "./int-records.ts";

/** What in a document makes an atom true, or where a query may be hung. */
export type AtomKind = (typeof KINDS)[number];

/**
 * word: any form of it, or another spelling of the name. stem, name, written: a word by its stem, its name's key, or as it
 * is written. phrase: written words in a row. near: two words near one another. prefix: a word that begins so.
 * fact: see `factKey`. beside: a word that stands beside the text, in what `PreparedDocument.beside` has.
 * leaf: any other clause, found by `findLeaf`.
 */
const KINDS = [
  "word",
  "stem",
  "name",
  "written",
  "phrase",
  "prefix",
  "fact",
  "beside",
  "near",
  "leaf",
] as const;

const NEAR = KINDS.indexOf("near");

export interface SavedAtoms {
  readonly records: SavedRecords;
  readonly hung: Int32Array<ArrayBuffer>;
}

/** What queries are made of, each by a number: equal clauses of any number of queries are one atom. */
export class Atoms {
  readonly #records: IntRecords;
  readonly #lexicon: Lexicon;
  /** By atom two numbers: see `plainOf` and `conditionalOf`. */
  #hung: Int32Array<ArrayBuffer>;

  constructor(lexicon: Lexicon, saved: SavedAtoms | null = null) {
    this.#lexicon = lexicon;
    this.#records = new IntRecords(saved?.records);
    this.#hung = saved?.hung ?? new Int32Array(2 * 256);
  }

  save(): SavedAtoms {
    return { records: this.#records.save(), hung: this.#hung.slice(0, 2 * this.size) };
  }

  get size(): number {
    return this.#records.size;
  }

  /** Bytes that the atoms take. */
  get bytes(): number {
    return this.#records.bytes + this.#hung.byteLength;
  }

  /** The atom of a kind that is told by a text: a term, a key, a clause. */
  ofText(kind: AtomKind, text: string): number {
    return this.ofNumbers(kind, [this.#lexicon.numberOf(text)]);
  }

  ofNumbers(kind: AtomKind, numbers: readonly number[]): number {
    const atom = this.#records.numberOf([KINDS.indexOf(kind), ...numbers]);
    this.#hung = grown(this.#hung, 2 * atom + 2);
    return atom;
  }

  isNear(atom: number): boolean {
    return this.#kindOf(atom) === NEAR;
  }

  /** Whether words alone do not tell if it is true: it must be found out when a query asks. */
  isOpen(atom: number): boolean {
    return this.#kindOf(atom) >= NEAR;
  }

  #kindOf(atom: number): number {
    return this.#records.data[this.#records.begin(atom)] ?? 0;
  }

  /** How many numbers `ofNumbers` was given. */
  lengthOf(atom: number): number {
    return this.#records.end(atom) - this.#records.begin(atom) - 1;
  }

  /** One of them; of `ofText`, its only one, the text's in the lexicon. */
  numberOf(atom: number, n: number): number {
    return this.#records.data[this.#records.begin(atom) + 1 + n] ?? 0;
  }

  /** Who asks for no more than this atom, as an entry of `lists`: see `askersOf`. */
  plainOf(atom: number): number {
    return this.#hung[2 * atom] ?? 0;
  }

  /** The list of those who ask for more than this atom, each with their condition; or 0. */
  conditionalOf(atom: number): number {
    return this.#hung[2 * atom + 1] ?? 0;
  }

  hangPlain(atom: number, askers: number, lists: IntLists): void {
    this.#hung[2 * atom] = lists.with(this.plainOf(atom), askers);
  }

  hangConditional(atom: number, askers: number, condition: number, lists: IntLists): void {
    const list = this.conditionalOf(atom) || lists.create();
    this.#hung[2 * atom + 1] = list;
    lists.push(list, askers);
    lists.push(list, condition);
  }

  rename(atom: number, before: number, askers: number, lists: IntLists): void {
    const plain = this.plainOf(atom);
    if (plain < 0) lists.replace(-plain, before, askers, 1);
    else if (plain - 1 === before) this.#hung[2 * atom] = askers + 1;
    lists.replace(this.conditionalOf(atom), before, askers, 2);
  }

  /** What does not hang there is no error. */
  unhang(atom: number, askers: number, lists: IntLists): void {
    this.#hung[2 * atom] = lists.without(this.plainOf(atom), askers);
    const list = this.conditionalOf(atom);
    const at = lists.find(list, askers, 2);
    if (at !== -1) lists.removeAt(list, at, 2);
  }
}
