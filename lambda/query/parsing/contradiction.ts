import { isList, leavesOf, wordsOf } from "../combine.ts";
import { factExcludes, factImplies } from "../facts/facts.ts";
import { canonicalQuery } from "../print-query.ts";
import type { Leaf, Query } from "../query.ts";

/** Beyond this many steps a contradiction goes unnoticed: the query is then accepted and finds nothing. */
const MAX_STEPS = 500;

/** A query over numbered leaves. */
type Formula =
  | { readonly leaf: number; readonly wanted: boolean }
  | { readonly atLeast: number; readonly of: readonly Formula[] };

/** By a leaf's number; null where nothing is assumed yet. */
type Values = readonly (boolean | null)[];

/**
 * Whether any text could match. What must hold is assumed first, then values are tried for one leaf
 * after the other, as Davis, Logemann and Loveland (1962) do. The leaves are taken in canonical order,
 * so that the answer is the same for every spelling of a query.
 * @returns true also where it takes too long to tell
 */
export function canHold(query: Query): boolean {
  const leaves = [...new Map(leavesOf(query).map((leaf) => [canonicalQuery(leaf), leaf]))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, leaf]) => leaf);
  const numbers = new Map(leaves.map((leaf, n) => [canonicalQuery(leaf), n]));
  const formula = numbered(query, numbers);
  const relations = leaves.map((leaf) => leaves.map((other) => relationOf(leaf, other)));
  let steps = 0;
  const search = (values: Values): boolean => {
    steps += 1;
    const now = valueOf(formula, values);
    if (now !== null) return now;
    const open = values.indexOf(null);
    if (open === -1 || steps > MAX_STEPS) return true;
    return [true, false].some((holds) => {
      const next = assume(open, holds, values, relations);
      return next !== null && search(next);
    });
  };
  const given = assumeGiven(formula, relations);
  return given !== null && search(given);
}

/** The leaves that the query wants or excludes outright. */
function assumeGiven(formula: Formula, relations: readonly (readonly Relation[])[]): Values | null {
  let values: Values | null = relations.map(() => null);
  const parts = "leaf" in formula || formula.atLeast < formula.of.length ? [] : formula.of;
  for (const part of parts) {
    if (values !== null && "leaf" in part) {
      values = assume(part.leaf, part.wanted, values, relations);
    }
  }
  return values;
}

function numbered(query: Query, numbers: ReadonlyMap<string, number>): Formula {
  if (isList(query)) {
    const of = query.clauses.map((clause) => numbered(clause, numbers));
    if (query.kind === "atleast") return { atLeast: query.count, of };
    return { atLeast: query.kind === "and" ? of.length : 1, of };
  }
  const leaf = query.kind === "not" ? query.clause : query;
  return { leaf: numbers.get(canonicalQuery(leaf)) ?? -1, wanted: query.kind !== "not" };
}

/** What a leaf that holds says of another. */
type Relation = "implies" | "excludes" | null;

function relationOf(leaf: Leaf, other: Leaf): Relation {
  if (implies(leaf, other)) return "implies";
  const areRivals = leaf.kind === "fact" && other.kind === "fact" && factExcludes(leaf, other);
  return areRivals ? "excludes" : null;
}

/** The values with one more, and what follows from it at once. Null: a contradiction. */
function assume(
  leaf: number,
  holds: boolean,
  values: Values,
  relations: readonly (readonly Relation[])[],
): Values | null {
  if (values[leaf] === !holds) return null;
  const next = values.map((value, other) => {
    if (other === leaf) return holds;
    const consequence = consequenceOf(holds, relations[leaf]?.[other], relations[other]?.[leaf]);
    if (consequence === null || consequence === value) return value;
    return value === null ? consequence : "contradiction";
  });
  const consistent = next.filter((value) => value !== "contradiction");
  return consistent.length === next.length ? consistent : null;
}

function consequenceOf(
  holds: boolean,
  says: Relation | undefined,
  isSaidBy: Relation | undefined,
): boolean | null {
  if (!holds) return isSaidBy === "implies" ? false : null;
  if (says === "implies") return true;
  return says === "excludes" ? false : null;
}

/**
 * Whether a text in which `leaf` occurs must contain `other`: a phrase its words, and phrases within
 * it; near words each of them; a part of the text what all of it must. Not the reverse: `gas` may be there as gases, which "gas" is not.
 */
function implies(leaf: Leaf, other: Leaf): boolean {
  if (canonicalQuery(leaf) === canonicalQuery(other)) return true;
  if (leaf.kind === "fact") return other.kind === "fact" && factImplies(leaf, other);
  if (leaf.kind === "in") {
    const isOfText = leaf.field !== "participant" && leaf.field !== "place";
    if (!isOfText && !(other.kind === "in" && other.field === leaf.field)) return false;
    const same = other.kind === "in" && other.field === leaf.field ? other.clause : other;
    return implies(leaf.clause, same);
  }
  if (leaf.kind === "turn") {
    return leaf.clauses.some(
      (clause) => (clause.kind === "in" || clause.kind === "speaker") && implies(clause, other),
    );
  }
  if (leaf.kind === "near") {
    const operands = [leaf.first, ...leaf.links.map(({ operand }) => operand)];
    return operands.some((operand) => operand.kind !== "choice" && implies(operand, other));
  }
  if (leaf.kind !== "phrase" || (other.kind !== "word" && other.kind !== "phrase")) return false;
  const outer = wordsOf(leaf);
  const inner = wordsOf(other);
  return outer.some((_, at) => inner.every((word, n) => outer[at + n] === word));
}

/** Three-valued: null where what is assumed does not decide it. */
function valueOf(formula: Formula, values: Values): boolean | null {
  if ("leaf" in formula) {
    const value = values[formula.leaf] ?? null;
    return value === null ? null : value === formula.wanted;
  }
  let held = 0;
  let open = 0;
  for (const part of formula.of) {
    const value = valueOf(part, values);
    if (value === true) held += 1;
    if (value === null) open += 1;
    if (held >= formula.atLeast) return true;
  }
  return held + open < formula.atLeast ? false : null;
}
