import { grown } from "../words/growing.ts";
import {
  hashed,
  HASHED_START,
  type Lexicon,
  RECORD,
  secondHashed,
  SLOT,
  slotOf,
} from "../words/lexicon.ts";
import { type Token, tokenise } from "../words/tokens.ts";
import { capitalTable, fillPage, UNIT, unitTable } from "../words/units.ts";
import { CloseTokens } from "./close-tokens.ts";
import { CAPITAL, PLAIN, type Scan } from "./scan.ts";

/** The words of several texts as numbers of a lexicon. Time grows with the length of the texts only. */
export function scanTexts(texts: readonly string[], lexicon: Lexicon): Scan {
  const scanner = new Scanner(lexicon);
  for (const text of texts) scanner.scan(text);
  return scanner.finish();
}

type Numbers = Int32Array<ArrayBuffer>;

/** Room for the texts in hand, as `Scan` has them; what is given out is a copy. */
const room: { tokens: Numbers; words: Numbers; scans: number } = {
  tokens: new Int32Array(3 * 4096),
  words: new Int32Array(2 * 4096),
  scans: 0,
};

class Scanner {
  readonly #lexicon: Lexicon;
  readonly #scan: number;
  readonly #texts = [0];
  readonly #compounds: number[] = [];
  readonly #close = new CloseTokens();
  #tokens = 0;
  #words = 0;

  constructor(lexicon: Lexicon) {
    this.#lexicon = lexicon;
    room.scans += 1;
    this.#scan = room.scans;
  }

