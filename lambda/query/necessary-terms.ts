import { COMMON_TERMS } from "./common-terms.ts";
import type { Leaf, Query, Word } from "./query.ts";

/**
 * Terms of which at least one occurs in every readout that the query can match, chosen to be rare.
 * Every accepted query has some: the parser refuses those that would match without any.
 * @param demand how many queries ask for a term: between equals, the one fewer ask for
 */
export function necessaryTerms(query: Query, demand: (term: string) => number): readonly string[] {
  return cheapest(query, demand)?.terms ?? [];
}

interface Choice {
  readonly terms: readonly string[];
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
  const words = leaf.kind === "word" ? [leaf.word] : leaf.words;
  return words.map((word) => ofWord(word, demand)).reduce(better, null);
}

/** A word of several parts may also be written in one: its rarest part, or all of it together. */
function ofWord(word: Word, demand: (term: string) => number): Choice | null {
  const rarest = word.parts
    .map((part) => ({ terms: [part], cost: costOf(part, demand) }))
    .reduce<Choice | null>(better, null);
  if (rarest === null || word.parts.length === 1) return rarest;
  const asOne = word.parts.join("");
  return together([rarest, { terms: [asOne], cost: costOf(asOne, demand) }]);
}

const together = (choices: readonly Choice[]): Choice => ({
  terms: [...new Set(choices.flatMap((choice) => choice.terms))],
  cost: choices.reduce((sum, choice) => sum + choice.cost, 0),
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
