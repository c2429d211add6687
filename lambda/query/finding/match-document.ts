import { isList } from "../combine.ts";
import type { PreparedDocument } from "./document.ts";
import { findLeaf, leafHolds } from "./find-leaf.ts";
import type { Found, Span } from "./found.ts";
import type { Occurrence } from "./occurrences.ts";
import { canonicalQuery, printQuery } from "../print-query.ts";
import type { Leaf, Query } from "../query.ts";

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
  if (isLeaf(query)) {
    const found = findLeaf(query, document);
    if (found.count === 0) return null;
    return {
      clauses: [clauseOf({ leaf: query, holds: "present", found })],
      spans: found.spansOf(0),
    };
  }
  const reasons: Reason[] = [];
  if (!addReasons(query, document, reasons)) return null;
  const distinct = mayRepeat(query) ? distinctOf(reasons) : reasons;
  return { clauses: distinct.map(clauseOf), spans: spansOf(distinct) };
}

const isLeaf = (query: Query): query is Leaf =>
  query.kind !== "and" && query.kind !== "or" && query.kind !== "not" && query.kind !== "atleast";

const clauseOf = ({ leaf, holds: how, found }: Reason): MatchedClause => ({
  text: textOf(leaf),
  holds: how,
  count: found.count,
  isFact: leaf.kind === "fact",
});

/** No list has a clause twice, but several lists may have the same one. */
const mayRepeat = (query: Query): boolean => isList(query) && query.clauses.some(isList);

function distinctOf(reasons: readonly Reason[]): readonly Reason[] {
  const known = new Map<string, Reason>();
  for (const reason of reasons) known.set(`${reason.holds} ${meaningOf(reason.leaf)}`, reason);
  return known.size === reasons.length ? reasons : [...known.values()];
}

/** A leaf is asked of many documents. */
const meanings = new WeakMap<Leaf, string>();

function meaningOf(leaf: Leaf): string {
  const before = meanings.get(leaf);
  if (before !== undefined) return before;
  const meaning = canonicalQuery(leaf);
  meanings.set(leaf, meaning);
  return meaning;
}

/** Of more lists than these it takes longer to look which begins first than to sort them all. */
const fewLists = 8;

function spansOf(reasons: readonly Reason[]): readonly Span[] {
  let only: readonly Span[] | null = null;
  for (let clause = 0; clause < reasons.length; clause += 1) {
    const spans = reasons[clause]?.found.spansOf(clause) ?? [];
    if (only !== null && only.length > 0 && spans.length > 0) return spansOfSeveral(reasons);
    if (only === null || spans.length > 0) only = spans;
  }
  return only ?? [];
}

function spansOfSeveral(reasons: readonly Reason[]): readonly Span[] {
  const lists = reasons.map(({ found }, clause) => ({ found, spans: found.spansOf(clause) }));
  return lists.length > fewLists ? sorted(lists) : merged(lists);
}

interface ClauseSpans {
  readonly found: Found;
  /** In the order of what was found. */
  readonly spans: readonly Span[];
}

function sorted(lists: readonly ClauseSpans[]): readonly Span[] {
  return lists
    .flatMap(({ found, spans }) => spans.map((span, n) => ({ span, at: found.occurrences[n] })))
    .sort(
      ({ span: a, at: inA }, { span: b, at: inB }) =>
        (inA?.from ?? 0) - (inB?.from ?? 0) || a.end - b.end,
    )
    .map(({ span }) => span);
}

/** Those of one clause are in order as they were found: lists become one by taking what comes first. */
function merged(lists: readonly ClauseSpans[]): readonly Span[] {
  const spans: Span[] = [];
  const at = lists.map(() => 0);
  for (;;) {
    let list = -1;
    let first: Occurrence | null = null;
    for (let n = 0; n < lists.length; n += 1) {
      const next = lists[n]?.found.occurrences[at[n] ?? 0];
      if (next === undefined) continue;
      if (first !== null && !isBefore(next, first)) continue;
      [list, first] = [n, next];
    }
    const n = at[list] ?? 0;
    const span = lists[list]?.spans[n];
    if (span === undefined) return spans;
    spans.push(span);
    at[list] = n + 1;
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

/** Whether a query holds; if so, its reasons come behind those that are there already. */
function addReasons(query: Query, document: PreparedDocument, reasons: Reason[]): boolean {
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
      if (found.count === 0) return false;
      reasons.push({ leaf: query, holds: "present", found });
      return true;
    }
    case "not": {
      const found = findLeaf(query.clause, document);
      if (found.count > 0) return false;
      reasons.push({ leaf: query.clause, holds: "absent", found });
      return true;
    }
    case "and":
      return addReasonsOfSome(query, query.clauses.length, document, reasons);
    case "or":
      return addReasonsOfSome(query, 1, document, reasons);
    case "atleast":
      return addReasonsOfSome(query, query.count, document, reasons);
  }
}

function addReasonsOfSome(
  { clauses }: { readonly clauses: readonly Query[] },
  count: number,
  document: PreparedDocument,
  reasons: Reason[],
): boolean {
  const before = reasons.length;
  let held = 0;
  for (const clause of clauses) if (addReasons(clause, document, reasons)) held += 1;
  if (held >= count) return true;
  reasons.length = before;
  return false;
}
