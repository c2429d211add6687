import { COMMON_TERMS } from "../words/common-terms.ts";
import { factKey } from "../facts/facts.ts";
import { nameKeysOf } from "../words/name-key.ts";
import type { Leaf, Operand, Query, Word } from "../query.ts";

/**
 * Terms of which at least one occurs in every readout that the query can match, chosen to be rare.
 * Every accepted query has some: the parser refuses those that would match without any.
 * @param demand how many queries ask for a term: between equals, the one fewer ask for
 */
export function necessaryTerms(query: Query, demand: Demand): readonly NecessaryTerm[] {
  return cheapest(query, demand)?.terms ?? [];
}

/** A fact holds of a good part of all readouts. */
const FACT_COST = 100;

/** How many queries ask for a term. */
export type Demand = (term: string) => number;

export interface NecessaryTerm {
  readonly term: string;
  /** What is necessary: the term itself, any form of it in the document's language, a name that is spelt otherwise (by its key), any word that begins so, or a fact. */
  readonly as: "written" | "stem" | "name" | "prefix" | "fact";
}

interface Choice {
  readonly terms: readonly NecessaryTerm[];
  readonly cost: number;
}

/** Null: the query may hold without any of its words, as NOT does. */
function cheapest(query: Query, demand: Demand): Choice | null {
  switch (query.kind) {
    case "word":
    case "phrase":
    case "pattern":
    case "near":
    case "in":
    case "fact":
    case "speaker":
    case "turn":
      return ofLeaf(query, demand);
    case "not":
      return null;
    case "and":
      return query.clauses.map((clause) => cheapest(clause, demand)).reduce(better, null);
    case "or":
      return ofSome(query.clauses, 1, demand);
    case "atleast":
      return ofSome(query.clauses, query.count, demand);
  }
}

/** Where `count` of n must hold, at least one of any n - count + 1 does: of the cheapest, then. */
function ofSome(clauses: readonly Query[], count: number, demand: Demand): Choice | null {
  const enough = clauses.length - count + 1;
  const choices = clauses
    .map((clause) => cheapest(clause, demand))
    .filter((choice) => choice !== null)
    .toSorted((a, b) => a.cost - b.cost);
  return choices.length < enough ? null : together(choices.slice(0, enough));
}

function ofLeaf(leaf: Leaf | Operand, demand: Demand): Choice | null {
  switch (leaf.kind) {
    case "word":
      return withName(leaf.word, ofWord(leaf.word, "stem", demand));
    case "phrase":
      return leaf.words.map((word) => ofWord(word, "written", demand)).reduce(better, null);
    case "pattern":
      return { terms: [{ term: leaf.head, as: "prefix" }], cost: 10 * costOf(leaf.head, demand) };
    case "near":
      return [leaf.first, ...leaf.links.map(({ operand }) => operand)]
        .map((operand) => ofLeaf(operand, demand))
        .reduce(better, null);
    case "turn":
      return leaf.clauses.map((clause) => cheapest(clause, demand)).reduce(better, null);
    case "in":
    case "speaker":
      return ofLeaf(leaf.clause, demand);
    case "fact": {
      const term = factKey(leaf);
      return { terms: [{ term, as: "fact" }], cost: FACT_COST * (1 + demand(term)) };
    }
    case "choice": {
      const choices = leaf.options.map((option) => ofLeaf(option, demand));
      return choices.every((choice) => choice !== null) ? together(choices) : null;
    }
  }
}

/** A word of several parts may also be written in one: its rarest part, or all of it together. */
function ofWord(word: Word, as: "written" | "stem", demand: Demand): Choice | null {
  const choice = (term: string): Choice => ({ terms: [{ term, as }], cost: costOf(term, demand) });
  const rarest = word.parts.map(choice).reduce<Choice | null>(better, null);
  if (rarest === null || word.parts.length === 1) return rarest;
  return together([rarest, choice(word.parts.join(""))]);
}

/** Other spellings of a name are rare, and cost as little. */
function withName(word: Word, choice: Choice | null): Choice | null {
  if (choice === null) return choice;
  const names = nameKeysOf(word).map((term) => ({ term, as: "name" as const }));
  return { ...choice, terms: [...choice.terms, ...names] };
}

const together = (choices: readonly Choice[]): Choice => ({
  terms: choices.flatMap(({ terms }) => terms),
  cost: choices.reduce((sum, { cost }) => sum + cost, 0),
});

function better(a: Choice | null, b: Choice | null): Choice | null {
  if (a === null || b === null) return a ?? b;
  return b.cost < a.cost ? b : a;
}

/**
 * An estimate of how many candidates a term brings in. Short words are common in any language
 * (Zipf's law of abbreviation), and function words commonest of all.
 */
function costOf(term: string, demand: Demand): number {
  if (COMMON_TERMS.has(term)) return 1000 * (1 + demand(term));
  return (1 + demand(term)) / Math.min(term.length, 12) ** 2;
}
