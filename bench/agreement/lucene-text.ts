import type { NearClause, Operand, Query, TextLeaf, Word } from "../../lambda/query/query.ts";
import { isTerm } from "../../lambda/query/words/word-parts.ts";

/** How terms are written for the analysis that Lucene will do. */
export interface TermForms {
  /** Of a word in any of its forms. */
  readonly inflected: (term: string) => string;
  /** Of a word as it is written. */
  readonly written: (term: string) => string;
}

/** For terms as GivenAnalyzer.java has them: stems, and words as written after an underscore. */
export const givenForms = (stemOf: (term: string) => string): TermForms => ({
  inflected: stemOf,
  written: (term) => `_${term}`,
});

/** For Lucene's own analysis, of words and phrases alike. */
export const plainForms: TermForms = { inflected: (term) => term, written: (term) => term };

/**
 * Our query in Lucene's standard syntax with interval functions.
 * @returns null where Lucene has no counterpart: words of several parts, chains of more than two, facts and turns
 */
export function luceneText(query: Query, forms: TermForms): string | null {
  switch (query.kind) {
    case "word":
    case "phrase":
    case "pattern":
    case "near":
      return leafText(query, forms);
    case "in": {
      if (query.field !== "title" && query.field !== "body") return null;
      const text = leafText(query.clause, forms);
      return text === null ? null : `${query.field}:${text}`;
    }
    case "not": {
      const text = luceneText(query.clause, forms);
      return text === null ? null : `(*:* AND NOT ${text})`;
    }
    case "and":
      return listText(query.clauses, " AND ", forms);
    case "or":
      return listText(query.clauses, " OR ", forms);
    case "atleast": {
      const text = listText(query.clauses, " ", forms);
      return text === null ? null : `${text}@${query.count}`;
    }
    case "fact":
    case "speaker":
    case "turn":
      return null;
  }
}

function listText(clauses: readonly Query[], sign: string, forms: TermForms): string | null {
  const texts = clauses.map((clause) => luceneText(clause, forms));
  return texts.every((text) => text !== null) ? `(${texts.join(sign)})` : null;
}

function leafText(leaf: TextLeaf, forms: TermForms): string | null {
  switch (leaf.kind) {
    case "word":
      return onlyPart(leaf.word, forms.inflected);
    case "phrase": {
      const words = leaf.words.map((word) => onlyPart(word, forms.written));
      if (!words.every((word) => word !== null)) return null;
      return words.length === 1 ? (words[0] ?? null) : `"${words.join(" ")}"`;
    }
    case "pattern":
      return `${forms.written(leaf.head)}${leaf.wildcard}${leaf.tail}`;
    case "near":
      return nearText(leaf, forms);
  }
}

/** A distance of one is the next word: no gap between. */
function nearText({ first, links: [link, ...more] }: NearClause, forms: TermForms): string | null {
  if (link === undefined || more.length > 0) return null;
  const operands = [first, link.operand].map((operand) => interval(operand, forms));
  if (!operands.every((operand) => operand !== null)) return null;
  const order = link.relation === "before" ? "ordered" : "unorderedNoOverlaps";
  return `fn:maxgaps(${link.distance - 1} fn:${order}(${operands.join(" ")}))`;
}

function interval(operand: Operand, forms: TermForms): string | null {
  switch (operand.kind) {
    case "word":
      return leafText(operand, forms);
    case "phrase": {
      const text = leafText(operand, forms);
      return text?.startsWith('"') === true ? `fn:phrase(${text.slice(1, -1)})` : text;
    }
    case "pattern":
      return `fn:wildcard(${leafText(operand, forms) ?? ""} 1000)`;
    case "choice": {
      const options = operand.options.map((option) => interval(option, forms));
      return options.every((option) => option !== null) ? `fn:or(${options.join(" ")})` : null;
    }
  }
}

const onlyPart = (word: Word, textOf: (term: string) => string): string | null =>
  isTerm(word) ? textOf(word) : null;
