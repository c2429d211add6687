import { type Leaf, leavesOf, printQuery, type Query } from "./query.ts";
import { QuerySyntaxError } from "./query-error.ts";

/** Beyond this many steps a contradiction goes unnoticed: the query is then accepted and finds nothing. */
const MAX_STEPS = 500;

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Refuses a query that needs no word to occur (`NOT gas`, `gas OR NOT oil`): nearly every readout matches.
 * @throws QuerySyntaxError with the reason
 */
export function refuseMatchingAll(query: Query, range: Range): void {
  if (valueOf(query, () => false) !== true) return;
  throw new QuerySyntaxError(
    "This would match every readout that does not contain what is excluded.",
    range,
    "Add a word that must occur: meeting -gas.",
  );
}

/**
 * Refuses clauses that can never hold together, such as `gas -gas` or `"gas deal" NOT gas`.
 * @throws QuerySyntaxError with the reason
 */
export function refuseContradiction(query: Query, range: Range): void {
  if (query.kind !== "and" || !excludesAnything(query) || canHold(query)) return;
  throw new QuerySyntaxError(
    "This can never match: it wants and excludes the same.",
    range,
    "Leave out one of the two.",
  );
}

/** Without an exclusion, a text of all the query's words matches. */
function excludesAnything(query: Query): boolean {
  if (query.kind === "and" || query.kind === "or") return query.clauses.some(excludesAnything);
  return query.kind === "not";
}

/** The leaves' values as far as they are assumed, by the leaf's text. */
type Known = ReadonlyMap<string, boolean>;

/** Tries values for one leaf after the other, as Davis, Logemann and Loveland (1962) do. */
function canHold(query: Query): boolean {
  const leaves = new Map(leavesOf(query).map((leaf) => [printQuery(leaf), leaf]));
  const texts = [...leaves.keys()];
  let steps = 0;
  const search = (known: Known): boolean => {
    steps += 1;
    const now = valueOf(query, (leaf) => known.get(printQuery(leaf)) ?? null);
    if (now !== null) return now;
    const open = texts.find((text) => !known.has(text));
    if (open === undefined || steps > MAX_STEPS) return true;
    return [true, false].some((holds) => {
      const next = assume(open, holds, known, leaves);
      return next !== null && search(next);
    });
  };
  return search(new Map());
}

/** What follows if a leaf holds or does not: a phrase holds only where its words do. Null: a contradiction. */
function assume(
  text: string,
  holds: boolean,
  known: Known,
  leaves: ReadonlyMap<string, Leaf>,
): Known | null {
  const leaf = leaves.get(text);
  const next = new Map(known).set(text, holds);
  if (leaf === undefined) return next;
  for (const [otherText, other] of leaves) {
    if (!(holds ? implies(leaf, other) : implies(other, leaf))) continue;
    if (next.get(otherText) === !holds) return null;
    next.set(otherText, holds);
  }
  return next;
}

/** Whether a text in which `leaf` occurs must contain `other`: a phrase its words, and phrases within it. */
function implies(leaf: Leaf, other: Leaf): boolean {
  const outer = wordsOf(leaf);
  const inner = wordsOf(other);
  return outer.some((_, at) => inner.every((word, n) => outer[at + n] === word));
}

const wordsOf = (leaf: Leaf): readonly string[] =>
  (leaf.kind === "word" ? [leaf.word] : leaf.words).map((word) => word.parts.join("-"));

/** Three-valued: null where what is known does not decide it. */
function valueOf(query: Query, ofLeaf: (leaf: Leaf) => boolean | null): boolean | null {
  switch (query.kind) {
    case "word":
    case "phrase":
      return ofLeaf(query);
    case "not": {
      const inner = ofLeaf(query.clause);
      return inner === null ? null : !inner;
    }
    case "and":
    case "or": {
      const deciding = query.kind === "or";
      const values = query.clauses.map((clause) => valueOf(clause, ofLeaf));
      if (values.includes(deciding)) return deciding;
      return values.includes(null) ? null : !deciding;
    }
  }
}
