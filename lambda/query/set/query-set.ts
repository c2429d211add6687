import type { PreparedDocument } from "../finding/document.ts";
import { leavesOf, wordsOf } from "../combine.ts";
import type { Query } from "../query.ts";
import { currentLexicon, type Lexicon } from "../words/lexicon.ts";
import { Atoms } from "./atoms.ts";
import { atomOf, hooksOf } from "./clauses.ts";
import { type Formula, formulaOf, isEnough, isTrue, otherOf } from "./formula.ts";
import { grown } from "../words/growing.ts";
import { HeldAtoms } from "./held-atoms.ts";
import { IntLists } from "./int-lists.ts";
import { IntRecords } from "./int-records.ts";
import { NamedAtoms } from "./named-atoms.ts";
import { References } from "./references.ts";
import { Triggers } from "./triggers.ts";
import { DocumentTruth } from "./truth.ts";

/**
 * What must be true beside the atom that a query hangs on: from 0 on, one other atom. Below, by turns, the whole formula that
 * begins at a place of the formulas' numbers, and what `#several` has under a number.
 */
const atFormula = (place: number): number => -1 - 2 * place;
const ofSeveral = (number: number): number => -2 - 2 * number;
/** The place or number again. */
const argumentOf = (condition: number): number => (-1 - condition) >> 1;
const isOfSeveral = (condition: number): boolean => (condition & 1) === 0;

/** In the place of a formula that is true wherever it hangs. */
const NOTHING = -1;

/**
 * Many queries, asked at once which of them want a readout. Each distinct query hangs on the rarest of its necessary atoms, so
 * that a readout's cost grows with the queries that share such an atom with it, not with all. Whoever adds a query gives it a
 * number, its reference: small ones are best, for there is a table by reference.
 */
