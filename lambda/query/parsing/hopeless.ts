import { isList, leavesOf } from "../combine.ts";
import { canHold } from "./contradiction.ts";
import type { Query } from "../query.ts";
import { QuerySyntaxError } from "./query-error.ts";

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Refuses a query that needs no word to occur (`NOT gas`, `gas OR NOT oil`): nearly every readout matches.
 * @throws QuerySyntaxError with the reason
 */
export function refuseMatchingAll(query: Query, range: Range): void {
  if (holdsWithoutWords(query)) {
    throw new QuerySyntaxError(
      "This would match every readout that does not contain what is excluded.",
      range,
      "Add a word that must occur: meeting -gas.",
    );
  }
}

function holdsWithoutWords(query: Query): boolean {
  switch (query.kind) {
    case "word":
    case "phrase":
    case "pattern":
    case "near":
    case "in":
    case "fact":
    case "speaker":
    case "turn":
      return false;
    case "not":
      return true;
    case "atleast":
      return query.clauses.filter(holdsWithoutWords).length >= query.count;
    case "and":
      return query.clauses.every(holdsWithoutWords);
    case "or":
      return query.clauses.some(holdsWithoutWords);
  }
}

/**
 * Refuses clauses, at any depth, that can never hold together: `gas -gas`, `"gas deal" NOT gas`.
 * @throws QuerySyntaxError with the reason
 */
export function refuseContradiction(query: Query, range: Range): void {
  if (!isList(query)) return;
  for (const clause of query.clauses) refuseContradiction(clause, range);
  if (query.kind === "or" || !mayContradict(query) || canHold(query)) return;
  throw new QuerySyntaxError(
    "This can never match: its clauses contradict each other.",
    range,
    "Leave out one of them, or write OR between them.",
  );
}

/** Without an exclusion and with one fact at most, a text of all the query's words matches. */
function mayContradict(query: Query): boolean {
  return (
    excludesAnything(query) || leavesOf(query).filter(({ kind }) => kind === "fact").length > 1
  );
}

function excludesAnything(query: Query): boolean {
  if (isList(query)) return query.clauses.some(excludesAnything);
  return query.kind === "not";
}
