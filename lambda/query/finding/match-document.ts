import type { PreparedDocument } from "./document.ts";
import { findLeaf, leafHolds } from "./find-leaf.ts";
import type { Found } from "./find-text.ts";
import type { Occurrence, Place } from "./occurrences.ts";
import { printQuery } from "../print-query.ts";
import type { Leaf, Query } from "../query.ts";

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
  /** Says what the readout is, not what it contains. */
  readonly isFact: boolean;
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
  const distinct = reasons.length > 1 ? distinctOf(reasons) : reasons;
  return {
    clauses: distinct.map(({ leaf, holds: how, found }) => ({
      text: textOf(leaf),
      holds: how,
      count: found.count,
      isFact: leaf.kind === "fact",
    })),
    spans: spansOf(distinct),
  };
}

function distinctOf(reasons: readonly Reason[]): readonly Reason[] {
  const known = new Map<string, Reason>();
  for (const reason of reasons) known.set(`${reason.holds} ${printed(reason.leaf)}`, reason);
  return known.size === reasons.length ? reasons : [...known.values()];
}

/** A leaf is asked of many documents. */
const prints = new WeakMap<Leaf, string>();

function printed(leaf: Leaf): string {
  const before = prints.get(leaf);
  if (before !== undefined) return before;
  const print = printQuery(leaf);
  prints.set(leaf, print);
  return print;
}

/** Of more lists than these it takes longer to look which begins first than to sort them all. */
const fewLists = 8;

function spansOf(reasons: readonly Reason[]): readonly Span[] {
  return reasons.length > fewLists ? sorted(reasons) : merged(reasons);
}

function sorted(reasons: readonly Reason[]): readonly Span[] {
  return reasons
    .flatMap(({ found }, clause) => found.occurrences.map((occurrence) => ({ occurrence, clause })))
    .sort(({ occurrence: a }, { occurrence: b }) => a.from - b.from || a.end - b.end)
    .map(({ occurrence: { place, start, end }, clause }) => ({ block: place, start, end, clause }));
}

/** Those of one clause are in order as they were found: lists become one by taking what comes first. */
function merged(reasons: readonly Reason[]): readonly Span[] {
  const spans: Span[] = [];
  const at = reasons.map(() => 0);
  for (;;) {
    let clause = -1;
    let first: Occurrence | null = null;
    for (let n = 0; n < reasons.length; n += 1) {
      const next = reasons[n]?.found.occurrences[at[n] ?? 0];
      if (next === undefined) continue;
      if (first !== null && !isBefore(next, first)) continue;
      [clause, first] = [n, next];
    }
    if (first === null) return spans;
    at[clause] = (at[clause] ?? 0) + 1;
    spans.push({ block: first.place, start: first.start, end: first.end, clause });
  }
}

const isBefore = (a: Occurrence, b: Occurrence): boolean =>
  a.from < b.from || (a.from === b.from && a.end < b.end);

/** Whether a query wants this readout: `matchDocument` without the reasons. */
export function holds(query: Query, document: PreparedDocument): boolean {
  switch (query.kind) {
    case "word":
    case "phrase":
    case "pattern":
    case "near":
    case "in":
    case "fact":
    case "speaker":
    case "turn":
      return leafHolds(query, document);
    case "not":
      return !holds(query.clause, document);
    case "and":
      return query.clauses.every((clause) => holds(clause, document));
    case "or":
      return query.clauses.some((clause) => holds(clause, document));
    case "atleast": {
      const held = query.clauses.filter((clause) => holds(clause, document));
      return held.length >= query.count;
    }
  }
}

function textOf(leaf: Leaf): string {
  switch (leaf.kind) {
    case "phrase":
      return `“${leaf.surface}”`;
    case "in":
      return `${leaf.field}:${textOf(leaf.clause)}`;
    case "speaker":
      return `speaker:${textOf(leaf.clause)}`;
    case "fact":
    case "turn":
      return printQuery(leaf);
    case "word":
    case "pattern":
    case "near":
      return leaf.surface;
  }
}

interface Reason {
  readonly leaf: Leaf;
  readonly holds: "present" | "absent";
  readonly found: Found;
}

function reasonsOf(query: Query, document: PreparedDocument): readonly Reason[] | null {
  switch (query.kind) {
    case "word":
    case "phrase":
    case "pattern":
    case "near":
    case "in":
    case "fact":
    case "speaker":
    case "turn": {
      const found = findLeaf(query, document);
      if (found.count === 0) return null;
      return [{ leaf: query, holds: "present", found }];
    }
    case "not": {
      const found = findLeaf(query.clause, document);
      if (found.count > 0) return null;
      return [{ leaf: query.clause, holds: "absent", found }];
    }
    case "and":
      return reasonsOfSome(query.clauses, query.clauses.length, document);
    case "or":
      return reasonsOfSome(query.clauses, 1, document);
    case "atleast":
      return reasonsOfSome(query.clauses, query.count, document);
  }
}

function reasonsOfSome(
  clauses: readonly Query[],
  count: number,
  document: PreparedDocument,
): readonly Reason[] | null {
  const reasons: Reason[] = [];
  let held = 0;
  for (const clause of clauses) {
    const its = reasonsOf(clause, document);
    if (its === null) continue;
    held += 1;
    for (const reason of its) reasons.push(reason);
  }
  return held < count ? null : reasons;
}
