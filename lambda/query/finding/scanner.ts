import { grown } from "../words/growing.ts";
import { hashed, HASHED_START, type Lexicon, otherHashed, SLOT, slotOf } from "../words/lexicon.ts";
import { type Token, tokenise } from "../words/tokens.ts";
import { capitalTable, fillPage, UNIT, unitTable } from "../words/units.ts";
import { compoundsOf } from "./compounds.ts";
import { CAPITAL, PLAIN, type Scan } from "./scan.ts";

/** The words of several texts as numbers of a lexicon. Time grows with the length of the texts only. */
export function scanTexts(texts: readonly string[], lexicon: Lexicon): Scan {
  const scanner = new Scanner(lexicon);
  for (const text of texts) scanner.scan(text);
  return scanner.finish();
}

type Numbers = Int32Array<ArrayBuffer>;

const NONE = new Int32Array(0);

/** Room for the texts in hand, as `Scan` has them; what is given out is a copy. */
const room: { tokens: Numbers; words: Numbers; seen: Numbers; scans: number } = {
  tokens: new Int32Array(3 * 4096),
  words: new Int32Array(2 * 4096),
  /** By word of the lexicon two numbers: the scan that saw it last, and its number there. */
  seen: new Int32Array(2 * 4096),
  scans: 0,
};

class Scanner {
  readonly #lexicon: Lexicon;
  readonly #scan: number;
  readonly #texts = [0];
  readonly #compounds: number[] = [];
  /** Tokens of the text in hand that stand close to the one before. */
  readonly #close = new Map<number, "hyphen" | "nothing">();
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
    let { slots } = this.#lexicon;
    this.#reserve(end);
    let { tokens, words, seen } = room;
    let tokenCount = this.#tokens;
    let wordCount = this.#words;
    let at = 0;
    let last = 0;
    let gap: number = UNIT.separator;
    while (at < end) {
      let kind = kinds[text.charCodeAt(at)] ?? UNIT.separator;
      if (kind <= UNIT.joiner) {
        gap = kind;
        at += 1;
        continue;
      }
      const start = at;
      let hash = HASHED_START;
      let other = HASHED_START;
      while (kind >= UNIT.letter) {
        hash = hashed(hash, kind);
        other = otherHashed(other, kind);
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
        ({ slots } = this.#lexicon);
        this.#reserve(end - at);
        ({ tokens, words, seen } = room);
        continue;
      }
      const mask = slots.length - SLOT;
      let slot = slotOf(hash, mask);
      let word = (slots[slot + 2] ?? 0) - 1;
      while (word !== -1 && (slots[slot] !== hash || slots[slot + 1] !== other)) {
        slot = (slot + SLOT) & mask;
        word = (slots[slot + 2] ?? 0) - 1;
      }
      if (word === -1) {
        const folded = Array.from(
          { length: at - start },
          (_, n) => kinds[text.charCodeAt(start + n)] ?? 0,
        );
        word = this.#lexicon.add(
          folded.map((its) => String.fromCharCode(its)).join(""),
          hash,
          other,
        );
        ({ slots } = this.#lexicon);
        this.#reserve(end - at);
        ({ tokens, words, seen } = room);
      }
      let local = seen[2 * word + 1] ?? 0;
      if (seen[2 * word] !== scan) {
        local = wordCount;
        wordCount += 1;
        seen[2 * word] = scan;
        seen[2 * word + 1] = local;
        words[2 * local] = word;
        words[2 * local + 1] = how;
      }
      const flag = capitals[text.charCodeAt(start)] === 1 ? CAPITAL : PLAIN;
      words[2 * local + 1] = (words[2 * local + 1] ?? 0) | flag;
      if (gap === UNIT.joiner && start - last === 1 && last > 0) {
        this.#close.set(tokenCount, "hyphen");
      }
      tokens[3 * tokenCount] = local;
      tokens[3 * tokenCount + 1] = start;
      tokens[3 * tokenCount + 2] = at;
      tokenCount += 1;
      last = at;
    }
    [this.#tokens, this.#words] = [tokenCount, wordCount];
    this.#endText();
  }

  finish(): Scan {
    return {
      lexicon: this.#lexicon,
      words: room.words.slice(0, 2 * this.#words),
      tokens: room.tokens.slice(0, 3 * this.#tokens),
      texts: new Int32Array(this.#texts),
      compounds: this.#compounds.length === 0 ? NONE : new Int32Array(this.#compounds),
    };
  }

  /** Makes room for the words of so many units, each of which takes two at least, and for all words of the lexicon. */
  #reserve(units: number): void {
    const more = (units >> 1) + 1;
    room.tokens = grown(room.tokens, 3 * (this.#tokens + more));
    room.words = grown(room.words, 2 * (this.#words + more));
    room.seen = grown(room.seen, 2 * (this.#lexicon.size + more));
  }

  #localOf(word: number): number {
    const { words, seen } = room;
    if (seen[2 * word] === this.#scan) return seen[2 * word + 1] ?? 0;
    const local = this.#words;
    seen.set([this.#scan, local], 2 * word);
    words.set([word, 4 * (this.#texts.length - 1)], 2 * local);
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
      if (relation !== "gap") this.#close.set(this.#tokens, relation);
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

  #endText(): void {
    if (this.#close.size > 0) {
      const compounds = compoundsOf(this.#close, this.#texts.at(-1) ?? 0, this.#tokens);
      this.#reserve(2 * compounds.length);
      for (const [first, last] of compounds) {
        let term = "";
        for (let n = first; n <= last; n += 1) {
          term += this.#lexicon.textOf(room.words[2 * (room.tokens[3 * n] ?? 0)] ?? 0);
        }
        this.#compounds.push(this.#localOf(this.#lexicon.numberOf(term)), first, last);
      }
      this.#close.clear();
    }
    this.#texts.push(this.#tokens);
  }
}

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
