import { grown } from "../words/growing.ts";
import { type Lexicon, RECORD } from "../words/lexicon.ts";
import { type Token, tokenise } from "../words/tokens.ts";
import { CAPITAL, fillPage, PLAIN, UNIT, unitTable } from "../words/units.ts";
import { CloseTokens } from "./close-tokens.ts";
import { enterText, makeScanRoom, reserve, scanPlainWords } from "./plain-words.ts";
import type { Scan } from "./scan.ts";

/** The words of several texts as numbers of a lexicon. Time grows with the length of the texts only. */
export function scanTexts(texts: readonly string[], lexicon: Lexicon): Scan {
  const scanner = new Scanner(lexicon);
  try {
    for (const text of texts) scanner.scan(text);
    return scanner.finish();
  } finally {
    lexicon.endScan(room.wordCount);
  }
}

/** For the texts in hand; what is given out is a copy. */
const room = makeScanRoom();

class Scanner {
  readonly #lexicon: Lexicon;
  readonly #texts = [0];
  readonly #compounds: number[] = [];
  readonly #close = new CloseTokens();

  constructor(lexicon: Lexicon) {
    this.#lexicon = lexicon;
    room.mark = lexicon.beginScan();
    room.tokenCount = 0;
    room.wordCount = 0;
    // A scan that failed may have left some.
    room.hyphenedCount = 0;
  }

  /** Goes through a text word by word; nothing is allocated for those that were seen before. */
  scan(text: string): void {
    enterText(room, text, 4 * (this.#texts.length - 1));
    for (;;) {
      // A word takes two units at least.
      reserve(room, ((text.length - room.at) >> 1) + 1);
      scanPlainWords(text.length, this.#lexicon, room);
      if (room.at >= text.length) break;
      this.#workOut(text);
    }
    this.#endText();
  }

  /** The four lists lie in one array, since making an array costs more than filling it. */
  finish(): Scan {
    const words = 2 * room.wordCount;
    const tokens = words + 3 * room.tokenCount;
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

  #localOf(word: number): number {
    const { records } = this.#lexicon;
    const known = (records[word * RECORD + 1] ?? 0) - room.mark;
    if (known >= 0) return known;
    const local = room.wordCount;
    records[word * RECORD + 1] = room.mark + local;
    room.words = grown(room.words, 2 * local + 2);
    room.words[2 * local] = word;
    room.words[2 * local + 1] = 4 * (this.#texts.length - 1);
    room.wordCount += 1;
    return local;
  }

  /** The word that begins where the scan stands: one that was not seen before is added, and found when the scan goes on. */
  #workOut(text: string): void {
    const start = room.at;
    let end = start;
    while (end < text.length && kindAt(text, end) >= UNIT.letter) end += 1;
    if (end === text.length || kindAt(text, end) <= UNIT.joiner) {
      this.#lexicon.numberOf(foldedText(text, start, end));
      return;
    }
    while (end < text.length && kindAt(text, end) > UNIT.joiner) end += 1;
    const last = this.#addSlowly(text, start, end);
    room.at = end;
    room.joinedAt = isHyphened(text, last) ? last + 1 : -1;
  }

  /**
   * A stretch without separators that has signs in it which fold together, or words without spaces.
   * @returns where its last word ends, or the one before it
   */
  #addSlowly(text: string, begin: number, end: number): number {
    const isFirst = room.tokenCount === (this.#texts.at(-1) ?? 0);
    let last = isFirst ? 0 : (room.tokens[3 * room.tokenCount - 1] ?? 0);
    const found = tokenise(text.slice(begin, end));
    reserve(room, 2 * found.length);
    found.forEach(({ term, start, end: to, before }, n) => {
      const relation = n === 0 ? relationOf(text, last, begin + start) : before;
      if (relation === "nothing") this.#close.add(room.tokenCount);
      if (relation === "hyphen") {
        room.hyphened[room.hyphenedCount] = room.tokenCount;
        room.hyphenedCount += 1;
      }
      last = begin + to;
      const local = this.#localOf(this.#lexicon.numberOf(term));
      const first = text.charAt(begin + start);
      const flag = first === first.toLowerCase() ? PLAIN : CAPITAL;
      room.words[2 * local + 1] = (room.words[2 * local + 1] ?? 0) | flag;
      room.tokens.set([local, begin + start, last], 3 * room.tokenCount);
      room.tokenCount += 1;
    });
    return last;
  }

  /** `cease-fire` is found as `ceasefire` too: so are all tokens in a row that single hyphens or apostrophes join. */
  #joinHyphened(): void {
    const { hyphened, hyphenedCount } = room;
    let n = 0;
    while (n < hyphenedCount) {
      const first = (hyphened[n] ?? 0) - 1;
      let last = first + 1;
      for (n += 1; n < hyphenedCount && hyphened[n] === last + 1; n += 1) last += 1;
      this.#addCompound(first, last);
    }
    room.hyphenedCount = 0;
  }

  /** Several tokens in a row that are one word together. */
  #addCompound(first: number, last: number): void {
    const word =
      last === first + 1
        ? this.#lexicon.numberOfPair(this.#wordAt(first), this.#wordAt(last))
        : this.#joined(first, last);
    this.#compounds.push(this.#localOf(word), first, last);
  }

  #joined(first: number, last: number): number {
    const parts: string[] = [];
    for (let n = first; n <= last; n += 1) parts.push(this.#lexicon.textOf(this.#wordAt(n)));
    return this.#lexicon.numberOfJoined(parts);
  }

  #wordAt(token: number): number {
    return room.words[2 * (room.tokens[3 * token] ?? 0)] ?? 0;
  }

  #endText(): void {
    if (room.hyphenedCount > 0) this.#joinHyphened();
    if (!this.#close.isEmpty) {
      this.#close.eachCompound(this.#texts.at(-1) ?? 0, (first, last) => {
        this.#addCompound(first, last);
      });
      this.#close.clear();
    }
    this.#texts.push(room.tokenCount);
  }
}

const foldedText = (text: string, start: number, end: number): string =>
  Array.from({ length: end - start }, (_, n) => String.fromCharCode(kindAt(text, start + n))).join(
    "",
  );

/** Whether one sign that joins words stands here, and a word before it. */
const isHyphened = (text: string, at: number): boolean =>
  at > 0 && at < text.length && kindAt(text, at) === UNIT.joiner;

/** Signs that belong to no word may stand between two of them. */
const relationOf = (text: string, last: number, start: number): Token["before"] =>
  start - last === 1 && isHyphened(text, last) ? "hyphen" : "gap";

function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  const kind = unitTable[unit] ?? UNIT.separator;
  return kind === UNIT.unknown ? fillPage(unit) : kind;
}
