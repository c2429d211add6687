import type { Leaf } from "../query.ts";
import type { SavedLexicon } from "../words/lexicon.ts";
import type { SavedUnits } from "../words/units.ts";
import type { SavedAtoms } from "./atoms.ts";
import type { SavedHangings } from "./hangings.ts";
import type { SavedLists } from "./int-lists.ts";
import type { SavedRecords } from "./int-records.ts";
import type { SavedReferences } from "./references.ts";
import type { SavedTriggers } from "./triggers.ts";

/** All that makes a set, as plain data: only the same code can read it. */
export interface SavedQuerySet {
  readonly lists: SavedLists;
  readonly atoms: SavedAtoms;
  readonly triggers: SavedTriggers;
  /** See `HeldAtoms`. */
  readonly open: Int32Array<ArrayBuffer>;
  readonly leaves: ReadonlyMap<number, Leaf>;
  readonly formulas: SavedRecords;
  readonly references: SavedReferences;
  readonly hangings: SavedHangings;
  readonly size: number;
  readonly lexicon: SavedLexicon;
  readonly units: SavedUnits;
}
