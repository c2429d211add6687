import { COMMON_TERMS } from "./common-terms.ts";
import type { Leaf, Query, Word } from "./query.ts";

/**
 * Terms of which at least one occurs in every readout that the query can match, chosen to be rare.
 * Every accepted query has some: the parser refuses those that would match without any.
 * @param demand how many queries ask for a term: between equals, the one fewer ask for
 */
export function necessaryTerms(
  query: Query,
  demand: (term: string) => number,
): readonly NecessaryTerm[] {
  return cheapest(query, demand)?.terms ?? [];
}

export interface NecessaryTerm {
  readonly term: string;
  /** Whether the term itself is necessary, or any form of it in the document's language. */
  readonly isExact: boolean;
}

interface Choice {
  readonly terms: readonly NecessaryTerm[];
  readonly cost: number;
}

/** Null: the query may hold without any of its words, as NOT does. */
function cheapest(query: Query, demand: (term: string) => number): Choice | null {
  switch (query.kind) {
    case "word":
    case "phrase":
      return ofLeaf(query, demand);
    case "not":
      return null;
    case "and":
      return query.clauses.map((clause) => cheapest(clause, demand)).reduce(better, null);
    case "or": {
      const choices = query.clauses.map((clause) => cheapest(clause, demand));
      return choices.every((choice) => choice !== null) ? together(choices) : null;
    }
  }
}

function ofLeaf(leaf: Leaf, demand: (term: string) => number): Choice | null {
  if (leaf.kind === "word") return ofWord(leaf.word, false, demand);
  return leaf.words.map((word) => ofWord(word, true, demand)).reduce(better, null);
}

/** A word of several parts may also be written in one: its rarest part, or all of it together. */
function ofWord(word: Word, isExact: boolean, demand: (term: string) => number): Choice | null {
  const choice = (term: string) => ({ terms: [{ term, isExact }], cost: costOf(term, demand) });
  const rarest = word.parts.map(choice).reduce<Choice | null>(better, null);
  if (rarest === null || word.parts.length === 1) return rarest;
  return together([rarest, choice(word.parts.join(""))]);
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
function costOf(term: string, demand: (term: string) => number): number {
  if (COMMON_TERMS.has(term)) return 1000 * (1 + demand(term));
  return (1 + demand(term)) / Math.min(term.length, 12) ** 2;
}
