import { grown } from "../words/growing.ts";

const nothing: readonly number[] = [];

/** Numbers of the document in hand by a key that several share: its words by their stem. Nothing is cleared between documents. */
export class Chains {
  /** By key two numbers: the document that had it last, and the newest link of its chain. */
  #heads = new Int32Array(2 * 1024);
  /** By link two numbers: what was added, and the link before it or -1. */
  #links = new Int32Array(2 * 1024);
  #linkCount = 0;
  #document = 0;

  /** For the next document. @param keys how many there are by now */
  begin(keys: number): void {
    this.#document += 1;
    this.#linkCount = 0;
    this.#heads = grown(this.#heads, 2 * keys);
  }

  add(key: number, value: number): void {
    const link = this.#linkCount;
    this.#linkCount = link + 1;
    if (2 * link + 2 > this.#links.length) this.#links = grown(this.#links, 2 * link + 2);
    if (2 * key + 2 > this.#heads.length) this.#heads = grown(this.#heads, 2 * key + 2);
    const isFirst = this.#heads[2 * key] !== this.#document;
    this.#links[2 * link] = value;
    this.#links[2 * link + 1] = isFirst ? -1 : (this.#heads[2 * key + 1] ?? -1);
    this.#heads[2 * key] = this.#document;
    this.#heads[2 * key + 1] = link;
  }

  /** What was added under a key, latest first. */
  of(key: number): readonly number[] {
    if (this.#heads[2 * key] !== this.#document) return nothing;
    const values: number[] = [];
    this.collect(key, values);
    return values;
  }

  /** Puts it behind others, those of `of`. */
  collect(key: number, values: number[]): void {
    if (this.#heads[2 * key] !== this.#document) return;
    let link = this.#heads[2 * key + 1] ?? -1;
    while (link !== -1) {
      values.push(this.#links[2 * link] ?? 0);
      link = this.#links[2 * link + 1] ?? -1;
    }
  }
}
