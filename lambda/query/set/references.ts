import { grown } from "../words/growing.ts";
import type { IntLists } from "./int-lists.ts";

export interface SavedReferences {
  readonly byFormula: Numbers;
  readonly formulas: Numbers;
}

type Numbers = Int32Array<ArrayBuffer>;

/**
 * Who asks a formula as one number, which stands wherever the formula hangs, so that nothing has to be looked up where it is
 * true: twice the only reference, or twice the list of several and one.
 * @param entry of the lists, not 0
 */
export const askersOf = (entry: number): number => (entry > 0 ? 2 * (entry - 1) : 2 * -entry + 1);

/** The other way. */
export const areSeveral = (askers: number): boolean => (askers & 1) === 1;
export const listOrReference = (askers: number): number => askers >> 1;

/** Who asks each formula, by the numbers that queries were added with. */
export class References {
  readonly #lists: IntLists;
  /** By formula: an entry of the references. */
  #byFormula: Numbers;
  /** By reference: its formula and one. */
  #formulas: Numbers;

  constructor(lists: IntLists, saved: SavedReferences | null = null) {
    this.#lists = lists;
    this.#byFormula = saved?.byFormula ?? new Int32Array(256);
    this.#formulas = saved?.formulas ?? new Int32Array(256);
  }

  save(): SavedReferences {
    return { byFormula: this.#byFormula, formulas: this.#formulas };
  }

  get bytes(): number {
    return this.#byFormula.byteLength + this.#formulas.byteLength;
  }

  has(reference: number): boolean {
    return (this.#formulas[reference] ?? 0) !== 0;
  }

  add(reference: number, formula: number): void {
    this.#formulas = grown(this.#formulas, reference + 1);
    this.#byFormula = grown(this.#byFormula, formula + 1);
    this.#formulas[reference] = formula + 1;
    this.#byFormula[formula] = this.#lists.with(this.of(formula), reference);
  }

  /** What it asks; null where it is not there. */
  formulaOf(reference: number): number | null {
    const formula = (this.#formulas[reference] ?? 0) - 1;
    return formula === -1 ? null : formula;
  }

  remove(reference: number, formula: number): void {
    this.#formulas[reference] = 0;
    this.#byFormula[formula] = this.#lists.without(this.of(formula), reference);
  }

  /** An entry of `IntLists`: 0 where nobody asks it. */
  of(formula: number): number {
    return this.#byFormula[formula] ?? 0;
  }
}
