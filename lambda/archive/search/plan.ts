import { factKey } from "../../query/facts/facts.ts";
import type { Leaf, Operand, PhraseClause, Query, TextField, Word } from "../../query/query.ts";
import { COMMON_TERMS } from "../../query/words/common-terms.ts";
import type { kinds } from "../index/index-terms.ts";
import { pairTerm } from "../index/word-pairs.ts";
import { nameKeysOf } from "../../query/words/name-key.ts";
import { isTerm, partsOf } from "../../query/words/word-parts.ts";

/** What a readout must have that a query finds: it may have it and not be found, never the reverse. */
export type Plan =
  | {
      readonly kind: "term";
      readonly as: keyof typeof kinds;
      readonly term: string;
    }
  | { readonly kind: "prefix"; readonly head: string; readonly tail: string }
  | { readonly kind: "some"; readonly count: number; readonly of: readonly Plan[] };

/** Null: a readout may be found whatever terms it has, as by NOT or by a range of words. */
export function planOf(query: Query): Plan | null {
  switch (query.kind) {
    case "word":
    case "phrase":
    case "pattern":
    case "near":
    case "in":
    case "fact":
    case "speaker":
    case "turn":
      return ofLeaf(query);
    case "not":
      return null;
    case "and":
      return all(query.clauses.map(planOf));
    case "or":
      return some(1, query.clauses.map(planOf));
    case "atleast":
      return some(query.count, query.clauses.map(planOf));
  }
}

/** Whether what a query's plan lets through is nearly always found: words, but not where they must stand together. */
export function isTelling(query: Query): boolean {
  switch (query.kind) {
    case "word":
    case "pattern":
    case "fact":
      return true;
    case "phrase":
      return pairsIn(query).length === query.words.length - 1;
    case "and":
      return query.clauses.every((clause) => clause.kind === "not" || isTelling(clause));
    case "or":
    case "atleast":
      return query.clauses.every(isTelling);
    case "in": {
      const { clause } = query;
      return query.field === "title" && clause.kind !== "pattern" && isTelling(clause);
    }
    case "not":
    case "near":
    case "speaker":
    case "turn":
      return false;
  }
}

/** Both; null asks for nothing. */
export function both(a: Plan | null, b: Plan | null): Plan | null {
  return all([a, b]);
}

/** Where a leaf must stand, as the terms of the index have it: they know the title by itself, and pairs of the text alone. */
interface Where {
  readonly written: Plain;
  readonly stem: Plain;
  readonly name: Plain;
  readonly isOfText: boolean;
}

type Plain = Extract<Plan, { readonly kind: "term" }>["as"];

const anywhere: Where = { written: "written", stem: "stem", name: "name", isOfText: true };
const beside: Where = { ...anywhere, isOfText: false };
const inTitle: Where = {
  written: "titleWritten",
  stem: "titleStem",
  name: "titleName",
  isOfText: true,
};

function whereOf(field: TextField): Where {
  if (field === "title") return inTitle;
  return field === "participant" || field === "place" ? beside : anywhere;
}

function ofLeaf(leaf: Leaf | Operand, where = anywhere): Plan | null {
  switch (leaf.kind) {
    case "word": {
      const names = nameKeysOf(leaf.word).map(
        (term) => ({ kind: "term", as: where.name, term }) as const,
      );
      return some(1, [ofWord(leaf.word, where.stem), ...names]);
    }
    case "phrase":
      return all([
        ...leaf.words.map((word) => ofWord(word, where.written)),
        ...(where.isOfText ? pairsIn(leaf) : []),
      ]);
    case "pattern":
      return { kind: "prefix", head: leaf.head, tail: leaf.tail };
    case "near":
      return all(
        [leaf.first, ...leaf.links.map(({ operand }) => operand)].map((one) => ofLeaf(one, where)),
      );
    case "turn":
      return all(leaf.clauses.map(planOf));
    case "in":
      return ofLeaf(leaf.clause, whereOf(leaf.field));
    case "speaker":
      return ofLeaf(leaf.clause, beside);
    case "choice":
      return some(
        1,
        leaf.options.map((option) => ofLeaf(option, where)),
      );
    case "fact": {
      const term = factKey(leaf);
      return term.endsWith(":") ? null : { kind: "term", as: "fact", term };
    }
  }
}

/** Of neighbours that are written in one way only. */
function pairsIn({ words }: PhraseClause): readonly Plan[] {
  return words.slice(1).flatMap((second, n): readonly Plan[] => {
    const first = words[n] ?? "";
    if (!isTerm(first) || !isTerm(second)) return [];
    const term = pairTerm(first, second);
    return term === null ? [] : [{ kind: "term", as: "pair", term }];
  });
}

/** A word of several parts may also be written in one. */
function ofWord(word: Word, as: Plain): Plan | null {
  const term = (text: string): Plan => ({ kind: "term", as, term: text });
  if (isTerm(word)) return all([term(word)]);
  const parts = partsOf(word);
  return some(1, [all(parts.map(term)), term(parts.join(""))]);
}

/** Function words are in every readout: they are looked up only where there is nothing else. */
function all(plans: readonly (Plan | null)[]): Plan | null {
  const asking = plans.filter((plan) => plan !== null);
  const telling = asking.filter((plan) => !isCommon(plan));
  const kept = telling.length > 0 ? telling : asking.slice(0, 1);
  const [only] = kept;
  if (only === undefined) return null;
  return kept.length === 1 ? only : { kind: "some", count: kept.length, of: kept };
}

const isCommon = (plan: Plan): boolean =>
  plan.kind === "term" && ofWholeText.has(plan.as) && COMMON_TERMS.has(plan.term);

const ofWholeText: ReadonlySet<Plain> = new Set(["written", "stem", "name"]);

function some(count: number, plans: readonly (Plan | null)[]): Plan | null {
  const asking = plans.filter((plan) => plan !== null);
  const needed = count - (plans.length - asking.length);
  if (needed <= 0) return null;
  const [only] = asking;
  return asking.length === 1 && only !== undefined
    ? only
    : { kind: "some", count: needed, of: asking };
}