export class QuerySet {
  readonly #lexicon: Lexicon = currentLexicon();
  readonly #lists = new IntLists();
  readonly #atoms = new Atoms(this.#lexicon);
  readonly #triggers = new Triggers(this.#atoms, this.#lists, this.#lexicon);
  readonly #held = new HeldAtoms();
  readonly #named = new NamedAtoms({
    lexicon: this.#lexicon,
    atoms: this.#atoms,
    triggers: this.#triggers,
    held: this.#held,
  });
  readonly #formulas = new IntRecords();
  readonly #references = new References(this.#lists);
  /** The references that were found in the document in hand. */
  #found = new Int32Array(1024);
  #foundCount = 0;
  /** By formula: an entry of the atoms that it hangs on. */
  #hooks = new Int32Array(256);
  /** By hanging on several atoms two numbers: the last document that it was found in, and where its formula begins, or nothing. */
  #several = new Int32Array(256);
  #severalCount = 0;
  /** By word: how many queries ask for it. */
  #demand = new Int32Array(1024);
  #documents = 0;
  #size = 0;

  /** Distinct queries. */
  get size(): number {
    return this.#size;
  }

  /** Bytes that the set's tables take; the lexicon is counted apart, since all sets share it. */
  get bytes(): number {
    const own = this.#hooks.byteLength + this.#several.byteLength + this.#demand.byteLength;
    const parts = [
      this.#lists,
      this.#atoms,
      this.#triggers,
      this.#formulas,
      this.#references,
      this.#held,
    ];
    return parts.reduce((sum, { bytes }) => sum + bytes, own);
  }

  /** @throws RangeError where the reference is in use */
  add(reference: number, query: Query): void {
    if (this.has(reference)) throw new RangeError(`Query ${reference} is in the set already.`);
    const formula = formulaOf(query, (leaf) => {
      const { atom, inTitle } = atomOf(leaf);
      return { atom: this.#named.numberOf(atom, leaf), inTitle };
    });
    const number = this.#formulas.numberOf(formula);
    if (this.#references.add(reference, number)) this.#hang(number, formula, query);
  }

  has(reference: number): boolean {
    return this.#references.has(reference);
  }

  /** What is not there is no error. */
  remove(reference: number): void {
    const unasked = this.#references.remove(reference);
    if (unasked !== null) this.#unhang(unasked);
  }

  /** The references of the queries that want this readout, in no particular order. */
  match(document: PreparedDocument): Int32Array {
    this.#documents += 1;
    this.#foundCount = 0;
    const truth = this.#truthOf(document);
    const { list: held, count } = this.#held;
    for (let n = 0; n < count; n += 1) {
      const atom = held[n] ?? 0;
      this.#findPlain(this.#atoms.plainOf(atom));
      const conditional = this.#atoms.conditionalOf(atom);
      if (conditional !== 0) this.#findConditional(conditional, truth);
    }
    return this.#found.slice(0, this.#foundCount);
  }

  /** Those that want nothing but the atom. */
  #findPlain(entry: number): void {
    if (entry > 0) this.#find(this.#references.of(entry - 1));
    if (entry >= 0) return;
    const { data } = this.#lists;
    const begin = this.#lists.begin(-entry);
    const end = begin + this.#lists.length(-entry);
    for (let at = begin; at < end; at += 1) this.#find(this.#references.of(data[at] ?? 0));
  }

  #findConditional(list: number, truth: DocumentTruth): void {
    const { data } = this.#lists;
    const begin = this.#lists.begin(list);
    const end = begin + this.#lists.length(list);
    for (let at = begin; at < end; at += 2) {
      const formula = data[at] ?? 0;
      if (this.#isMet(data[at + 1] ?? 0, truth)) {
        this.#find(this.#references.of(formula));
      }
    }
  }

  #isMet(condition: number, truth: DocumentTruth): boolean {
    if (condition >= 0) return truth.holds(condition);
    const { data } = this.#formulas;
    const argument = argumentOf(condition);
    if (!isOfSeveral(condition)) return isTrue(data, argument, truth);
    // Found already.
    if (this.#several[2 * argument] === this.#documents) return false;
    const begin = this.#several[2 * argument + 1] ?? NOTHING;
    const isFound = begin === NOTHING || isTrue(data, begin, truth);
    if (isFound) this.#several[2 * argument] = this.#documents;
    return isFound;
  }

  /** @param entry the references of a formula */
  #find(entry: number): void {
    const more = this.#lists.countOf(entry);
    if (this.#foundCount + more > this.#found.length) {
      this.#found = grown(this.#found, this.#foundCount + more);
    }
    if (entry > 0) this.#found[this.#foundCount] = entry - 1;
    else {
      const { data } = this.#lists;
      const begin = this.#lists.begin(-entry);
      for (let n = 0; n < more; n += 1) this.#found[this.#foundCount + n] = data[begin + n] ?? 0;
    }
    this.#foundCount += more;
  }

  /** How many queries are looked at for this readout. */
  candidates(document: PreparedDocument): number {
    const candidates = new Set<number>();
    this.#truthOf(document);
    for (const atom of this.#held.list.subarray(0, this.#held.count)) {
      for (const formula of this.#lists.valuesOf(this.#atoms.plainOf(atom))) {
        candidates.add(formula);
      }
      const conditional = this.#lists.valuesOf(-this.#atoms.conditionalOf(atom));
      for (let n = 0; n < conditional.length; n += 2) candidates.add(conditional[n] ?? 0);
    }
    return candidates.size;
  }

  /** Whether documents and set have the same numbers for words: for others the set must be made anew. */
  fits({ scan }: PreparedDocument): boolean {
    return scan.lexicon === this.#lexicon;
  }

  #truthOf(document: PreparedDocument): DocumentTruth {
    this.#held.begin(this.#atoms.size);
    this.#triggers.pull(document, this.#held);
    return new DocumentTruth({
      document,
      atoms: this.#atoms,
      held: this.#held,
      triggers: this.#triggers,
      leaves: this.#named.leaves,
    });
  }

  #hang(number: number, formula: Formula, query: Query): void {
    this.#hooks = grown(this.#hooks, number + 1);
    this.#ask(query);
    const names = hooksOf(query, (term) => this.#demand[this.#lexicon.find(term)] ?? 0);
    const atoms = [...new Set(names.map((name) => this.#named.numberOf(name, null)))];
    const begin = this.#formulas.begin(number);
    const isAnyEnough = atoms.every((atom) => isEnough(formula, atom));
    const several = atoms.length > 1 ? this.#nextOfSeveral(isAnyEnough ? NOTHING : begin) : null;
    for (const atom of atoms) {
      this.#hooks[number] = this.#lists.with(this.#hooks[number] ?? 0, atom);
      const condition = several === null ? (otherOf(formula, atom) ?? atFormula(begin)) : several;
      if (several === null && isAnyEnough) {
        this.#atoms.hangPlain(atom, number, this.#lists);
      } else this.#atoms.hangConditional(atom, number, condition, this.#lists);
    }
    this.#size += 1;
  }

  /** @param begin where the formula begins, or nothing. @returns a condition */
  #nextOfSeveral(begin: number): number {
    const number = this.#severalCount;
    this.#several = grown(this.#several, 2 * number + 2);
    this.#several[2 * number + 1] = begin;
    this.#severalCount += 1;
    return ofSeveral(number);
  }

  /** Counts the words that queries ask for: what many ask for is common, as a rule. */
  #ask(query: Query): void {
    const words = leavesOf(query).flatMap(wordsOf);
    for (const part of new Set(words.flatMap(({ parts }) => parts))) {
      const word = this.#lexicon.numberOf(part);
      this.#demand = grown(this.#demand, word + 1);
      this.#demand[word] = (this.#demand[word] ?? 0) + 1;
    }
  }

  #unhang(number: number): void {
    const hooks = this.#hooks[number] ?? 0;
    for (const atom of this.#lists.valuesOf(hooks)) {
      this.#atoms.unhang(atom, number, this.#lists);
      this.#hooks[number] = this.#lists.without(this.#hooks[number] ?? 0, atom);
    }
    this.#size -= 1;
  }
}
