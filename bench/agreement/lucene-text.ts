import type { NearClause, Operand, Query, TextLeaf, Word } from "../../lambda/query/query.ts";
import type { Stemmer } from "../../lambda/query/words/stems.ts";

/**
 * Our query in Lucene's standard syntax with interval functions, over terms as GivenAnalyzer.java has them: stems, and
 * words as written after an underscore.
 * @returns null where Lucene has no counterpart: words of several parts, chains of more than two, facts and turns
 */
export function luceneText(query: Query, stemOf: Stemmer): string | null {
  switch (query.kind) {
    case "word":
    case "phrase":
    case "pattern":
    case "near":
      return leafText(query, stemOf);
    case "in": {
      if (query.field !== "title" && query.field !== "body") return null;
      const text = leafText(query.clause, stemOf);
      return text === null ? null : `${query.field}:${text}`;
    }
    case "not": {
      const text = luceneText(query.clause, stemOf);
      return text === null ? null : `(*:* AND NOT ${text})`;
    }
    case "and":
      return listText(query.clauses, " AND ", stemOf);
    case "or":
      return listText(query.clauses, " OR ", stemOf);
    case "atleast": {
      const text = listText(query.clauses, " ", stemOf);
      return text === null ? null : `${text}@${query.count}`;
    }
    case "fact":
    case "speaker":
    case "turn":
      return null;
  }
}

function listText(clauses: readonly Query[], sign: string, stemOf: Stemmer): string | null {
  const texts = clauses.map((clause) => luceneText(clause, stemOf));
  return texts.every((text) => text !== null) ? `(${texts.join(sign)})` : null;
}

function leafText(leaf: TextLeaf, stemOf: Stemmer): string | null {
  switch (leaf.kind) {
    case "word":
      return onlyPart(leaf.word, stemOf);
    case "phrase": {
      const words = leaf.words.map((word) => onlyPart(word, asWritten));
      if (!words.every((word) => word !== null)) return null;
      return words.length === 1 ? (words[0] ?? null) : `"${words.join(" ")}"`;
    }
    case "pattern":
      return `${asWritten(leaf.head)}${leaf.wildcard}${leaf.tail}`;
    case "near":
      return nearText(leaf, stemOf);
  }
}

/** A distance of one is the next word: no gap between. */
function nearText({ first, links: [link, ...more] }: NearClause, stemOf: Stemmer): string | null {
  if (link === undefined || more.length > 0) return null;
  const operands = [first, link.operand].map((operand) => interval(operand, stemOf));
  if (!operands.every((operand) => operand !== null)) return null;
  const order = link.relation === "before" ? "ordered" : "unorderedNoOverlaps";
  return `fn:maxgaps(${link.distance - 1} fn:${order}(${operands.join(" ")}))`;
}

function interval(operand: Operand, stemOf: Stemmer): string | null {
  switch (operand.kind) {
    case "word":
      return leafText(operand, stemOf);
    case "phrase": {
      const text = leafText(operand, stemOf);
      return text?.startsWith('"') === true ? `fn:phrase(${text.slice(1, -1)})` : text;
    }
    case "pattern":
      return `fn:wildcard(${leafText(operand, stemOf) ?? ""} 1000)`;
    case "choice": {
      const options = operand.options.map((option) => interval(option, stemOf));
      return options.every((option) => option !== null) ? `fn:or(${options.join(" ")})` : null;
    }
  }
}

const asWritten: Stemmer = (term) => `_${term}`;

function onlyPart({ parts: [part, ...others] }: Word, textOf: Stemmer): string | null {
  return part === undefined || others.length > 0 ? null : textOf(part);
}
