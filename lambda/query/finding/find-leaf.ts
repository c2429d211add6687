import type { PreparedDocument } from "./document.ts";
import { findInText, isInText } from "./find-text.ts";
import { findTurns } from "./find-turns.ts";
import { Found } from "./found.ts";
import type { Leaf } from "../query.ts";

/** Whether and where a leaf holds. */
export function findLeaf(leaf: Leaf, document: PreparedDocument): Found {
  switch (leaf.kind) {
    case "fact":
      return new Found([], document.facts.hold(leaf) ? 1 : 0);
    case "speaker":
    case "turn": {
      const { turns, occurrences } = findTurns(leaf, document);
      return new Found(occurrences, turns.size);
    }
    case "in": {
      const found = findInText(leaf.clause, document.inField(leaf.field));
      // What was read out of the text stands at no one place in it.
      const isOfText = leaf.field !== "participant" && leaf.field !== "place";
      return isOfText ? found : new Found([], found.count);
    }
    case "word":
    case "phrase":
    case "pattern":
    case "near":
      return findInText(leaf, document);
  }
}

/** Whether a leaf holds: `findLeaf` without the places. */
export function leafHolds(leaf: Leaf, document: PreparedDocument): boolean {
  switch (leaf.kind) {
    case "fact":
      return document.facts.hold(leaf);
    case "speaker":
    case "turn":
      return findTurns(leaf, document).turns.size > 0;
    case "in":
      return isInText(leaf.clause, document.inField(leaf.field));
    case "word":
    case "phrase":
    case "pattern":
    case "near":
      return isInText(leaf, document);
  }
}
