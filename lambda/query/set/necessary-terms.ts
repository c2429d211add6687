import { COMMON_TERMS } from "../words/common-terms.ts";
import { factKey } from "../facts/facts.ts";
import { nameKeysOf } from "../words/name-key.ts";
import { partsOf } from "../words/word-parts.ts";
import type { Leaf, Operand, Query, Word } from "../query.ts";

/**
 * Terms of which at least one occurs in every readout that the query can match, chosen to be rare, and what they cost. Null
 * where the query may hold without any of its words, as NOT does; every query that was accepted has some, for the parser
 * refuses the others.
 * @param demand how many queries ask for a term: between equals, the one fewer ask for
 */
export const termsOf = (query: Query, demand: Demand): Choice<NecessaryTerm> | null =>
  cheapest(query, (leaf) => ofLeaf(leaf, demand));

/** A fact holds of a good part of all readouts. */
export const FACT_COST = 100;

/** How many queries ask for a term. */
export type Demand = (term: string) => number;

export interface NecessaryTerm {
  readonly term: string;
  /** What is necessary: the term itself, any form of it in the document's language, a name that is spelt otherwise (by its key), any word that begins so, or a fact. */
  readonly as: "written" | "stem" | "name" | "prefix" | "fact";
}

/** Things of which at least one is there wherever a query holds; the fewer readouts have one, the less it costs. */
export interface Choice<Item> {
  readonly items: readonly Item[];
  readonly cost: number;
}

/** The cheapest choice for a query, given those for its leaves. Null: it may hold without any. */
export function cheapest<Item>(
  query: Query,
  choose: (leaf: Leaf) => Choice<Item> | null,
): Choice<Item> | null {
  switch (query.kind) {
    case "word":
    case "phrase":
    case "pattern":
    case "near":
    case "in":
    case "fact":
    case "speaker":
    case "turn":
      return choose(query);
    case "not":
      return null;
    case "and":
      return query.clauses.map((clause) => cheapest(clause, choose)).reduce(better<Item>, null);
    case "or":
      return ofSome(query.clauses, 1, choose);
    case "atleast":
      return ofSome(query.clauses, query.count, choose);
  }
}

/** Where `count` of n must hold, at least one of any n - count + 1 does: of the cheapest, then. */
function ofSome<Item>(
  clauses: readonly Query[],
  count: number,
  choose: (leaf: Leaf) => Choice<Item> | null,
): Choice<Item> | null {
  const enough = clauses.length - count + 1;
  const choices = clauses
    .map((clause) => cheapest(clause, choose))
    .filter((choice) => choice !== null)
    .toSorted((a, b) => a.cost - b.cost);
  return choices.length < enough ? null : together(choices.slice(0, enough));
}

function ofLeaf(leaf: Leaf | Operand, demand: Demand): Choice<NecessaryTerm> | null {
  switch (leaf.kind) {
    case "word":
      return withName(leaf.word, ofWord(leaf.word, "stem", demand));
    case "phrase":
      return leaf.words
        .map((word) => ofWord(word, "written", demand))
        .reduce(better<NecessaryTerm>, null);
    case "pattern":
      return { items: [{ term: leaf.head, as: "prefix" }], cost: 10 * costOf(leaf.head, demand) };
    case "near":
      return [leaf.first, ...leaf.links.map(({ operand }) => operand)]
        .map((operand) => ofLeaf(operand, demand))
        .reduce(better<NecessaryTerm>, null);
    case "turn":
      return leaf.clauses
        .map((clause) => termsOf(clause, demand))
        .reduce(better<NecessaryTerm>, null);
    case "in":
    case "speaker":
      return ofLeaf(leaf.clause, demand);
    case "fact": {
      const term = factKey(leaf);
      return { items: [{ term, as: "fact" }], cost: FACT_COST * (1 + demand(term)) };
    }
    case "choice": {
      const choices = leaf.options.map((option) => ofLeaf(option, demand));
      return choices.every((choice) => choice !== null) ? together(choices) : null;
    }
  }
}

/** A word of several parts may also be written in one: its rarest part, or all of it together. */
function ofWord(word: Word, as: "written" | "stem", demand: Demand): Choice<NecessaryTerm> | null {
  const choice = (term: string): Choice<NecessaryTerm> => ({
    items: [{ term, as }],
    cost: costOf(term, demand),
  });
  const parts = partsOf(word);
  const rarest = parts.map(choice).reduce(better<NecessaryTerm>, null);
  if (rarest === null || parts.length === 1) return rarest;
  return together([rarest, choice(parts.join(""))]);
}

/** Other spellings of a name are rare, and cost as little. */
function withName(word: Word, choice: Choice<NecessaryTerm> | null): Choice<NecessaryTerm> | null {
  if (choice === null) return choice;
  const names = nameKeysOf(word).map((term) => ({ term, as: "name" as const }));
  return { ...choice, items: [...choice.items, ...names] };
}

const together = <Item>(choices: readonly Choice<Item>[]): Choice<Item> => ({
  items: choices.flatMap(({ items }) => items),
  cost: choices.reduce((sum, { cost }) => sum + cost, 0),
});

function better<Item>(a: Choice<Item> | null, b: Choice<Item> | null): Choice<Item> | null {
  if (a === null || b === null) return a ?? b;
  return b.cost < a.cost ? b : a;
}

/**
 * An estimate of how many candidates a term brings in. Short words are common in any language
 * (Zipf's law of abbreviation), and function words commonest of all.
 */
export function costOf(term: string, demand: Demand): number {
  if (COMMON_TERMS.has(term)) return 1000 * (1 + demand(term));
  return (1 + demand(term)) / Math.min(term.length, 12) ** 2;
}
