import { grown } from "../words/growing.ts";
import type { IntLists } from "./int-lists.ts";

const OPEN = -1;

/** Of an open atom that was found out: in place of `OPEN`, so that it stays less than 0. @param mark twice the document, and one where it is true */
const foundOutAs = (mark: number): number => -2 - mark;

/** Which atoms are true of the document in hand. Nothing is cleared between documents: an older document's mark counts for nothing. */
export class HeldAtoms {
  /** Those that are true, in the order in which they were found. */
  list = new Int32Array(1024);
  count = 0;
  #epoch = 0;
  /** By atom: twice the last document that made it true, and one where its title did; or `OPEN`, or `foundOutAs`. */
  #marks: Int32Array<ArrayBuffer>;

  /** @param open by atom: `OPEN`, or 0 */
  constructor(open: Int32Array<ArrayBuffer> | null = null) {
    this.#marks = open ?? new Int32Array(1024);
  }

  /** Which atoms are left open. */
  save(): Int32Array<ArrayBuffer> {
    return this.#marks.map((mark) => (mark < 0 ? OPEN : 0));
  }

  /** For the next document. @param atoms how many there are */
  begin(atoms: number): void {
    this.#epoch += 1;
    this.count = 0;
    this.#marks = grown(this.#marks, atoms);
  }

  get bytes(): number {
    return this.list.byteLength + this.#marks.byteLength;
  }

  hold(atom: number, isInTitle: boolean): void {
    const mark = this.#marks[atom] ?? 0;
    if (mark >> 1 !== this.#epoch) {
      if (this.count === this.list.length) this.list = grown(this.list, this.count + 1);
      this.list[this.count] = atom;
      this.count += 1;
      this.#marks[atom] = 2 * this.#epoch + (isInTitle ? 1 : 0);
    } else if (isInTitle) this.#marks[atom] = mark | 1;
  }

  /** @param entry of the lists: an atom or several */
  holdAll(entry: number, lists: IntLists, isInTitle: boolean): void {
    if (entry > 0) this.hold(entry - 1, isInTitle);
    if (entry >= 0) return;
    const begin = lists.begin(-entry);
    const end = begin + lists.length(-entry);
    const { data } = lists;
    for (let n = begin; n < end; n += 1) this.hold(data[n] ?? 0, isInTitle);
  }

  /** Leaves it for ever to whoever asks to find out whether an atom is true. */
  leaveOpen(atom: number): void {
    this.#marks = grown(this.#marks, atom + 1);
    this.#marks[atom] = OPEN;
  }

  /** Null: it must be found out, and kept. */
  holds(atom: number): boolean | null {
    const mark = this.#marks[atom] ?? 0;
    if (mark >= 0) return mark >> 1 === this.#epoch;
    const found = foundOutAs(mark);
    return found >> 1 === this.#epoch ? (found & 1) === 1 : null;
  }

  /** What was found out of an open atom. */
  keep(atom: number, isTrue: boolean): void {
    this.#marks[atom] = foundOutAs(2 * this.#epoch + (isTrue ? 1 : 0));
  }

  holdsInTitle(atom: number): boolean {
    return this.#marks[atom] === 2 * this.#epoch + 1;
  }
}
