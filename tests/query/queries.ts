import { parseQuery } from "../../lambda/query/parsing/parse-query.ts";
import type { Query } from "../../lambda/query/query.ts";
import type { QueryError } from "../../lambda/query/parsing/query-error.ts";

/** The query of a text that a test knows to be right. */
export function aQuery(text: string): Query {
  const parsed = parseQuery(text);
  if (!parsed.ok)
    throw new Error(`${text}: ${parsed.error.message} (column ${parsed.error.column})`);
  return parsed.query;
}

/** What is wrong with a text that a test knows to be wrong. */
export function errorOf(text: string): QueryError {
  const parsed = parseQuery(text);
  if (parsed.ok) throw new Error(`${text} was accepted as ${parsed.canonical}`);
  return parsed.error;
}
