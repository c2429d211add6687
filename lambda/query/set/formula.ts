import type { Leaf, Query } from "../query.ts";

/**
 * A query over atoms, as numbers one after another: an operation in the lowest bits, above them the atom or the length of the
 * clauses together, and for those with clauses the formulas of these. Equal queries have equal formulas, whatever the order of
 * their clauses.
 */
export type Formula = readonly number[];

const OP = { atom: 0, title: 1, not: 2, and: 3, or: 4, atLeast: 5 } as const;
const OP_BITS = 3;
const OP_MASK = (1 << OP_BITS) - 1;

const numbered = (operation: number, argument: number): number => (argument << OP_BITS) | operation;

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
      return [numbered(inTitle ? OP.title : OP.atom, atom)];
    }
    case "not":
      return [numbered(OP.not, 0), ...formulaOf(query.clause, atomOf)];
    case "and":
      return withClauses(OP.and, query.clauses, atomOf);
    case "or":
      return withClauses(OP.or, query.clauses, atomOf);
    case "atleast": {
      const [head = 0, ...clauses] = withClauses(OP.atLeast, query.clauses, atomOf);
      return [head, query.count, ...clauses];
    }
  }
}

function withClauses(operation: number, clauses: readonly Query[], atomOf: AtomOfLeaf): Formula {
  const sorted = clauses.map((clause) => formulaOf(clause, atomOf)).toSorted(byNumbers);
  const all = sorted.flat();
  return [numbered(operation, all.length), ...all];
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
  const head = data[at] ?? 0;
  const argument = head >> OP_BITS;
  switch (head & OP_MASK) {
    case OP.atom:
      return truth.holds(argument);
    case OP.title:
      return truth.holdsInTitle(argument);
    case OP.not:
      return !isTrue(data, at + 1, truth);
    case OP.and: {
      const end = at + 1 + argument;
      for (let n = at + 1; n < end; n = after(data, n)) if (!isTrue(data, n, truth)) return false;
      return true;
    }
    case OP.or: {
      const end = at + 1 + argument;
      for (let n = at + 1; n < end; n = after(data, n)) if (isTrue(data, n, truth)) return true;
      return false;
    }
    default: {
      const end = at + 2 + argument;
      const wanted = data[at + 1] ?? 0;
      let count = 0;
      for (let n = at + 2; n < end && count < wanted; n = after(data, n)) {
        if (isTrue(data, n, truth)) count += 1;
      }
      return count >= wanted;
    }
  }
}

/** Where the formula after this one begins. */
function after(data: Int32Array, at: number): number {
  const head = data[at] ?? 0;
  switch (head & OP_MASK) {
    case OP.atom:
    case OP.title:
      return at + 1;
    case OP.not:
      return after(data, at + 1);
    case OP.and:
    case OP.or:
      return at + 1 + (head >> OP_BITS);
    default:
      return at + 2 + (head >> OP_BITS);
  }
}

/** Whether this atom alone makes a formula true: it is the whole of it, or one of alternatives that are all atoms. */
export function isEnough([head = 0, ...alternatives]: Formula, atom: number): boolean {
  const its = numbered(OP.atom, atom);
  if ((head & OP_MASK) !== OP.or) return head === its;
  return alternatives.includes(its) && alternatives.every((one) => (one & OP_MASK) === OP.atom);
}

/** Where a formula wants one other atom beside this one, no more: that other one; null for any other formula. */
export function otherOf([head = 0, ...clauses]: Formula, atom: number): number | null {
  if ((head & OP_MASK) === OP.atom) return head >> OP_BITS;
  const [first = 0, second = 0] = clauses;
  const isPair =
    (head & OP_MASK) === OP.and &&
    clauses.length === 2 &&
    clauses.every((one) => (one & OP_MASK) === OP.atom);
  if (!isPair) return null;
  if (first >> OP_BITS === atom) return second >> OP_BITS;
  return second >> OP_BITS === atom ? first >> OP_BITS : null;
}
