import type { Lexicon } from "../words/lexicon.ts";
import type { Token } from "../words/tokens.ts";

/** How a text writes a word, as flags: both where it does both. */
export const CAPITAL = 1;
export const PLAIN = 2;

/** The words of several texts. Distinct words have numbers of their own, from 0 in the order of their first occurrence. */
export interface Scan {
  readonly lexicon: Lexicon;
  /** By distinct word: its number in the lexicon. */
  readonly words: Int32Array;
  /** By distinct word: CAPITAL, PLAIN, both, or none where it only occurs as several tokens taken together. */
  readonly flags: Uint8Array;
  /** By distinct word: the text in which it occurs first. */
  readonly firstTexts: Int32Array;
  /** By token, through all texts: its distinct word. */
  readonly tokens: Int32Array;
  /** By token: offsets into its text, in UTF-16 units. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** By text: its first token; and one more, the end of the last text. */
  readonly texts: Int32Array;
  /** Several tokens that are also one word, three numbers each: its distinct word, its first token, its last one. */
  readonly compounds: Int32Array;
}

/** Segments that may be one word elsewhere, or in a query: as many as a word is made of. */
const MAX_JOINED = 4;
const RELATIONS = { gap: 0, hyphen: 1, nothing: 2 } as const;

/** Room for the texts in hand; what is given out is a copy. */
const room = {
  tokens: new Int32Array(4096),
  starts: new Int32Array(4096),
  ends: new Int32Array(4096),
  before: new Uint8Array(4096),
  words: new Int32Array(4096),
  flags: new Uint8Array(4096),
  firstTexts: new Int32Array(4096),
};
/** By word of the lexicon: the scan that saw it last, and its number there. */
let seenBy = new Int32Array(4096);
let seenAs = new Int32Array(4096);
let scans = 0;

export class ScanBuilder {
  readonly #lexicon: Lexicon;
  readonly #scan: number;
  readonly #texts = [0];
  readonly #compounds: number[] = [];
  #tokens = 0;
  #words = 0;
  #joined = false;

  constructor(lexicon: Lexicon) {
    this.#lexicon = lexicon;
    scans += 1;
    this.#scan = scans;
  }

  /** @param flag how the word is written here */
  add(word: number, start: number, end: number, before: Token["before"], flag: number): void {
    const token = this.#tokens;
    if (token === room.tokens.length) growTokens();
    const local = this.#localOf(word);
    room.flags[local] = (room.flags[local] ?? 0) | flag;
    room.tokens[token] = local;
    room.starts[token] = start;
    room.ends[token] = end;
    room.before[token] = RELATIONS[before];
    if (before !== "gap") this.#joined = true;
    this.#tokens = token + 1;
  }

  endText(): void {
    if (this.#joined) {
      this.#addCompounds();
      this.#addJoins();
    }
    this.#joined = false;
    this.#texts.push(this.#tokens);
  }

  finish(): Scan {
    return {
      lexicon: this.#lexicon,
      words: room.words.slice(0, this.#words),
      flags: room.flags.slice(0, this.#words),
      firstTexts: room.firstTexts.slice(0, this.#words),
      tokens: room.tokens.slice(0, this.#tokens),
      starts: room.starts.slice(0, this.#tokens),
      ends: room.ends.slice(0, this.#tokens),
      texts: Int32Array.from(this.#texts),
      compounds: Int32Array.from(this.#compounds),
    };
  }

  #localOf(word: number): number {
    if (word >= seenBy.length) growSeen(word);
    if (seenBy[word] === this.#scan) return seenAs[word] ?? 0;
    const local = this.#words;
    if (local === room.words.length) growWords();
    seenBy[word] = this.#scan;
    seenAs[word] = local;
    room.words[local] = word;
    room.flags[local] = 0;
    room.firstTexts[local] = this.#texts.length - 1;
    this.#words = local + 1;
    return local;
  }

  /** Runs of tokens joined by single hyphens or apostrophes: `cease-fire` is found as `ceasefire` too. */
  #addCompounds(): void {
    let first = this.#texts.at(-1) ?? 0;
    for (let n = first; n < this.#tokens; n += 1) {
      if (n + 1 < this.#tokens && room.before[n + 1] === RELATIONS.hyphen) continue;
      if (n > first) this.#addCompound(first, n);
      first = n + 1;
    }
  }

  /** In scripts without spaces a query's word may be cut otherwise than the text's: so each few words in a row are one, too. */
  #addJoins(): void {
    const begin = this.#texts.at(-1) ?? 0;
    for (let last = begin; last < this.#tokens; last += 1) {
      if (room.before[last] !== RELATIONS.nothing) continue;
      for (let first = last - 1; first >= begin && last - first < MAX_JOINED; first -= 1) {
        this.#addCompound(first, last);
        if (room.before[first] !== RELATIONS.nothing) break;
      }
    }
  }

  #addCompound(first: number, last: number): void {
    let text = "";
    for (let n = first; n <= last; n += 1) {
      text += this.#lexicon.textOf(room.words[room.tokens[n] ?? 0] ?? 0);
    }
    this.#compounds.push(this.#localOf(this.#lexicon.numberOf(text)), first, last);
  }
}

function growTokens(): void {
  room.tokens = doubled(room.tokens);
  room.starts = doubled(room.starts);
  room.ends = doubled(room.ends);
  const before = new Uint8Array(room.before.length * 2);
  before.set(room.before);
  room.before = before;
}

function growWords(): void {
  room.words = doubled(room.words);
  room.firstTexts = doubled(room.firstTexts);
  const flags = new Uint8Array(room.flags.length * 2);
  flags.set(room.flags);
  room.flags = flags;
}

function growSeen(word: number): void {
  while (word >= seenBy.length) {
    seenBy = doubled(seenBy);
    seenAs = doubled(seenAs);
  }
}

function doubled(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const more = new Int32Array(numbers.length * 2);
  more.set(numbers);
  return more;
}
