import type { PreparedDocument } from "./document.ts";
import { type Found, findInText } from "./find-text.ts";
import { findTurns } from "./find-turns.ts";
import { printQuery } from "./print-query.ts";
import type { Leaf } from "./query.ts";

/** Whether and where a leaf holds. */
export function findLeaf(leaf: Leaf, document: PreparedDocument): Found {
  switch (leaf.kind) {
    case "fact":
      return { occurrences: [], count: document.facts.has(printQuery(leaf)) ? 1 : 0 };
    case "speaker":
    case "turn": {
      const { turns, occurrences } = findTurns(leaf, document);
      return { occurrences, count: turns.size };
    }
    case "in": {
      const text = { ...document.inField(leaf.field), stemOf: document.stemOf };
      return findInText(leaf.clause, text);
    }
    case "word":
    case "phrase":
    case "pattern":
    case "near":
      return findInText(leaf, document);
  }
}
