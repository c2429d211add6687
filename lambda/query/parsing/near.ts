import type { Lexeme } from "./lexemes.ts";
import { MAX_DISTANCE, type NearLink, type Operand, type Query } from "../query.ts";
import { QuerySyntaxError } from "./query-error.ts";

/**
 * Reads `NEAR/5` or `BEFORE/5`.
 * @throws QuerySyntaxError for a distance out of range
 */
export function readDistance(lexeme: Lexeme): Pick<NearLink, "relation" | "distance"> {
  const distance = Number(/\d+/.exec(lexeme.text)?.[0]);
  if (distance < 1 || distance > MAX_DISTANCE) {
    throw new QuerySyntaxError(
      `The distance is ${distance}; it may be from 1, the next word, to ${MAX_DISTANCE}.`,
      lexeme,
      distance < 1 ? "Write NEAR/1 for words side by side." : "Write AND for words anywhere.",
    );
  }
  return { relation: lexeme.text.includes("BEFORE") ? "before" : "near", distance };
}

/**
 * A query as one side of NEAR: a word, a phrase, a pattern, or alternatives of these.
 * @throws QuerySyntaxError for anything else, which has no one place in the text
 */
export function asOperand(query: Query, range: { start: number; end: number }): Operand {
  if (query.kind === "word" || query.kind === "phrase" || query.kind === "pattern") return query;
  if (query.kind === "or") {
    const options = query.clauses.filter(
      (clause) => clause.kind === "word" || clause.kind === "phrase" || clause.kind === "pattern",
    );
    if (options.length === query.clauses.length) return { kind: "choice", options };
  }
  throw new QuerySyntaxError(
    "Only words, phrases and alternatives of these can be near something.",
    range,
    "Write a word, a phrase or (a OR b) on either side of NEAR.",
  );
}