  /**
   * Goes through a text unit by unit. Who reads many texts spends most of the time here: all that it needs is kept in
   * local variables, and nothing is allocated for a word that was seen before.
   */
  scan(text: string): void {
    const end = text.length;
    const kinds = unitTable;
    const capitals = capitalTable;
    const scan = this.#scan;
    const how = 4 * (this.#texts.length - 1);
    let { slots, records } = this.#lexicon;
    this.#reserve(end);
    let { tokens, words } = room;
    let tokenCount = this.#tokens;
    let wordCount = this.#words;
    let at = 0;
    let last = 0;
    let gap: number = UNIT.separator;
    while (at < end) {
      const initial = text.charCodeAt(at);
      let kind = kinds[initial] ?? UNIT.separator;
      if (kind <= UNIT.joiner) {
        gap = kind;
        at += 1;
        continue;
      }
      const start = at;
      let first = HASHED_START;
      let second = HASHED_START;
      while (kind >= UNIT.letter) {
        first = hashed(first, kind);
        second = secondHashed(second, kind);
        at += 1;
        kind = at < end ? (kinds[text.charCodeAt(at)] ?? UNIT.separator) : UNIT.separator;
      }
      if (kind > UNIT.joiner) {
        if (kind === UNIT.unknown) {
          fillPage(text.charCodeAt(at));
          at = start;
          continue;
        }
        while (at < end && kindAt(text, at) > UNIT.joiner) at += 1;
        [this.#tokens, this.#words] = [tokenCount, wordCount];
        last = this.#addSlowly(text.slice(start, at), { start, last, text });
        [tokenCount, wordCount] = [this.#tokens, this.#words];
        ({ slots, records } = this.#lexicon);
        this.#reserve(end - at);
        ({ tokens, words } = room);
        continue;
      }
      const mask = slots.length - SLOT;
      let slot = slotOf(first, mask);
      let word = (slots[slot + 1] ?? 0) - 1;
      while (word !== -1 && (slots[slot] !== second || records[word * RECORD] !== first)) {
        slot = (slot + SLOT) & mask;
        word = (slots[slot + 1] ?? 0) - 1;
      }
      if (word === -1) {
        word = this.#lexicon.add(foldedText(text, start, at), first, second);
        ({ slots, records } = this.#lexicon);
      }
      const record = word * RECORD;
      let local = records[record + 3] ?? 0;
      const flag = capitals[initial] === 1 ? CAPITAL : PLAIN;
      if (records[record + 2] === scan) {
        words[2 * local + 1] = (words[2 * local + 1] ?? 0) | flag;
      } else {
        local = wordCount;
        wordCount += 1;
        records[record + 2] = scan;
        records[record + 3] = local;
        words[2 * local] = word;
        words[2 * local + 1] = how | flag;
      }
      if (gap === UNIT.joiner && start - last === 1 && last > 0) {
        this.#close.add(tokenCount, "hyphen");
      }
      tokens[3 * tokenCount] = local;
      tokens[3 * tokenCount + 1] = start;
      tokens[3 * tokenCount + 2] = at;
      tokenCount += 1;
      last = at;
      // What ended the word was looked at already.
      gap = kind;
      at += 1;
    }
    [this.#tokens, this.#words] = [tokenCount, wordCount];
    this.#endText();
  }

  /** The four lists lie in one array, since making an array costs more than filling it. */
  finish(): Scan {
    const words = 2 * this.#words;
    const tokens = words + 3 * this.#tokens;
    const texts = tokens + this.#texts.length;
    const all = new Int32Array(texts + this.#compounds.length);
    all.set(room.words.subarray(0, words));
    all.set(room.tokens.subarray(0, tokens - words), words);
    all.set(this.#texts, tokens);
    all.set(this.#compounds, texts);
    return {
      lexicon: this.#lexicon,
      words: all.subarray(0, words),
      tokens: all.subarray(words, tokens),
      texts: all.subarray(tokens, texts),
      compounds: all.subarray(texts),
    };
  }

  /** Makes room for the words of so many units, each of which takes two at least. */
  #reserve(units: number): void {
    const more = (units >> 1) + 1;
    room.tokens = grown(room.tokens, 3 * (this.#tokens + more));
    room.words = grown(room.words, 2 * (this.#words + more));
  }

  #localOf(word: number): number {
    const { records } = this.#lexicon;
    if (records[word * RECORD + 2] === this.#scan) return records[word * RECORD + 3] ?? 0;
    const local = this.#words;
    records.set([this.#scan, local], word * RECORD + 2);
    room.words.set([word, 4 * (this.#texts.length - 1)], 2 * local);
    this.#words += 1;
    return local;
  }

  /**
   * A stretch without separators that has signs in it which fold together, or words without spaces.
   * @returns where its last word ends
   */
  #addSlowly(
    raw: string,
    { start, last, text }: { start: number; last: number; text: string },
  ): number {
    let end = last;
    const found = tokenise(raw);
    this.#reserve(2 * found.length);
    for (const { term, start: from, end: to, before } of found) {
      const relation = end === last ? relationOf(text, last, start + from) : before;
      if (relation !== "gap") this.#close.add(this.#tokens, relation);
      end = start + to;
      const local = this.#localOf(this.#lexicon.numberOf(term));
      const first = raw.charAt(from);
      const flag = first === first.toLowerCase() ? PLAIN : CAPITAL;
      room.words[2 * local + 1] = (room.words[2 * local + 1] ?? 0) | flag;
      room.tokens.set([local, start + from, end], 3 * this.#tokens);
      this.#tokens += 1;
    }
    return end;
  }

  /** The word that several tokens in a row are together. */
  #joined(first: number, last: number): number {
    const parts: string[] = [];
    for (let n = first; n <= last; n += 1) {
      parts.push(this.#lexicon.textOf(room.words[2 * (room.tokens[3 * n] ?? 0)] ?? 0));
    }
    return this.#lexicon.numberOfJoined(parts);
  }

  #endText(): void {
    if (!this.#close.isEmpty) {
      const compounds = this.#close.compounds(this.#texts.at(-1) ?? 0);
      this.#reserve(2 * compounds.length);
      for (const [first, last] of compounds) {
        this.#compounds.push(this.#localOf(this.#joined(first, last)), first, last);
      }
      this.#close.clear();
    }
    this.#texts.push(this.#tokens);
  }
}

const foldedText = (text: string, start: number, end: number): string =>
  Array.from({ length: end - start }, (_, n) =>
    String.fromCharCode(unitTable[text.charCodeAt(start + n)] ?? 0),
  ).join("");

/** Whether one sign that joins words stands here, and a word before it. */
const isHyphened = (text: string, at: number): boolean =>
  at > 0 && kindAt(text, at) === UNIT.joiner;

/** Signs that belong to no word may stand between two of them. */
const relationOf = (text: string, last: number, start: number): Token["before"] =>
  start - last === 1 && isHyphened(text, last) ? "hyphen" : "gap";

function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  const kind = unitTable[unit] ?? UNIT.separator;
  return kind === UNIT.unknown ? fillPage(unit) : kind;
}
