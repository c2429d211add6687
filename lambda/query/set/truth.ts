import type { PreparedDocument } from "../finding/document.ts";
import { leafHolds } from "../finding/find-leaf.ts";
import { hasWithin } from "../finding/find-near.ts";
import { GAP } from "../finding/occurrences.ts";
import { type Scan, tokenCount } from "../finding/scan.ts";
import type { Leaf } from "../query.ts";
import type { Atoms } from "./atoms.ts";
import type { Truth } from "./formula.ts";
import type { HeldAtoms } from "./held-atoms.ts";
import type { Triggers } from "./triggers.ts";

/** Where a word stands, in the order of the text: as `Occurrence` has it. */
interface Positions {
  readonly froms: readonly number[];
  /** Of each by itself, and in their own order: a word of several tokens may end later than one that begins after it. */
  readonly tos: readonly number[];
  readonly ends: readonly number[];
}

/** What is true of one document. Clauses that need more than their words to be there are found out once, when a query asks. */
export class DocumentTruth implements Truth {
  readonly #document: PreparedDocument;
  readonly #atoms: Atoms;
  readonly #held: HeldAtoms;
  readonly #triggers: Triggers;
  readonly #leaves: ReadonlyMap<number, Leaf>;
  readonly #positions = new Map<number, Positions>();
  #texts: Int32Array | null = null;

  constructor(given: {
    readonly document: PreparedDocument;
    readonly atoms: Atoms;
    readonly held: HeldAtoms;
    readonly triggers: Triggers;
    /** Clauses by atoms of kind "leaf". */
    readonly leaves: ReadonlyMap<number, Leaf>;
  }) {
    this.#document = given.document;
    this.#atoms = given.atoms;
    this.#held = given.held;
    this.#triggers = given.triggers;
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
      if (hasWithin(left.ends, from - distance + 1, from)) return true;
      const to = right.tos[n] ?? from;
      return isBefore === 0 && hasWithin(left.froms, to, to + distance - 1);
    });
  }

  #positionsOf(atom: number): Positions {
    const known = this.#positions.get(atom);
    if (known !== undefined) return known;
    const { begins, tokens, compounds } = this.#document.tokens;
    const froms: number[] = [];
    const tos: number[] = [];
    for (const local of this.#triggers.wordsThatHold(atom, this.#document)) {
      for (let n = begins[local] ?? 0; n < (begins[local + 1] ?? 0); n += 1) {
        const from = this.#positionOf(tokens[n] ?? 0);
        froms.push(from);
        tos.push(from + 1);
      }
      for (const [first, last] of compounds.get(local) ?? []) {
        const from = this.#positionOf(first);
        froms.push(from);
        tos.push(from + last - first + 1);
      }
    }
    if (isAscending(froms) && isAscending(tos)) return this.#keep(atom, { froms, tos, ends: tos });
    const order = froms.map((_, n) => n).sort((a, b) => (froms[a] ?? 0) - (froms[b] ?? 0));
    const positions = {
      froms: order.map((n) => froms[n] ?? 0),
      tos: order.map((n) => tos[n] ?? 0),
      ends: tos.toSorted((a, b) => a - b),
    };
    return this.#keep(atom, positions);
  }

  #keep(atom: number, positions: Positions): Positions {
    this.#positions.set(atom, positions);
    return positions;
  }

  #positionOf(token: number): number {
    const texts = (this.#texts ??= textsOfTokens(this.#document.scan));
    return token + (texts[token] ?? 0) * GAP;
  }
}

function isAscending(numbers: readonly number[]): boolean {
  for (let n = 1; n < numbers.length; n += 1) {
    if ((numbers[n - 1] ?? 0) > (numbers[n] ?? 0)) return false;
  }
  return true;
}

/** By token: the number of its text. */
function textsOfTokens(scan: Scan): Int32Array {
  const { texts } = scan;
  const byToken = new Int32Array(tokenCount(scan));
  for (let text = 0; text + 1 < texts.length; text += 1) {
    byToken.fill(text, texts[text], texts[text + 1]);
  }
  return byToken;
}
