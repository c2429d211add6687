import { GAP } from "../finding/occurrences.ts";
import { type Scan, tokenCount, wordCount } from "../finding/scan.ts";
import { grown } from "../words/growing.ts";
import { Chains } from "./chains.ts";

/** Where the words of the document in hand stand, as positions that `Occurrence` has. Room is used again for the next one. */
export class WordPlaces {
  #scan: Scan | null = null;
  /** By distinct word: its first token, or -1. */
  #first = new Int32Array(1024);
  /** By token: the next one of the same word, or -1. */
  #next = new Int32Array(1024);
  /** By token. */
  #positions = new Int32Array(1024);
  /** By distinct word: where the words of several tokens stand in the scan's list. */
  readonly #compounds = new Chains();

  enter(scan: Scan): void {
    if (this.#scan === scan) return;
    this.#scan = scan;
    const { texts, tokens, compounds } = scan;
    const first = (this.#first = grown(this.#first, wordCount(scan)));
    const next = (this.#next = grown(this.#next, tokenCount(scan)));
    const positions = (this.#positions = grown(this.#positions, tokenCount(scan)));
    first.fill(-1, 0, wordCount(scan));
    for (let text = texts.length - 2; text >= 0; text -= 1) {
      const begin = texts[text] ?? 0;
      for (let token = (texts[text + 1] ?? 0) - 1; token >= begin; token -= 1) {
        const local = tokens[3 * token] ?? 0;
        next[token] = first[local] ?? -1;
        first[local] = token;
        positions[token] = token + text * GAP;
      }
    }
    this.#compounds.begin(wordCount(scan));
    for (let at = 0; at < compounds.length; at += 3) this.#compounds.add(compounds[at] ?? 0, at);
  }

  /** Of a word that is one token: appended in the order of the text. */
  addTo(positions: number[], local: number): void {
    for (let token = this.#first[local] ?? -1; token !== -1; token = this.#next[token] ?? -1) {
      positions.push(this.#positions[token] ?? 0);
    }
  }

  /** Of a word where it is several tokens, in no order. */
  ofSeveral(local: number): readonly (readonly [from: number, to: number])[] {
    const ats = this.#compounds.of(local);
    return ats.length === 0 ? none : ats.map((at) => this.#stretchOf(at));
  }

  #stretchOf(at: number): readonly [number, number] {
    const first = this.#scan?.compounds[at + 1] ?? 0;
    const last = this.#scan?.compounds[at + 2] ?? 0;
    const from = this.#positions[first] ?? 0;
    return [from, from + last - first + 1];
  }
}

const none: readonly (readonly [number, number])[] = [];
