import type { Leaf, Query } from "../query.ts";

/**
 * Whether a readout of this source could match at all. `source:` alone says it for certain: `lang:` is of each text and `country:` of
 * those who met, which a source's own language and country do not decide.
 */
export function mayComeFrom(query: Query, sourceId: string): boolean {
  switch (query.kind) {
    case "and":
      return query.clauses.every((clause) => mayComeFrom(clause, sourceId));
    case "or":
      return query.clauses.some((clause) => mayComeFrom(clause, sourceId));
    case "atleast":
      return query.clauses.filter((clause) => mayComeFrom(clause, sourceId)).length >= query.count;
    case "not":
      return !isSource(query.clause) || query.clause.value !== sourceId.toLowerCase();
    case "fact":
    case "word":
    case "phrase":
    case "pattern":
    case "near":
    case "in":
    case "speaker":
    case "turn":
      return !isSource(query) || query.value === sourceId.toLowerCase();
  }
}

function isSource(leaf: Leaf): leaf is Extract<Leaf, { kind: "fact" }> {
  return leaf.kind === "fact" && leaf.field === "source";
}
