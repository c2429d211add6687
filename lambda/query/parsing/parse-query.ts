import { Parser } from "./parser.ts";
import { canonicalQuery } from "../print-query.ts";
import type { Query } from "../query.ts";
import { type QueryError, QuerySyntaxError } from "./query-error.ts";

export const MAX_QUERY_CHARS = 1000;

export type ParsedQuery =
  | { readonly ok: true; readonly query: Query; readonly canonical: string }
  | { readonly ok: false; readonly error: QueryError };

/**
 * Reads a query: words, "phrases", wildcards, NEAR/n, BEFORE/n, AND, OR, NOT, minus, brackets,
 * any(…), atleast/n(…); words side by side must all occur. NEAR binds first, then NOT, AND, OR.
 * @returns the query and its canonical text, or what is wrong, where, and what to write instead
 * @see docs/query-language.md
 */
export function parseQuery(text: string): ParsedQuery {
  try {
    const query = new Parser(refuseLong(text)).read();
    return { ok: true, query, canonical: canonicalQuery(query) };
  } catch (error) {
    if (error instanceof QuerySyntaxError) return { ok: false, error: error.toValue() };
    throw error;
  }
}

function refuseLong(text: string): string {
  if (text.length <= MAX_QUERY_CHARS) return text;
  const [has, most] = [text.length, MAX_QUERY_CHARS].map((n) => n.toLocaleString("en"));
  throw new QuerySyntaxError(
    `The query has ${has} characters; at most ${most} are allowed.`,
    { start: MAX_QUERY_CHARS, end: text.length },
    "Make several queries of it.",
  );
}
