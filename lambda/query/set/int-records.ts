import { grown } from "../words/growing.ts";

const START = 256;

export interface SavedRecords {
  readonly data: Numbers;
  readonly begins: Numbers;
  readonly slots: Numbers;
}

type Numbers = Int32Array<ArrayBuffer>;

/** Records of several numbers, each kept once: equal records have one number, from 0. Grows only. */
export class IntRecords {
  /** All records' numbers: those of a record from `begin(record)` to `end(record)`. */
  data: Numbers;
  #begins: Numbers;
  /** Open addressing: a record's number and one. */
  #slots: Numbers;
  #size: number;

  constructor(saved: SavedRecords | null = null) {
    this.data = saved?.data ?? new Int32Array(START * 4);
    this.#begins = saved?.begins ?? new Int32Array(START + 1);
    this.#slots = saved?.slots ?? new Int32Array(START * 2);
    this.#size = saved === null ? 0 : saved.begins.length - 1;
  }

  save(): SavedRecords {
    return {
      data: this.data.slice(0, this.begin(this.#size)),
      begins: this.#begins.slice(0, this.#size + 1),
      slots: this.#slots,
    };
  }

  get size(): number {
    return this.#size;
  }

  begin(record: number): number {
    return this.#begins[record] ?? 0;
  }

  end(record: number): number {
    return this.#begins[record + 1] ?? 0;
  }

  /** Bytes that the records take. */
  get bytes(): number {
    return this.data.byteLength + this.#begins.byteLength + this.#slots.byteLength;
  }

  /** The number of a record; a new one where there is none like it. */
  numberOf(values: readonly number[]): number {
    const { length } = this.#slots;
    for (let slot = slotOf(values, length); ; slot = slot + 1 === length ? 0 : slot + 1) {
      const record = (this.#slots[slot] ?? 0) - 1;
      if (record === -1) return this.#add(values, slot);
      if (this.#is(record, values)) return record;
    }
  }

  valuesOf(record: number): readonly number[] {
    return Array.from(this.data.subarray(this.begin(record), this.end(record)));
  }

  #is(record: number, values: readonly number[]): boolean {
    const begin = this.begin(record);
    if (this.end(record) - begin !== values.length) return false;
    return values.every((value, n) => this.data[begin + n] === value);
  }

  #add(values: readonly number[], slot: number): number {
    const record = this.#size;
    const begin = this.begin(record);
    this.data = grown(this.data, begin + values.length);
    this.data.set(values, begin);
    this.#begins = grown(this.#begins, record + 2);
    this.#begins[record + 1] = begin + values.length;
    this.#slots[slot] = record + 1;
    this.#size += 1;
    if (this.#size * 5 > this.#slots.length * 4) this.#rehash();
    return record;
  }

  #rehash(): void {
    this.#slots = new Int32Array(Math.ceil(this.#slots.length * 1.5));
    const { length } = this.#slots;
    for (let record = 0; record < this.#size; record += 1) {
      let slot = slotOf(this.valuesOf(record), length);
      while (this.#slots[slot] !== 0) slot = slot + 1 === length ? 0 : slot + 1;
      this.#slots[slot] = record + 1;
    }
  }
}

/** FNV-1a's step over whole numbers, then mixed, since neighbours differ in their low bits only. */
function slotOf(values: readonly number[], slots: number): number {
  let hash = 0x811c_9dc5 | 0;
  for (const value of values) hash = Math.imul(hash ^ value, 0x0100_0193) ^ (hash >>> 13);
  // The highest bits tell, whatever the number of slots.
  return Math.floor((Math.imul(hash ^ (hash >>> 16), 0x9e37_79b1) >>> 0) * (slots / 2 ** 32));
}
