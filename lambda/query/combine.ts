import { canonicalQuery } from "./print-query.ts";
import type { Leaf, Operand, Query, Word } from "./query.ts";

/** Of what is asked of speakers and of what they say, both must hold of one turn. */
export const allOf = (clauses: readonly Query[]): Query =>
  list("and", withTurns(flatten("and", clauses)));
export const anyOf = (clauses: readonly Query[]): Query => list("or", clauses);

/** @param count from 1 to as many as there are distinct clauses */
export function atLeast(count: number, clauses: readonly Query[]): Query {
  const distinct = distinctOf(clauses);
  if (count <= 1) return anyOf(distinct);
  if (count >= distinct.length) return allOf(distinct);
  return { kind: "atleast", count, clauses: distinct };
}

/** Clauses of equal meaning once each. */
export function distinctOf(clauses: readonly Query[]): readonly Query[] {
  const byMeaning = new Map<string, Query>();
  for (const clause of clauses) {
    const text = canonicalQuery(clause);
    if (!byMeaning.has(text)) byMeaning.set(text, clause);
  }
  return [...byMeaning.values()];
}

function list(kind: "and" | "or", clauses: readonly Query[]): Query {
  const distinct = distinctOf(flatten(kind, clauses));
  const [only] = distinct;
  return distinct.length === 1 && only !== undefined ? only : { kind, clauses: distinct };
}

const flatten = (kind: "and" | "or", clauses: readonly Query[]): readonly Query[] =>
  clauses.flatMap((clause) => (clause.kind === kind ? clause.clauses : [clause]));

function withTurns(clauses: readonly Query[]): readonly Query[] {
  const ofTurns = distinctOf(clauses.filter(isOfTurns));
  const leaves = ofTurns.flatMap(leavesOf);
  const asksWho = leaves.some(({ kind }) => kind === "speaker");
  const asksWhat = leaves.some(({ kind }) => kind === "in");
  if (!asksWho || !asksWhat) return clauses;
  return [{ kind: "turn", clauses: ofTurns }, ...clauses.filter((clause) => !isOfTurns(clause))];
}

/** Whether a clause can be asked of a single turn. */
function isOfTurns(query: Query): boolean {
  if (isList(query)) return query.clauses.every(isOfTurns);
  return query.kind === "speaker" || (query.kind === "in" && query.field === "said");
}

/** The opposite, with the negation moved to the leaves (De Morgan; fewer than k of n hold where n-k+1 do not). */
export function not(query: Query): Query {
  switch (query.kind) {
    case "word":
    case "phrase":
    case "pattern":
    case "near":
    case "in":
    case "fact":
    case "speaker":
    case "turn":
      return { kind: "not", clause: query };
    case "not":
      return query.clause;
    case "and":
      return anyOf(query.clauses.map(not));
    case "or":
      return allOf(query.clauses.map(not));
    case "atleast":
      return atLeast(query.clauses.length - query.count + 1, query.clauses.map(not));
  }
}

type List = Extract<Query, { kind: "and" | "or" | "atleast" }>;

export const isList = (query: Query): query is List =>
  query.kind === "and" || query.kind === "or" || query.kind === "atleast";

/** The leaves of a query, the excluded ones too. */
export function leavesOf(query: Query): readonly Leaf[] {
  switch (query.kind) {
    case "word":
    case "phrase":
    case "pattern":
    case "near":
    case "in":
    case "fact":
    case "speaker":
    case "turn":
      return [query];
    case "not":
      return [query.clause];
    case "and":
    case "or":
    case "atleast":
      return query.clauses.flatMap(leavesOf);
  }
}

/** The words that a leaf names in full. */
export function wordsOf(leaf: Leaf | Operand): readonly Word[] {
  switch (leaf.kind) {
    case "word":
      return [leaf.word];
    case "phrase":
      return leaf.words;
    case "pattern":
    case "fact":
      return [];
    case "in":
    case "speaker":
      return wordsOf(leaf.clause);
    case "turn":
      return leaf.clauses.flatMap(leavesOf).flatMap(wordsOf);
    case "choice":
      return leaf.options.flatMap(wordsOf);
    case "near":
      return [leaf.first, ...leaf.links.map(({ operand }) => operand)].flatMap(wordsOf);
  }
}

/** A query with each of its leaves replaced. */
export function mapLeaves(query: Query, change: (leaf: Leaf) => Leaf): Query {
  switch (query.kind) {
    case "and":
      return allOf(query.clauses.map((clause) => mapLeaves(clause, change)));
    case "or":
      return anyOf(query.clauses.map((clause) => mapLeaves(clause, change)));
    case "atleast":
      return atLeast(
        query.count,
        query.clauses.map((clause) => mapLeaves(clause, change)),
      );
    case "not":
      return { kind: "not", clause: change(query.clause) };
    case "word":
    case "phrase":
    case "pattern":
    case "near":
    case "in":
    case "fact":
    case "speaker":
    case "turn":
      return change(query);
  }
}
