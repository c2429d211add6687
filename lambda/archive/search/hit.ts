import { prepareDocument } from "../../query/finding/document.ts";
import { matchDocument } from "../../query/finding/match-document.ts";
import type { Query } from "../../query/query.ts";
import { makeSnippets, type Snippet } from "../../query/snippets/snippets.ts";
import type { ReadoutHead, Revision } from "../../readouts/revision.ts";

/** A readout that a query found, and why. */
export interface Hit {
  readonly head: ReadoutHead;
  readonly snippets: readonly Snippet[];
}

export interface SearchPage {
  readonly hits: readonly Hit[];
  /** How many readouts were read for this page: where it was walked all of them, by the index likely ones. */
  readonly looked: number;
  readonly by: "index" | "walk";
  /** Where to go on, also where there was no hit yet; null at the end. */
  readonly cursor: string | null;
}

export const snippetLimits = { maxChars: 300, maxSnippets: 2 };

/** By the matcher that decides alerts, so that search finds what they would. */
export function hitOf(query: Query, head: ReadoutHead, revision: Revision): Hit | null {
  const document = prepareDocument(revision.content, revision);
  const match = matchDocument(query, document);
  return match === null ? null : { head, snippets: makeSnippets(document, match, snippetLimits) };
}
