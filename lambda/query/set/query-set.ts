import type { ReadoutContent } from "../../readouts/readout.ts";
import { type PreparedDocument, textsOf } from "../finding/document.ts";
import { meetWords } from "../finding/meet-words.ts";
import type { Query } from "../query.ts";
import { adoptLexicon, currentLexicon } from "../words/current-lexicon.ts";
import { Lexicon } from "../words/lexicon.ts";
import { restoreUnits, saveUnits } from "../words/units.ts";
import { Atoms } from "./atoms.ts";
import { atomOf } from "./clauses.ts";
import { formulaOf } from "./formula.ts";
import { grown } from "../words/growing.ts";
import { HeldAtoms } from "./held-atoms.ts";
import { Hangings } from "./hangings.ts";
import { IntLists } from "./int-lists.ts";
import { IntRecords } from "./int-records.ts";
import { NamedAtoms } from "./named-atoms.ts";
import { areSeveral, askersOf, listOrReference, References } from "./references.ts";
import type { SavedQuerySet } from "./saved-query-set.ts";
import { Triggers } from "./triggers.ts";
import { DocumentTruth } from "./truth.ts";
import { WordPlaces } from "./word-places.ts";

/**
 * A set as it was saved. Its words take the place of those that this process has seen: other sets, and documents that were
 * prepared before, do not go with it nor with documents to come.
 */
export function restoreQuerySet(saved: SavedQuerySet): QuerySet {
  restoreUnits(saved.units);
  const lexicon = new Lexicon(saved.lexicon);
  adoptLexicon(lexicon);
  return new QuerySet(lexicon, saved);
}

/**
 * Many queries, asked at once which of them want a readout. Each distinct query hangs on the rarest of its necessary atoms, so
 * that a readout's cost grows with the queries that share such an atom with it, not with all. Whoever adds a query gives it a
 * number, its reference: small ones are best, for there is a table by reference.
 */
export class QuerySet {
  readonly #lexicon: Lexicon;
  readonly #lists: IntLists;
  readonly #atoms: Atoms;
  readonly #triggers: Triggers;
  readonly #held: HeldAtoms;
  readonly #named: NamedAtoms;
  readonly #formulas: IntRecords;
  readonly #hangings: Hangings;
  readonly #references: References;
  readonly #places = new WordPlaces();
  /** The references that were found in the document in hand. */
  #found = new Int32Array(1024);
  #foundCount = 0;
  #documents = 0;
  #size: number;

