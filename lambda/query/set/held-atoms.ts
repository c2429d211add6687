import { grown } from "../words/growing.ts";

/** Which atoms are true of the document in hand. Nothing is cleared between documents: an older document's mark counts for nothing. */
export class HeldAtoms {
  /** Those that are true, in the order in which they were found. */
  list = new Int32Array(1024);
  count = 0;
  #epoch = 0;
  #marks = new Int32Array(1024);
  #inTitle = new Int32Array(1024);

  /** For the next document. @param atoms how many there are */
  begin(atoms: number): void {
    this.#epoch += 1;
    this.count = 0;
    this.#marks = grown(this.#marks, atoms);
    this.#inTitle = grown(this.#inTitle, atoms);
    this.list = grown(this.list, atoms);
  }

  get bytes(): number {
    return this.list.byteLength + this.#marks.byteLength + this.#inTitle.byteLength;
  }

  hold(atom: number, isInTitle: boolean): void {
    if (isInTitle) this.#inTitle[atom] = this.#epoch;
    if (this.#marks[atom] === this.#epoch) return;
    this.#marks[atom] = this.#epoch;
    this.list[this.count] = atom;
    this.count += 1;
  }

  holds(atom: number): boolean {
    return this.#marks[atom] === this.#epoch;
  }

  holdsInTitle(atom: number): boolean {
    return this.#inTitle[atom] === this.#epoch;
  }
}
