import type { Leaf } from "../query.ts";
import type { Lexicon } from "../words/lexicon.ts";
import type { Atoms } from "./atoms.ts";
import { type AtomName, numbersIn } from "./clauses.ts";
import type { HeldAtoms } from "./held-atoms.ts";
import type { Triggers } from "./triggers.ts";

/** The atoms that clauses of queries are, made when the first query has one. */
export class NamedAtoms {
  /** By atom of kind "leaf": what it stands for. */
  readonly leaves: Map<number, Leaf>;
  readonly #lexicon: Lexicon;
  readonly #atoms: Atoms;
  readonly #triggers: Triggers;
  readonly #held: HeldAtoms;

  constructor(given: {
    readonly lexicon: Lexicon;
    readonly atoms: Atoms;
    readonly triggers: Triggers;
    readonly held: HeldAtoms;
    readonly leaves: ReadonlyMap<number, Leaf> | null;
  }) {
    this.leaves = new Map(given.leaves);
    this.#lexicon = given.lexicon;
    this.#atoms = given.atoms;
    this.#triggers = given.triggers;
    this.#held = given.held;
  }

  /** @param leaf what an atom of kind "leaf" stands for */
  numberOf(name: AtomName, leaf: Leaf | null): number {
    const before = this.#atoms.size;
    const atom = this.#atomOf(name);
    if (atom < before) return atom;
    if (name.kind === "leaf" && leaf !== null) this.leaves.set(atom, leaf);
    if (this.#atoms.isOpen(atom)) this.#held.leaveOpen(atom);
    this.#triggers.add(atom, name.kind, "text" in name ? name.text : "");
    return atom;
  }

  #atomOf(name: AtomName): number {
    switch (name.kind) {
      case "phrase":
        return this.#atoms.ofNumbers("phrase", numbersIn(name.words, this.#lexicon));
      case "near": {
        const [first, second] = [name.first, name.second].map((text) =>
          this.numberOf({ kind: "word", text }, null),
        );
        const isBefore = name.relation === "before" ? 1 : 0;
        return this.#atoms.ofNumbers("near", [first ?? 0, second ?? 0, name.distance, isBefore]);
      }
      case "word":
      case "stem":
      case "name":
      case "written":
      case "prefix":
      case "fact":
      case "beside":
      case "leaf":
        return this.#atoms.ofText(name.kind, name.text);
    }
  }
}
