import { grown } from "../words/growing.ts";
import type { IntLists } from "./int-lists.ts";

export interface SavedReferences {
  readonly byFormula: Numbers;
  readonly formulas: Numbers;
}

type Numbers = Int32Array<ArrayBuffer>;

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

  /** @returns whether nobody asked this before */
  add(reference: number, formula: number): boolean {
    this.#formulas = grown(this.#formulas, reference + 1);
    this.#byFormula = grown(this.#byFormula, formula + 1);
    this.#formulas[reference] = formula + 1;
    const others = this.#byFormula[formula] ?? 0;
    this.#byFormula[formula] = this.#lists.with(others, reference);
    return others === 0;
  }

  /** @returns the formula that nobody asks any more, or null where it is asked still */
  remove(reference: number): number | null {
    const formula = (this.#formulas[reference] ?? 0) - 1;
    if (formula === -1) return null;
    this.#formulas[reference] = 0;
    const others = this.#lists.without(this.#byFormula[formula] ?? 0, reference);
    this.#byFormula[formula] = others;
    return others === 0 ? formula : null;
  }

  /** An entry of `IntLists`: 0 where nobody asks it. */
  of(formula: number): number {
    return this.#byFormula[formula] ?? 0;
  }
}
