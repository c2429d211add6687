import type { Leaf, Query } from "../query.ts";

/**
 * A query over atoms, as numbers one after another: an operation, what it is about, and for those with clauses the
 * formulas of these. Equal queries have equal formulas, whatever the order of their clauses.
 */
export type Formula = readonly number[];

const OP = { atom: 0, title: 1, not: 2, and: 3, or: 4, atLeast: 5 } as const;

/** Of a leaf: its atom, and whether the title alone counts. */
export type AtomOfLeaf = (leaf: Leaf) => { readonly atom: number; readonly inTitle: boolean };

export function formulaOf(query: Query, atomOf: AtomOfLeaf): Formula {
  switch (query.kind) {
    case "word":
    case "phrase":
    case "pattern":
    case "near":
    case "in":
    case "fact":
    case "speaker":
    case "turn": {
      const { atom, inTitle } = atomOf(query);
      return [inTitle ? OP.title : OP.atom, atom];
    }
    case "not":
      return [OP.not, ...formulaOf(query.clause, atomOf)];
    case "and":
      return [OP.and, ...clausesOf(query.clauses, atomOf)];
    case "or":
      return [OP.or, ...clausesOf(query.clauses, atomOf)];
    case "atleast":
      return [OP.atLeast, query.count, ...clausesOf(query.clauses, atomOf)];
  }
}

/** Their length together, then each. */
function clausesOf(clauses: readonly Query[], atomOf: AtomOfLeaf): Formula {
  const sorted = clauses.map((clause) => formulaOf(clause, atomOf)).toSorted(byNumbers);
  const all = sorted.flat();
  return [all.length, ...all];
}

function byNumbers(a: Formula, b: Formula): number {
  for (let n = 0; n < a.length && n < b.length; n += 1) {
    const difference = (a[n] ?? 0) - (b[n] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Whether atoms are true of a document. */
export interface Truth {
  holds(atom: number): boolean;
  holdsInTitle(atom: number): boolean;
}

/** Whether the formula that begins at `at` is true. */
export function isTrue(data: Int32Array, at: number, truth: Truth): boolean {
  const argument = data[at + 1] ?? 0;
  switch (data[at] ?? OP.atom) {
    case OP.atom:
      return truth.holds(argument);
    case OP.title:
      return truth.holdsInTitle(argument);
    case OP.not:
      return !isTrue(data, at + 1, truth);
    case OP.and: {
      const end = at + 2 + argument;
      for (let n = at + 2; n < end; n = after(data, n)) if (!isTrue(data, n, truth)) return false;
      return true;
    }
    case OP.or: {
      const end = at + 2 + argument;
      for (let n = at + 2; n < end; n = after(data, n)) if (isTrue(data, n, truth)) return true;
      return false;
    }
    default: {
      const end = at + 3 + (data[at + 2] ?? 0);
      let count = 0;
      for (let n = at + 3; n < end && count < argument; n = after(data, n)) {
        if (isTrue(data, n, truth)) count += 1;
      }
      return count >= argument;
    }
  }
}

/** Where the formula after this one begins. */
function after(data: Int32Array, at: number): number {
  switch (data[at] ?? OP.atom) {
    case OP.atom:
    case OP.title:
      return at + 2;
    case OP.not:
      return after(data, at + 1);
    case OP.and:
    case OP.or:
      return at + 2 + (data[at + 1] ?? 0);
    default:
      return at + 3 + (data[at + 2] ?? 0);
  }
}

/** Whether this atom alone makes a formula true: it is the whole of it, or one of alternatives that are all atoms. */
export function isEnough(formula: Formula, atom: number): boolean {
  const [operation, its] = formula;
  if (operation === OP.atom) return its === atom;
  if (operation !== OP.or) return false;
  const alternatives = formula.slice(2);
  return (
    alternatives.some((one, n) => n % 2 === 1 && one === atom && alternatives[n - 1] === OP.atom) &&
    alternatives.every((one, n) => n % 2 === 1 || one === OP.atom)
  );
}

/** Where a formula wants one other atom beside this one, no more: that other one; null for any other formula. */
export function otherOf(formula: Formula, atom: number): number | null {
  const [operation, length, a, first, b, second] = formula;
  if (operation === OP.atom) return length ?? null;
  if (operation !== OP.and || length !== 4 || a !== OP.atom || b !== OP.atom) return null;
  if (first === atom) return second ?? null;
  return second === atom ? (first ?? null) : null;
}
