import type { PreparedDocument } from "../finding/document.ts";
import type { Stemmer } from "../words/stems.ts";
import type { HeldAtoms } from "./held-atoms.ts";
import type { NecessaryTerm } from "./necessary-terms.ts";

type As = NecessaryTerm["as"];

export type SavedBeside = readonly (readonly [key: string, atom: number])[];

/** Atoms by words beside the text: those of speakers, participants and places. They are few. */
export class BesideTriggers {
  readonly #atoms = new Map<string, number>();
  readonly #unstemmed: { readonly term: string; readonly atom: number }[] = [];
  readonly #stems = new Map<Stemmer, Map<string, number[]>>();

  constructor(saved: SavedBeside = []) {
    for (const [key, atom] of saved) this.add(atom, key);
  }

  save(): SavedBeside {
    const stemmed = this.#unstemmed.map(
      ({ term, atom }) => [besideKey({ as: "stem", term }), atom] as const,
    );
    return [...this.#atoms, ...stemmed];
  }

  /** @param key see `besideKey` */
  add(atom: number, key: string): void {
    const term = termOf(key, "stem");
    if (term === null) {
      this.#atoms.set(key, atom);
      return;
    }
    this.#unstemmed.push({ term, atom });
    for (const [stemOf, byStem] of this.#stems) addTo(byStem, stemOf(term), atom);
  }

  pull(document: PreparedDocument, held: HeldAtoms): void {
    if (this.#atoms.size === 0 && this.#unstemmed.length === 0) return;
    const byStem = this.#stemsBy(document.stemOf);
    const hold = (as: As, term: string) => {
      const atom = this.#atoms.get(besideKey({ as, term }));
      if (atom !== undefined) held.hold(atom, false);
    };
    for (const { terms, stems, names } of document.beside) {
      for (const term of terms.keys()) {
        hold("written", term);
        for (let length = 1; length <= term.length; length += 1) {
          hold("prefix", term.slice(0, length));
        }
      }
      for (const stem of stems.keys()) {
        for (const atom of byStem.get(stem) ?? []) held.hold(atom, false);
      }
      for (const name of names.keys()) hold("name", name);
    }
  }

  #stemsBy(stemOf: Stemmer): ReadonlyMap<string, readonly number[]> {
    const known = this.#stems.get(stemOf);
    if (known !== undefined) return known;
    const byStem = new Map<string, number[]>();
    for (const { term, atom } of this.#unstemmed) addTo(byStem, stemOf(term), atom);
    this.#stems.set(stemOf, byStem);
    return byStem;
  }
}

/** What an atom of kind "beside" is told by. */
export const besideKey = ({ as, term }: NecessaryTerm): string => `${as} ${term}`;

function termOf(key: string, as: As): string | null {
  return key.startsWith(`${as} `) ? key.slice(as.length + 1) : null;
}

function addTo(byStem: Map<string, number[]>, stem: string, atom: number): void {
  const others = byStem.get(stem);
  if (others === undefined) byStem.set(stem, [atom]);
  else others.push(atom);
}
