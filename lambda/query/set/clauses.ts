import { factKey, isOfRange } from "../facts/facts.ts";
import { printQuery } from "../print-query.ts";
import type { Leaf, NearClause, Operand, Query } from "../query.ts";
import type { Lexicon } from "../words/lexicon.ts";
import { isTerm } from "../words/word-parts.ts";
import type { AtomKind } from "./atoms.ts";
import { besideKey } from "./beside-triggers.ts";
import {
  type Choice,
  cheapest,
  costOf,
  type Demand,
  FACT_COST,
  type NecessaryTerm,
  termsOf,
} from "./necessary-terms.ts";

/** An atom in words, before it has a number. */
export type AtomName =
  | { readonly kind: Exclude<AtomKind, "phrase" | "near">; readonly text: string }
  | { readonly kind: "phrase"; readonly words: readonly string[] }
  | {
      readonly kind: "near";
      readonly first: string;
      readonly second: string;
      readonly relation: "near" | "before";
      readonly distance: number;
    };

/** How a clause is decided. */
export interface ClauseAtom {
  readonly atom: AtomName;
  /** Only where the title makes it true. */
  readonly inTitle: boolean;
}

/** The atom that is true of the same documents as a clause. */
export function atomOf(leaf: Leaf): ClauseAtom {
  if (leaf.kind === "in" && leaf.field === "title") {
    const inside = eagerAtom(leaf.clause);
    if (inside !== null) return { atom: inside, inTitle: true };
  }
  const atom = eagerAtom(leaf) ?? nearAtom(leaf) ?? { kind: "leaf", text: printQuery(leaf) };
  return { atom, inTitle: false };
}

/** One that is known to be true or not once a document's words were gone through; null for others. */
function eagerAtom(leaf: Leaf): AtomName | null {
  switch (leaf.kind) {
    case "word":
      return isTerm(leaf.word) ? { kind: "word", text: leaf.word } : null;
    case "phrase": {
      const { words } = leaf;
      const [only = ""] = words;
      if (!words.every(isTerm)) return null;
      return words.length === 1 ? { kind: "written", text: only } : { kind: "phrase", words };
    }
    case "fact":
      return isOfRange(leaf.field) ? null : { kind: "fact", text: factKey(leaf) };
    case "pattern":
    case "near":
    case "in":
    case "speaker":
    case "turn":
      return null;
  }
}

/** Of two plain words. */
function nearAtom(leaf: Leaf): AtomName | null {
  if (leaf.kind !== "near") return null;
  const [first, second] = operandsOf(leaf).map(plainWord);
  const [link, ...others] = leaf.links;
  if (link === undefined || others.length > 0) return null;
  if (first === undefined || first === null || second === undefined || second === null) return null;
  return { kind: "near", first, second, relation: link.relation, distance: link.distance };
}

const operandsOf = ({ first, links }: NearClause): readonly Operand[] => [
  first,
  ...links.map(({ operand }) => operand),
];

const plainWord = (operand: Operand): string | null =>
  operand.kind === "word" && isTerm(operand.word) ? operand.word : null;

/** Atoms of which at least one is true wherever a query holds, chosen to be true seldom. */
export function hooksOf(query: Query, demand: Demand): readonly AtomName[] {
  return cheapest(query, (leaf) => hooksOfLeaf(leaf, demand))?.items ?? [];
}

/** A phrase is rarer than the rarest of its words. */
const PHRASE_RARITY = 0.05;

function hooksOfLeaf(leaf: Leaf, demand: Demand): Choice<AtomName> | null {
  const { atom } = atomOf(leaf);
  switch (atom.kind) {
    case "word":
    case "written":
      return { items: [atom], cost: costOf(atom.text, demand) };
    case "phrase": {
      const costs = atom.words.map((word) => costOf(word, demand));
      return { items: [atom], cost: PHRASE_RARITY * Math.min(...costs) };
    }
    case "fact":
      return { items: [atom], cost: FACT_COST * (1 + demand(atom.text)) };
    case "near": {
      const [first, second] = [atom.first, atom.second].map((word) => costOf(word, demand));
      const isFirst = (first ?? 0) <= (second ?? 0);
      const text = isFirst ? atom.first : atom.second;
      return { items: [{ kind: "word", text }], cost: Math.min(first ?? 0, second ?? 0) };
    }
    case "stem":
    case "name":
    case "prefix":
    case "beside":
    case "leaf": {
      const choice = termsOf(leaf, demand);
      if (choice === null) return null;
      return { ...choice, items: choice.items.flatMap((term) => hooksOfTerm(term, leaf)) };
    }
  }
}

/** Speakers, participants and places are named beside the text; what is said by a speaker stands in it as well. */
function hooksOfTerm(term: NecessaryTerm, leaf: Leaf): readonly AtomName[] {
  const inText: AtomName = { kind: term.as, text: term.term };
  const beside: AtomName = { kind: "beside", text: besideKey(term) };
  switch (leaf.kind) {
    case "turn":
      return [inText, beside];
    case "speaker":
      return [beside];
    case "in":
      return leaf.field === "participant" || leaf.field === "place" ? [beside] : [inText];
    case "word":
    case "phrase":
    case "pattern":
    case "near":
    case "fact":
      return [inText];
  }
}

/** The numbers of an atom's words. */
export const numbersIn = (words: readonly string[], lexicon: Lexicon): readonly number[] =>
  words.map((word) => lexicon.numberOf(word));
