import { grown } from "../words/growing.ts";

const START = 1024;

/**
 * Many growing lists of numbers in one array. Each lies in a block of a power of two, and moves to one of twice the
 * size when it is full; what it leaves is used again. Lists have numbers from 1, so that 0 can say "none".
 */
export class IntLists {
  /** All lists' numbers: those of a list from `begin(list)` on. */
  data = new Int32Array(START);
  #begins = new Int32Array(START);
  #lengths = new Int32Array(START);
  #used = 0;
  #lists = 1;
  /** By the block's power of two: where free ones begin. */
  readonly #free: number[][] = [];

  create(): number {
    const list = this.#lists;
    this.#begins = grown(this.#begins, list + 1);
    this.#lengths = grown(this.#lengths, list + 1);
    this.#lists += 1;
    return list;
  }

  begin(list: number): number {
    return this.#begins[list] ?? 0;
  }

  length(list: number): number {
    return this.#lengths[list] ?? 0;
  }

  /** Bytes that the lists take. */
  get bytes(): number {
    return this.data.byteLength + this.#begins.byteLength + this.#lengths.byteLength;
  }

  push(list: number, value: number): void {
    const length = this.length(list);
    if (length === 0) this.#begins[list] = this.#block(0);
    // Full: its length is its block's size.
    else if ((length & (length - 1)) === 0) this.#move(list, length);
    this.data[this.begin(list) + length] = value;
    this.#lengths[list] = length + 1;
  }

  /** Takes `width` numbers out that begin at `at` of the list, in whose place come the last ones. */
  removeAt(list: number, at: number, width: number): void {
    const length = this.length(list) - width;
    const begin = this.begin(list);
    for (let n = 0; n < width; n += 1) {
      this.data[begin + at + n] = this.data[begin + length + n] ?? 0;
    }
    this.#shorten(list, length);
  }

  #shorten(list: number, length: number): void {
    const before = this.length(list);
    this.#lengths[list] = length;
    const [power, fits] = [powerOf(before), powerOf(length)];
    if (length > 0 && power === fits) return;
    const begin = this.begin(list);
    if (length > 0) {
      const block = this.#block(fits);
      this.data.copyWithin(block, begin, begin + length);
      this.#begins[list] = block;
    }
    (this.#free[power] ??= []).push(begin);
  }

  #move(list: number, length: number): void {
    const begin = this.begin(list);
    const power = powerOf(length);
    const block = this.#block(power + 1);
    this.data.copyWithin(block, begin, begin + length);
    this.#begins[list] = block;
    (this.#free[power] ??= []).push(begin);
  }

  #block(power: number): number {
    const free = this.#free[power]?.pop();
    if (free !== undefined) return free;
    const block = this.#used;
    this.#used += 1 << power;
    this.data = grown(this.data, this.#used);
    return block;
  }
}

/** Of the smallest block that holds so many. */
const powerOf = (length: number): number => (length <= 1 ? 0 : 32 - Math.clz32(length - 1));
