import type { Occurrence, Place, PreparedDocument } from "./document.ts";
import { findLeaf } from "./find-leaf.ts";
import { type Leaf, printQuery, type Query } from "./query.ts";

/** A part of the readout that a clause found. */
export interface Span {
  readonly block: Place;
  /** Offsets into the text of that place, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** Index into the match's clauses. */
  readonly clause: number;
}

/** A word or phrase of the query that is a reason for the match. */
export interface MatchedClause {
  /** As the query has it, in one line. */
  readonly text: string;
  readonly holds: "present" | "absent";
  /** How often it occurs; 0 for what is absent. */
  readonly count: number;
}

export interface QueryMatch {
  readonly clauses: readonly MatchedClause[];
  /** In the order of the readout; those of different clauses may overlap. */
  readonly spans: readonly Span[];
}

/** Why a query wants this readout, or null where it does not. Of alternatives, all that hold are named. */
export function matchDocument(query: Query, document: PreparedDocument): QueryMatch | null {
  const reasons = reasonsOf(query, document);
  if (reasons === null) return null;
  const distinct = [...new Map(reasons.map((reason) => [reason.key, reason])).values()];
  const spans = distinct.flatMap(({ found }, clause) =>
    found.map(({ place, start, end, from }) => ({ block: place, start, end, clause, from })),
  );
  return {
    clauses: distinct.map((reason) => ({
      text: reason.leaf.kind === "phrase" ? `“${reason.leaf.surface}”` : reason.leaf.surface,
      holds: reason.holds,
      count: reason.found.length,
    })),
    spans: spans
      .toSorted((a, b) => a.from - b.from || a.end - b.end)
      .map(({ block, start, end, clause }) => ({ block, start, end, clause })),
  };
}

/** Whether a query wants this readout: `matchDocument` without the reasons. */
export function holds(query: Query, document: PreparedDocument): boolean {
  switch (query.kind) {
    case "word":
    case "phrase":
      return findLeaf(query, document).length > 0;
    case "not":
      return !holds(query.clause, document);
    case "and":
      return query.clauses.every((clause) => holds(clause, document));
    case "or":
      return query.clauses.some((clause) => holds(clause, document));
  }
}

interface Reason {
  readonly key: string;
  readonly leaf: Leaf;
  readonly holds: "present" | "absent";
  readonly found: readonly Occurrence[];
}

function reasonsOf(query: Query, document: PreparedDocument): readonly Reason[] | null {
  switch (query.kind) {
    case "word":
    case "phrase": {
      const found = findLeaf(query, document);
      if (found.length === 0) return null;
      return [{ key: printQuery(query), leaf: query, holds: "present", found }];
    }
    case "not": {
      if (findLeaf(query.clause, document).length > 0) return null;
      return [{ key: printQuery(query), leaf: query.clause, holds: "absent", found: [] }];
    }
    case "and": {
      const all: Reason[] = [];
      for (const clause of query.clauses) {
        const reasons = reasonsOf(clause, document);
        if (reasons === null) return null;
        all.push(...reasons);
      }
      return all;
    }
    case "or": {
      const held = query.clauses
        .map((clause) => reasonsOf(clause, document))
        .filter((reasons) => reasons !== null);
      return held.length === 0 ? null : held.flat();
    }
  }
}

/** Which clauses held, each in a few words: `“gas deal” (3 times)`, `without oil`. */
export function describeClauses(match: QueryMatch): readonly string[] {
  return match.clauses.map(({ text, holds: how, count }) => {
    if (how === "absent") return `without ${text}`;
    return count === 1 ? `${text} (once)` : `${text} (${count} times)`;
  });
}