  /** @param lexicon that of the documents, which the set's words are put into */
  constructor(lexicon: Lexicon = currentLexicon(), saved: SavedQuerySet | null = null) {
    const lists = new IntLists(saved?.lists);
    const atoms = new Atoms(lexicon, saved?.atoms);
    this.#lexicon = lexicon;
    this.#lists = lists;
    this.#atoms = atoms;
    this.#triggers = new Triggers({ atoms, lists, lexicon }, saved?.triggers);
    this.#held = new HeldAtoms(saved?.open);
    this.#named = new NamedAtoms({
      lexicon,
      atoms,
      triggers: this.#triggers,
      held: this.#held,
      leaves: saved?.leaves ?? null,
    });
    this.#formulas = new IntRecords(saved?.formulas);
    this.#references = new References(lists, saved?.references);
    this.#hangings = new Hangings(
      { lexicon, lists, atoms, named: this.#named, formulas: this.#formulas },
      saved?.hangings ?? null,
    );
    this.#size = saved?.size ?? 0;
  }

  /**
   * All that makes the set, for another process: see `restoreQuerySet`.
   * @param like readouts that resemble those to come: their words and languages are saved along
   */
  save(like: readonly ReadoutContent[]): SavedQuerySet {
    for (const content of like) meetWords(content, this.#lexicon);
    // The stems of these languages may be new words, so the lexicon comes last.
    const triggers = this.#triggers.save(new Set(like.map(({ language }) => language)));
    return {
      lists: this.#lists.save(),
      atoms: this.#atoms.save(),
      triggers,
      open: this.#held.save(),
      leaves: this.#named.leaves,
      formulas: this.#formulas.save(),
      references: this.#references.save(),
      hangings: this.#hangings.save(),
      size: this.#size,
      lexicon: this.#lexicon.save(),
      units: saveUnits(like.flatMap((content) => textsOf(content).map(([, text]) => text))),
    };
  }

  /** Distinct queries. */
  get size(): number {
    return this.#size;
  }

  /** Bytes that the set's tables take; the lexicon is counted apart, since all sets share it. */
  get bytes(): number {
    const parts = [
      this.#lists,
      this.#atoms,
      this.#triggers,
      this.#formulas,
      this.#hangings,
      this.#references,
      this.#held,
    ];
    return parts.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** @throws RangeError where the reference is in use */
  add(reference: number, query: Query): void {
    if (this.has(reference)) throw new RangeError(`Query ${reference} is in the set already.`);
    const formula = formulaOf(query, (leaf) => {
      const { atom, inTitle } = atomOf(leaf);
      return { atom: this.#named.numberOf(atom, leaf), inTitle };
    });
    const number = this.#formulas.numberOf(formula);
    const before = this.#references.of(number);
    this.#references.add(reference, number);
    const askers = askersOf(this.#references.of(number));
    if (before === 0) {
      this.#hangings.hang(number, query, askers);
      this.#size += 1;
    } else if (askersOf(before) !== askers) {
      this.#hangings.rename(number, askersOf(before), askers);
    }
  }

  has(reference: number): boolean {
    return this.#references.has(reference);
  }

  /** What is not there is no error. */
  remove(reference: number): void {
    const number = this.#references.formulaOf(reference);
    if (number === null) return;
    const before = this.#references.of(number);
    this.#references.remove(reference, number);
    if (this.#references.of(number) !== 0) return;
    this.#hangings.unhang(number, askersOf(before));
    this.#size -= 1;
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
    if (entry > 0) this.#find(entry - 1);
    if (entry >= 0) return;
    const { data } = this.#lists;
    const begin = this.#lists.begin(-entry);
    const end = begin + this.#lists.length(-entry);
    for (let at = begin; at < end; at += 1) this.#find(data[at] ?? 0);
  }

  #findConditional(list: number, truth: DocumentTruth): void {
    const { data } = this.#lists;
    const begin = this.#lists.begin(list);
    const end = begin + this.#lists.length(list);
    const hangings = this.#hangings;
    const document = this.#documents;
    for (let at = begin; at < end; at += 2) {
      if (hangings.isMet(data[at + 1] ?? 0, truth, document)) this.#find(data[at] ?? 0);
    }
  }

  #find(askers: number): void {
    const one = listOrReference(askers);
    if (areSeveral(askers)) {
      this.#findAll(one);
      return;
    }
    if (this.#foundCount === this.#found.length) {
      this.#found = grown(this.#found, this.#foundCount + 1);
    }
    this.#found[this.#foundCount] = one;
    this.#foundCount += 1;
  }

  #findAll(list: number): void {
    const { data } = this.#lists;
    const begin = this.#lists.begin(list);
    const count = this.#lists.length(list);
    this.#found = grown(this.#found, this.#foundCount + count);
    for (let n = 0; n < count; n += 1) this.#found[this.#foundCount + n] = data[begin + n] ?? 0;
    this.#foundCount += count;
  }

  /** How many queries are looked at for this readout. */
  candidates(document: PreparedDocument): number {
    const candidates = new Set<number>();
    this.#truthOf(document);
    for (const atom of this.#held.list.subarray(0, this.#held.count)) {
      for (const askers of this.#lists.valuesOf(this.#atoms.plainOf(atom))) candidates.add(askers);
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
      places: this.#places,
      leaves: this.#named.leaves,
    });
  }
}
