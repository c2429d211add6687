import type { PreparedDocument } from "../finding/document.ts";
import { leafHolds } from "../finding/find-leaf.ts";
import { hasWithin } from "../finding/find-near.ts";
import type { Leaf } from "../query.ts";
import type { Atoms } from "./atoms.ts";
import type { Truth } from "./formula.ts";
import type { HeldAtoms } from "./held-atoms.ts";
import type { Triggers } from "./triggers.ts";
import type { WordPlaces } from "./word-places.ts";

/** Where a word stands, in the order of the text: as `Occurrence` has it. */
interface Positions {
  readonly froms: readonly number[];
  /** Null where each is one token long: then it ends where the next one begins. */
  readonly tos: readonly number[] | null;
  /** The same by themselves, in their own order: a word of several tokens may end later than one that begins after it. */
  readonly ends: readonly number[] | null;
}

/** Whether one of them ends from `low` to `high`. */
const endsWithin = ({ froms, ends }: Positions, low: number, high: number): boolean =>
  ends === null ? hasWithin(froms, low - 1, high - 1) : hasWithin(ends, low, high);

/** What is true of one document. Clauses that need more than their words to be there are found out once, when a query asks. */
export class DocumentTruth implements Truth {
  readonly #document: PreparedDocument;
  readonly #atoms: Atoms;
  readonly #held: HeldAtoms;
  readonly #triggers: Triggers;
  readonly #places: WordPlaces;
  readonly #leaves: ReadonlyMap<number, Leaf>;
  readonly #positions = new Map<number, Positions>();

  constructor(given: {
    readonly document: PreparedDocument;
    readonly atoms: Atoms;
    readonly held: HeldAtoms;
    readonly triggers: Triggers;
    readonly places: WordPlaces;
    /** Clauses by atoms of kind "leaf". */
    readonly leaves: ReadonlyMap<number, Leaf>;
  }) {
    this.#document = given.document;
    this.#atoms = given.atoms;
    this.#held = given.held;
    this.#triggers = given.triggers;
    this.#places = given.places;
    this.#leaves = given.leaves;
  }

  holds(atom: number): boolean {
    return this.#held.holds(atom) ?? this.#findOut(atom);
  }

  holdsInTitle(atom: number): boolean {
    return this.#held.holdsInTitle(atom);
  }

  #findOut(atom: number): boolean {
    const found = this.#atoms.isNear(atom) ? this.#isNear(atom) : this.#isFound(atom);
    this.#held.keep(atom, found);
    return found;
  }

  #isFound(atom: number): boolean {
    const leaf = this.#leaves.get(atom);
    return leaf !== undefined && leafHolds(leaf, this.#document);
  }

  /** As `findNear` of two words. */
  #isNear(atom: number): boolean {
    const first = this.#atoms.numberOf(atom, 0);
    const second = this.#atoms.numberOf(atom, 1);
    if (this.#held.holds(first) !== true || this.#held.holds(second) !== true) return false;
    const distance = this.#atoms.numberOf(atom, 2);
    const isBefore = this.#atoms.numberOf(atom, 3);
    const left = this.#positionsOf(first);
    const right = this.#positionsOf(second);
    return right.froms.some((from, n) => {
      if (endsWithin(left, from - distance + 1, from)) return true;
      const to = right.tos?.[n] ?? from + 1;
      return isBefore === 0 && hasWithin(left.froms, to, to + distance - 1);
    });
  }

  #positionsOf(atom: number): Positions {
    const known = this.#positions.get(atom);
    if (known !== undefined) return known;
    const places = this.#places;
    places.enter(this.#document.scan);
    const froms: number[] = [];
    const several: (readonly [from: number, to: number])[] = [];
    for (const local of this.#triggers.wordsThatHold(atom, this.#document)) {
      places.addTo(froms, local);
      for (const one of places.ofSeveral(local)) several.push(one);
    }
    if (several.length > 0) return this.#keep(atom, withSeveral(froms, several));
    if (!isAscending(froms)) froms.sort((a, b) => a - b);
    return this.#keep(atom, { froms, tos: null, ends: null });
  }

  #keep(atom: number, positions: Positions): Positions {
    this.#positions.set(atom, positions);
    return positions;
  }
}

function withSeveral(
  single: readonly number[],
  several: readonly (readonly [from: number, to: number])[],
): Positions {
  const all = [...single.map((from) => [from, from + 1] as const), ...several];
  all.sort(([a], [b]) => a - b);
  const tos = all.map(([, to]) => to);
  return { froms: all.map(([from]) => from), tos, ends: tos.toSorted((a, b) => a - b) };
}

function isAscending(numbers: readonly number[]): boolean {
  for (let n = 1; n < numbers.length; n += 1) {
    if ((numbers[n - 1] ?? 0) > (numbers[n] ?? 0)) return false;
  }
  return true;
}
