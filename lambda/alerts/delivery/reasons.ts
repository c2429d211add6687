import { anyOf } from "../../query/combine.ts";
import { prepareDocument } from "../../query/finding/document.ts";
import {
  type MatchedClause,
  matchDocument,
  type QueryMatch,
} from "../../query/finding/match-document.ts";
import { parseQuery } from "../../query/parsing/parse-query.ts";
import type { Query } from "../../query/query.ts";
import { makeSnippets, type Snippet, type SnippetLimits } from "../../query/snippets/snippets.ts";
import type { Revision } from "../../readouts/revision.ts";

/** Why one query wants a readout. */
export interface Reason {
  readonly query: string;
  /** Which clauses held; empty where none do any more. */
  readonly clauses: readonly MatchedClause[];
}

export interface Reasons {
  /** One for each query, in the order given. */
  readonly each: readonly Reason[];
  /** The passages that show all of them at once. */
  readonly snippets: readonly Snippet[];
}

const usualLimits: SnippetLimits = { maxChars: 400, maxSnippets: 4 };
const noMatch: QueryMatch = { clauses: [], spans: [] };

/** Why these queries want a readout, and the passages that show it for all of them. */
export function reasonsOf(
  queries: readonly string[],
  revision: Revision,
  limits: SnippetLimits = usualLimits,
): Reasons {
  const document = prepareDocument(revision.content, revision);
  const held: Query[] = [];
  const each = queries.map((query): Reason => {
    const parsed = parseQuery(query);
    const match = parsed.ok ? matchDocument(parsed.query, document) : null;
    if (!parsed.ok || match === null) return { query, clauses: [] };
    held.push(parsed.query);
    return { query, clauses: match.clauses };
  });
  if (held.length === 0) return { each, snippets: [] };
  const any = matchDocument(anyOf(held), document) ?? noMatch;
  const snippets = makeSnippets(document, any, limits);
  // Where only the title matched, how the text begins.
  const opening = snippets.every(({ where }) => where === "title")
    ? makeSnippets(document, noMatch, limits)
    : [];
  return { each, snippets: [...snippets, ...opening] };
}
