import { grown } from "../words/growing.ts";

const START = 1024;

export interface SavedLists {
  readonly data: Numbers;
  readonly places: Numbers;
  readonly unused: readonly number[];
  readonly free: readonly (readonly number[])[];
}

type Numbers = Int32Array<ArrayBuffer>;

/**
 * Many growing lists of numbers in one array. Each lies in a block of a power of two, and moves to one of twice the
 * size when it is full; what it leaves is used again. Lists have numbers from 1, so that 0 can say "none".
 *
 * Most lists would have one number only. So whoever has many keeps entries: 0 for no number, the number and one for a single
 * one, and a list's number as a negative one for several.
 */
export class IntLists {
  /** All lists' numbers: those of a list from `begin(list)` on. */
  data: Numbers;
  /** By list two numbers: where it begins, and its length. */
  #places: Numbers;
  #used: number;
  #lists: number;
  /** Lists that nobody has any more. */
  readonly #unused: number[];
  /** By the block's power of two: where free ones begin. */
  readonly #free: number[][];

  constructor(saved: SavedLists | null = null) {
    this.data = saved?.data ?? new Int32Array(START);
    this.#places = saved?.places ?? new Int32Array(2 * START);
    this.#used = saved?.data.length ?? 0;
    this.#lists = saved === null ? 1 : saved.places.length / 2;
    this.#unused = [...(saved?.unused ?? [])];
    this.#free = Array.from(saved?.free ?? [], (blocks) => [...blocks]);
  }

  save(): SavedLists {
    return {
      data: this.data.slice(0, this.#used),
      places: this.#places.slice(0, 2 * this.#lists),
      unused: this.#unused,
      free: Array.from(this.#free, (blocks: readonly number[] | undefined) => blocks ?? []),
    };
  }

  create(): number {
    const free = this.#unused.pop();
    if (free !== undefined) return free;
    const list = this.#lists;
    this.#places = grown(this.#places, 2 * list + 2);
    this.#lists += 1;
    return list;
  }

  /** An entry that has one number more. */
  with(entry: number, value: number): number {
    if (entry === 0) return value + 1;
    if (entry > 0) {
      const list = this.create();
      this.push(list, entry - 1);
      this.push(list, value);
      return -list;
    }
    this.push(-entry, value);
    return entry;
  }

  /** An entry that has a number less, which may come to stand for none. */
  without(entry: number, value: number): number {
    if (entry >= 0) return entry === value + 1 ? 0 : entry;
    const begin = this.begin(-entry);
    const at = this.data.subarray(begin, begin + this.length(-entry)).indexOf(value);
    if (at !== -1) this.removeAt(-entry, at, 1);
    if (this.length(-entry) > 0) return entry;
    this.#unused.push(-entry);
    return 0;
  }

  /** How many numbers an entry stands for. */
  countOf(entry: number): number {
    return entry < 0 ? this.length(-entry) : Math.sign(entry);
  }

  valuesOf(entry: number): readonly number[] {
    if (entry >= 0) return entry === 0 ? [] : [entry - 1];
    const begin = this.begin(-entry);
    return Array.from(this.data.subarray(begin, begin + this.length(-entry)));
  }

  begin(list: number): number {
    return this.#places[2 * list] ?? 0;
  }

  length(list: number): number {
    return this.#places[2 * list + 1] ?? 0;
  }

  /** Bytes that the lists take. */
  get bytes(): number {
    return this.data.byteLength + this.#places.byteLength;
  }

  push(list: number, value: number): void {
    const length = this.length(list);
    if (length === 0) this.#places[2 * list] = this.#block(0);
    // Full: its length is its block's size.
    else if ((length & (length - 1)) === 0) this.#move(list, length);
    this.data[this.begin(list) + length] = value;
    this.#places[2 * list + 1] = length + 1;
  }

  /** Where in a list a number stands first, or -1. @param width of the records that the list is of: their first numbers are looked at */
  find(list: number, value: number, width: number): number {
    const begin = this.begin(list);
    const length = this.length(list);
    for (let at = 0; at < length; at += width) if (this.data[begin + at] === value) return at;
    return -1;
  }

  /** @param width see `find` */
  replace(list: number, value: number, other: number, width: number): void {
    const at = this.find(list, value, width);
    if (at !== -1) this.data[this.begin(list) + at] = other;
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
    this.#places[2 * list + 1] = length;
    const [power, fits] = [powerOf(before), powerOf(length)];
    if (length > 0 && power === fits) return;
    const begin = this.begin(list);
    if (length > 0) {
      const block = this.#block(fits);
      this.data.copyWithin(block, begin, begin + length);
      this.#places[2 * list] = block;
    }
    (this.#free[power] ??= []).push(begin);
  }

  #move(list: number, length: number): void {
    const begin = this.begin(list);
    const power = powerOf(length);
    const block = this.#block(power + 1);
    this.data.copyWithin(block, begin, begin + length);
    this.#places[2 * list] = block;
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
