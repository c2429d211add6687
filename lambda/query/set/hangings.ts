import { leavesOf, wordsOf } from "../combine.ts";
import type { Query } from "../query.ts";
import { grown } from "../words/growing.ts";
import type { Lexicon } from "../words/lexicon.ts";
import { partsOf } from "../words/word-parts.ts";
import type { Atoms } from "./atoms.ts";
import { hooksOf } from "./clauses.ts";
import { isEnough, isTrue, otherOf } from "./formula.ts";
import type { IntLists } from "./int-lists.ts";
import type { IntRecords } from "./int-records.ts";
import type { NamedAtoms } from "./named-atoms.ts";
import type { DocumentTruth } from "./truth.ts";

/**
 * What must be true beside the atom that a query hangs on: from 0 on, one other atom. Below, one of `BESIDE` in the lowest bits,
 * and above them a number.
 */
const BESIDE = {
  /** Nothing; but of several atoms that it hangs on it is found with one alone. The number is a place of `#seen`. */
  once: 0,
  /** The whole formula that begins at a place of the formulas' numbers. */
  formula: 1,
  /** Both: what `#several` has under the number. */
  onceFormula: 2,
} as const;
const KIND_BITS = 2;
const KIND_MASK = (1 << KIND_BITS) - 1;

const conditionOf = (kind: number, argument: number): number =>
  -1 - ((argument << KIND_BITS) | kind);

type Numbers = Int32Array<ArrayBuffer>;

export interface SavedHangings {
  readonly hooks: Numbers;
  readonly seenCount: number;
  readonly several: Numbers;
  readonly demand: Numbers;
}

interface Shared {
  readonly lexicon: Lexicon;
  readonly lists: IntLists;
  readonly atoms: Atoms;
  readonly named: NamedAtoms;
  readonly formulas: IntRecords;
}

/** Which atoms each formula hangs on, and on what condition: the rarest of those that it needs. */
export class Hangings {
  readonly #lexicon: Lexicon;
  readonly #lists: IntLists;
  readonly #atoms: Atoms;
  readonly #named: NamedAtoms;
  readonly #formulas: IntRecords;
  /** By formula: an entry of the atoms that it hangs on. */
  #hooks: Numbers;
  /** By a query that any of several atoms is enough for: the last document that it was found in. */
  #seen: Numbers;
  #seenCount: number;
  /** By any other that hangs on several atoms two numbers: the same, and where its formula begins. */
  #several: Numbers;
  #severalCount: number;
  /** By word: how many queries ask for it. */
  #demand: Numbers;

  constructor(shared: Shared, saved: SavedHangings | null) {
    this.#lexicon = shared.lexicon;
    this.#lists = shared.lists;
    this.#atoms = shared.atoms;
    this.#named = shared.named;
    this.#formulas = shared.formulas;
    this.#hooks = saved?.hooks ?? new Int32Array(256);
    this.#seenCount = saved?.seenCount ?? 0;
    // No document was found anything in yet.
    this.#seen = new Int32Array(Math.max(256, this.#seenCount));
    this.#several = saved?.several ?? new Int32Array(256);
    this.#severalCount = (saved?.several.length ?? 0) / 2;
    this.#demand = saved?.demand ?? new Int32Array(1024);
  }

  get bytes(): number {
    const tables = [this.#hooks, this.#seen, this.#several, this.#demand];
    return tables.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  save(): SavedHangings {
    const several = this.#several.slice(0, 2 * this.#severalCount);
    for (let n = 0; n < several.length; n += 2) several[n] = 0;
    return { hooks: this.#hooks, seenCount: this.#seenCount, several, demand: this.#demand };
  }

  /** @param number of the formula that the query is. @param askers who asks it: see `askersOf` */
  hang(number: number, query: Query, askers: number): void {
    this.#hooks = grown(this.#hooks, number + 1);
    this.#ask(query);
    const names = hooksOf(query, (term) => this.#demand[this.#lexicon.find(term)] ?? 0);
    const atoms = [...new Set(names.map((name) => this.#named.numberOf(name, null)))];
    const formula = this.#formulas.valuesOf(number);
    const begin = this.#formulas.begin(number);
    const isAnyEnough = atoms.every((atom) => isEnough(formula, atom));
    const several = atoms.length > 1 ? this.#nextOfSeveral(isAnyEnough ? null : begin) : null;
    for (const atom of atoms) {
      this.#hooks[number] = this.#lists.with(this.#hooks[number] ?? 0, atom);
      const condition = several ?? otherOf(formula, atom) ?? conditionOf(BESIDE.formula, begin);
      if (several === null && isAnyEnough) {
        this.#atoms.hangPlain(atom, askers, this.#lists);
      } else this.#atoms.hangConditional(atom, askers, condition, this.#lists);
    }
  }

  /** @param begin where the formula begins; null: it is true wherever it hangs. @returns a condition */
  #nextOfSeveral(begin: number | null): number {
    if (begin === null) {
      const place = this.#seenCount;
      this.#seen = grown(this.#seen, place + 1);
      this.#seenCount += 1;
      return conditionOf(BESIDE.once, place);
    }
    const number = this.#severalCount;
    this.#several = grown(this.#several, 2 * number + 2);
    this.#several[2 * number + 1] = begin;
    this.#severalCount += 1;
    return conditionOf(BESIDE.onceFormula, number);
  }

  /** Wherever a formula hangs, others ask it from now on. */
  rename(number: number, before: number, askers: number): void {
    for (const atom of this.#lists.valuesOf(this.#hooks[number] ?? 0)) {
      this.#atoms.rename(atom, before, askers, this.#lists);
    }
  }

  unhang(number: number, askers: number): void {
    for (const atom of this.#lists.valuesOf(this.#hooks[number] ?? 0)) {
      this.#atoms.unhang(atom, askers, this.#lists);
      this.#hooks[number] = this.#lists.without(this.#hooks[number] ?? 0, atom);
    }
  }

  /**
   * Whether a query that hangs on an atom which is true is true as well. Of one that hangs on several it is said once.
   * @param document its number: each has another
   */
  isMet(condition: number, truth: DocumentTruth, document: number): boolean {
    if (condition >= 0) return truth.holds(condition);
    const argument = (-1 - condition) >> KIND_BITS;
    const kind = (-1 - condition) & KIND_MASK;
    if (kind !== BESIDE.once) return this.#isTrue(kind, argument, truth, document);
    if (this.#seen[argument] === document) return false;
    this.#seen[argument] = document;
    return true;
  }

  #isTrue(kind: number, argument: number, truth: DocumentTruth, document: number): boolean {
    const { data } = this.#formulas;
    if (kind === BESIDE.formula) return isTrue(data, argument, truth);
    if (this.#several[2 * argument] === document) return false;
    const isFound = isTrue(data, this.#several[2 * argument + 1] ?? 0, truth);
    if (isFound) this.#several[2 * argument] = document;
    return isFound;
  }

  /** Counts the words that queries ask for: what many ask for is common, as a rule. */
  #ask(query: Query): void {
    const words = leavesOf(query).flatMap(wordsOf);
    for (const part of new Set(words.flatMap(partsOf))) {
      const word = this.#lexicon.numberOf(part);
      this.#demand = grown(this.#demand, word + 1);
      this.#demand[word] = (this.#demand[word] ?? 0) + 1;
    }
  }
}
