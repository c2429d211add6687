import type { PreparedDocument } from "./document.ts";
import { type Found, findInText } from "./find-text.ts";
import { findTurns } from "./find-turns.ts";
import type { Leaf } from "../query.ts";

/** Whether and where a leaf holds. */
export function findLeaf(leaf: Leaf, document: PreparedDocument): Found {
  switch (leaf.kind) {
    case "fact":
      return { occurrences: [], count: document.facts.hold(leaf) ? 1 : 0 };
    case "speaker":
    case "turn": {
      const { turns, occurrences } = findTurns(leaf, document);
      return { occurrences, count: turns.size };
    }
    case "in": {
      const text = { ...document.inField(leaf.field), stemOf: document.stemOf };
      const found = findInText(leaf.clause, text);
      // What was read out of the text stands at no one place in it.
      const isOfText = leaf.field !== "participant" && leaf.field !== "place";
      return isOfText ? found : { ...found, occurrences: [] };
    }
    case "word":
    case "phrase":
    case "pattern":
    case "near":
      return findInText(leaf, document);
  }
}
