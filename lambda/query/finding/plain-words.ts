import { grown } from "../words/growing.ts";
import { FACTOR, HASHED_START, RECORD, SECOND_FACTOR, TAG, WORD } from "../words/lexicon.ts";
import { caseTable, fillPage, UNIT, unitTable } from "../words/units.ts";

type Numbers = Int32Array<ArrayBuffer>;

/** How far a scan has come, and what it found: filled by one scan after the other, which copy what they give out. */
export interface ScanRoom {
  /** The text's UTF-16 units and a space after them: a string is asked for one at twice the price, and for its end besides. */
  units: Uint16Array<ArrayBuffer>;
  /** The same, to be filled at once. */
  bytes: Buffer;
  /** As `Scan` has them. */
  tokens: Numbers;
  words: Numbers;
  /** Tokens that a hyphen or an apostrophe joins to the one before. */
  hyphened: Numbers;
  tokenCount: number;
  wordCount: number;
  hyphenedCount: number;
  /** The mark of its first word: see `Lexicon.beginScan`. */
  mark: number;
  /** Four times the number of the text. */
  how: number;
  /** Where in the text the scan stands. */
  at: number;
  /** Where a word would begin that is joined to the one before, or -1. */
  joinedAt: number;
}

const FIRST_ROOM = 4096;
const SPACE = 0x20;

export const makeScanRoom = (): ScanRoom => ({
  ...unitsFor(FIRST_ROOM),
  tokens: new Int32Array(3 * FIRST_ROOM),
  words: new Int32Array(2 * FIRST_ROOM),
  hyphened: new Int32Array(FIRST_ROOM),
  tokenCount: 0,
  wordCount: 0,
  hyphenedCount: 0,
  mark: 0,
  how: 0,
  at: 0,
  joinedAt: -1,
});

function unitsFor(length: number): Pick<ScanRoom, "units" | "bytes"> {
  const units = new Uint16Array(length);
  return { units, bytes: Buffer.from(units.buffer) };
}

/** Puts the scan at a text's beginning. @param how four times the text's number */
export function enterText(room: ScanRoom, text: string, how: number): void {
  if (room.units.length <= text.length) Object.assign(room, unitsFor(text.length + 1));
  // The scan would not see the end of a text if the space behind it were not looked up.
  if (unitTable[SPACE] === UNIT.unknown) fillPage(SPACE);
  room.bytes.write(text, "utf16le");
  room.units[text.length] = SPACE;
  room.how = how;
  room.at = 0;
  room.joinedAt = -1;
}

/** Makes room for so many words more. */
export function reserve(room: ScanRoom, more: number): void {
  room.tokens = grown(room.tokens, 3 * (room.tokenCount + more));
  room.words = grown(room.words, 2 * (room.wordCount + more));
  room.hyphened = grown(room.hyphened, room.hyphenedCount + more);
}

/**
 * Goes on through a text as long as its words are known and made of plain letters; stops at its end, or at the beginning
 * of a word that must be worked out. Who reads many texts spends most of the time here. So it calls nothing that could
 * change the arrays, all that it needs is in local variables, and the lexicon's hashes are written out: a third of the
 * time of the same with calls and names of other modules, which the compiler looks at again with every letter.
 * @param end the text's length
 */
export function scanPlainWords(
  end: number,
  lexicon: { readonly slots: Int32Array; readonly records: Int32Array },
  room: ScanRoom,
): void {
  const { separator, joiner, letter } = UNIT;
  const [kinds, cases] = [unitTable, caseTable];
  const [hashedStart, factor, secondFactor] = [HASHED_START, FACTOR, SECOND_FACTOR];
  const [recordWidth, tag, wordBits] = [RECORD, TAG, WORD];
  const { slots, records } = lexicon;
  const { units, tokens, words, hyphened, mark, how } = room;
  const mask = slots.length - 1;
  let { at, joinedAt, tokenCount, wordCount, hyphenedCount } = room;
  while (at < end) {
    const initial = units[at] ?? 0;
    let kind = kinds[initial] ?? separator;
    if (kind <= joiner) {
      at += 1;
      continue;
    }
    const start = at;
    let first = hashedStart;
    let second = hashedStart;
    while (kind >= letter) {
      first = Math.imul(first ^ kind, factor);
      second = Math.imul(second + kind, secondFactor);
      at += 1;
      kind = kinds[units[at] ?? 0] ?? separator;
    }
    let place = (first ^ (first >>> 15)) & mask;
    let slot = slots[place] ?? 0;
    let record = ((slot & wordBits) - 1) * recordWidth;
    while (slot !== 0 && (((slot ^ first) & tag) !== 0 || records[record] !== second)) {
      place = (place + 1) & mask;
      slot = slots[place] ?? 0;
      record = ((slot & wordBits) - 1) * recordWidth;
    }
    if (kind > joiner || slot === 0) {
      at = start;
      break;
    }
    let local = (records[record + 1] ?? 0) - mark;
    const flag = cases[initial] ?? 0;
    if (local >= 0) {
      words[2 * local + 1] = (words[2 * local + 1] ?? 0) | flag;
    } else {
      local = wordCount;
      wordCount += 1;
      records[record + 1] = mark + local;
      words[2 * local] = (slot & wordBits) - 1;
      words[2 * local + 1] = how | flag;
    }
    if (start === joinedAt) {
      hyphened[hyphenedCount] = tokenCount;
      hyphenedCount += 1;
    }
    tokens[3 * tokenCount] = local;
    tokens[3 * tokenCount + 1] = start;
    tokens[3 * tokenCount + 2] = at;
    tokenCount += 1;
    // What ended the word was looked at already.
    at += 1;
    if (kind === joiner) joinedAt = at;
  }
  room.at = at;
  room.joinedAt = joinedAt;
  room.tokenCount = tokenCount;
  room.wordCount = wordCount;
  room.hyphenedCount = hyphenedCount;
}
