import { grown } from "../words/growing.ts";

/** The words of the document in hand by something that several share, as a stem. Nothing is cleared between documents. */
export class WordChains {
  /** By key two numbers: the document that had it last, and the newest link of its chain. */
  #heads = new Int32Array(2 * 1024);
  /** By link two numbers: the word, and the link before it or -1. */
  #links = new Int32Array(2 * 1024);
  #linkCount = 0;
  #document = 0;

  /** For the next document. @param keys how many there are by now */
  begin(keys: number): void {
    this.#document += 1;
    this.#linkCount = 0;
    this.#heads = grown(this.#heads, 2 * keys);
  }

  add(key: number, word: number): void {
    const link = this.#linkCount;
    this.#linkCount = link + 1;
    if (2 * link + 2 > this.#links.length) this.#links = grown(this.#links, 2 * link + 2);
    if (2 * key + 2 > this.#heads.length) this.#heads = grown(this.#heads, 2 * key + 2);
    const isFirst = this.#heads[2 * key] !== this.#document;
    this.#links[2 * link] = word;
    this.#links[2 * link + 1] = isFirst ? -1 : (this.#heads[2 * key + 1] ?? -1);
    this.#heads[2 * key] = this.#document;
    this.#heads[2 * key + 1] = link;
  }

  /** The words of a key, latest first. */
  of(key: number): readonly number[] {
    const words: number[] = [];
    let link = this.#heads[2 * key] === this.#document ? (this.#heads[2 * key + 1] ?? -1) : -1;
    while (link !== -1) {
      words.push(this.#links[2 * link] ?? 0);
      link = this.#links[2 * link + 1] ?? -1;
    }
    return words;
  }
}
