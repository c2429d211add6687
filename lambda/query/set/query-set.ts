import type { PreparedDocument } from "../finding/document.ts";
import { leavesOf, wordsOf } from "../combine.ts";
import type { Leaf, Query } from "../query.ts";
import { currentLexicon, type Lexicon } from "../words/lexicon.ts";
import { Atoms } from "./atoms.ts";
import { type AtomName, atomOf, hooksOf, numbersIn } from "./clauses.ts";
import { type Formula, formulaOf, isEnough, isTrue, otherOf } from "./formula.ts";
import { grown } from "../words/growing.ts";
import { HeldAtoms } from "./held-atoms.ts";
import { IntLists } from "./int-lists.ts";
import { IntRecords } from "./int-records.ts";
import { Triggers } from "./triggers.ts";
import { DocumentTruth } from "./truth.ts";

/**
 * What must be true beside the atom that a query hangs on: nothing more, its whole formula, or (from 0 on) one other atom.
 * Of queries that hang on several atoms it must be known besides whether they were found already.
 */
const NOTHING = -1;
const FORMULA = -2;
const NOTHING_OF_SEVERAL = -3;
const FORMULA_OF_SEVERAL = -4;

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
  readonly #formulas = new IntRecords();
  readonly #held = new HeldAtoms();
  readonly #leaves = new Map<number, Leaf>();
  /** The references that were found in the document in hand. */
  #found = new Int32Array(1024);
  #foundCount = 0;
  /** By formula: its only reference and one, or the list of several as a negative number; 0 where nobody has it. */
  #references = new Int32Array(256);
  /** By formula: the atoms it hangs on, one and its number or a list as a negative one. */
  #hooks = new Int32Array(256);
  /** By reference: its formula and one. */
  #formulaOf = new Int32Array(256);
  /** By formula: the last document that it was found in. */
  #foundIn = new Int32Array(256);
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
    const tables = [this.#references, this.#hooks, this.#formulaOf, this.#foundIn];
    const own = tables.reduce((sum, { byteLength }) => sum + byteLength, 0);
    const { bytes: lists } = this.#lists;
    return (
      own +
      lists +
      this.#atoms.bytes +
      this.#triggers.bytes +
      this.#formulas.bytes +
      this.#held.bytes
    );
  }

  /** @throws RangeError where the reference is in use */
  add(reference: number, query: Query): void {
    if (this.has(reference)) throw new RangeError(`Query ${reference} is in the set already.`);
    const formula = formulaOf(query, (leaf) => {
      const { atom, inTitle } = atomOf(leaf);
      return { atom: this.#numberOf(atom, leaf), inTitle };
    });
    const number = this.#formulas.numberOf(formula);
    this.#grow(reference, number);
    this.#formulaOf[reference] = number + 1;
    const others = this.#references[number] ?? 0;
    if (others === 0) {
      this.#hang(number, formula, query);
      this.#references[number] = reference + 1;
      return;
    }
    if (others > 0) {
      const list = this.#lists.create();
      this.#lists.push(list, others - 1);
      this.#references[number] = -list;
    }
    this.#lists.push(-(this.#references[number] ?? 0), reference);
  }

  has(reference: number): boolean {
    return (this.#formulaOf[reference] ?? 0) !== 0;
  }

  /** What is not there is no error. */
  remove(reference: number): void {
    const number = (this.#formulaOf[reference] ?? 0) - 1;
    if (number === -1) return;
    this.#formulaOf[reference] = 0;
    const references = this.#references[number] ?? 0;
    if (references < 0) {
      const begin = this.#lists.begin(-references);
      this.#lists.removeAt(-references, this.#lists.data.indexOf(reference, begin) - begin, 1);
      if (this.#lists.length(-references) > 0) return;
    }
    // A list that is empty is of no more use: a query that comes back gets another.
    this.#references[number] = 0;
    this.#unhang(number);
  }

  /** The references of the queries that want this readout, in no particular order. */
  match(document: PreparedDocument): Int32Array {
    this.#documents += 1;
    this.#foundCount = 0;
    const truth = this.#truthOf(document);
    const formulas = this.#formulas;
    const lists = this.#lists;
    const { data } = lists;
    const { list: held, count } = this.#held;
    for (let n = 0; n < count; n += 1) {
      const hung = this.#atoms.listOf(held[n] ?? 0);
      if (hung === 0) continue;
      const begin = lists.begin(hung);
      const end = begin + lists.length(hung);
      for (let at = begin; at < end; at += 2) {
        const formula = data[at] ?? 0;
        const condition = data[at + 1] ?? NOTHING;
        if (condition >= 0) {
          if (!truth.holds(condition)) continue;
        } else if (condition !== NOTHING) {
          if (condition !== FORMULA && this.#foundIn[formula] === this.#documents) continue;
          if (
            condition !== NOTHING_OF_SEVERAL &&
            !isTrue(formulas.data, formulas.begin(formula), truth)
          ) {
            continue;
          }
          if (condition !== FORMULA) this.#foundIn[formula] = this.#documents;
        }
        const reference = this.#references[formula] ?? 0;
        if (reference > 0) this.#find(reference - 1);
        else this.#findAll(-reference);
      }
    }
    return this.#found.slice(0, this.#foundCount);
  }

  #find(reference: number): void {
    if (this.#foundCount === this.#found.length) {
      this.#found = grown(this.#found, this.#foundCount + 1);
    }
    this.#found[this.#foundCount] = reference;
    this.#foundCount += 1;
  }

  #findAll(list: number): void {
    const first = this.#lists.begin(list);
    const last = first + this.#lists.length(list);
    for (let at = first; at < last; at += 1) this.#find(this.#lists.data[at] ?? 0);
  }

  /** How many queries are looked at for this readout. */
  candidates(document: PreparedDocument): number {
    const candidates = new Set<number>();
    this.#truthOf(document);
    for (const atom of this.#held.list.subarray(0, this.#held.count)) {
      const hung = this.#atoms.listOf(atom);
      const begin = this.#lists.begin(hung);
      for (let at = 0; at < this.#lists.length(hung); at += 2) {
        candidates.add(this.#lists.data[begin + at] ?? 0);
      }
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
      leaves: this.#leaves,
    });
  }

  #hang(number: number, formula: Formula, query: Query): void {
    this.#ask(query);
    const names = hooksOf(query, (term) => this.#demand[this.#lexicon.find(term)] ?? 0);
    const atoms = [...new Set(names.map((name) => this.#numberOf(name, null)))];
    for (const atom of atoms) {
      const list = this.#atoms.listOf(atom) || this.#lists.create();
      this.#atoms.setList(atom, list);
      this.#lists.push(list, number);
      this.#lists.push(list, conditionOf(formula, atom, atoms.length > 1));
    }
    const [only = 0, ...others] = atoms;
    this.#hooks[number] = only + 1;
    if (others.length > 0) {
      const list = this.#lists.create();
      for (const atom of atoms) this.#lists.push(list, atom);
      this.#hooks[number] = -list;
    }
    this.#size += 1;
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
    for (const atom of this.#hooksOf(number)) {
      const list = this.#atoms.listOf(atom);
      const begin = this.#lists.begin(list);
      for (let at = 0; at < this.#lists.length(list); at += 2) {
        if (this.#lists.data[begin + at] !== number) continue;
        this.#lists.removeAt(list, at, 2);
        break;
      }
    }
    this.#size -= 1;
  }

  #hooksOf(number: number): readonly number[] {
    const hook = this.#hooks[number] ?? 0;
    if (hook > 0) return [hook - 1];
    const begin = this.#lists.begin(-hook);
    return Array.from(this.#lists.data.subarray(begin, begin + this.#lists.length(-hook)));
  }

  /** @param leaf what an atom of kind "leaf" stands for */
  #numberOf(name: AtomName, leaf: Leaf | null): number {
    const before = this.#atoms.size;
    const atom = this.#atomOf(name);
    if (atom < before) return atom;
    if (name.kind === "leaf" && leaf !== null) this.#leaves.set(atom, leaf);
    this.#triggers.add(atom, name.kind, "text" in name ? name.text : "");
    return atom;
  }

  #atomOf(name: AtomName): number {
    switch (name.kind) {
      case "phrase":
        return this.#atoms.ofNumbers("phrase", numbersIn(name.words, this.#lexicon));
      case "near": {
        const [first, second] = [name.first, name.second].map((text) =>
          this.#numberOf({ kind: "word", text }, null),
        );
        const isBefore = name.relation === "before" ? 1 : 0;
        return this.#atoms.ofNumbers("near", [first ?? 0, second ?? 0, name.distance, isBefore]);
      }
      case "word":
      case "stem":
      case "name":
      case "written":
      case "prefix":
      case "fact":
      case "beside":
      case "leaf":
        return this.#atoms.ofText(name.kind, name.text);
    }
  }

  #grow(reference: number, formula: number): void {
    this.#formulaOf = grown(this.#formulaOf, reference + 1);
    this.#references = grown(this.#references, formula + 1);
    this.#hooks = grown(this.#hooks, formula + 1);
    this.#foundIn = grown(this.#foundIn, formula + 1);
  }
}

function conditionOf(formula: Formula, atom: number, isOfSeveral: boolean): number {
  if (isEnough(formula, atom)) return isOfSeveral ? NOTHING_OF_SEVERAL : NOTHING;
  return isOfSeveral ? FORMULA_OF_SEVERAL : (otherOf(formula, atom) ?? FORMULA);
}
