import { ROLLED_START, type Lexicon, MAX_SHORT_WORD, rolled } from "../words/lexicon.ts";
import { type Token, tokenise } from "../words/tokens.ts";
import { capitalTable, fillPage, UNIT, unitTable } from "../words/units.ts";
import { CAPITAL, PLAIN, ScanBuilder, type Scan } from "./scan-builder.ts";

/** The words of several texts as numbers of a lexicon. Time grows with the length of the texts only. */
export function scanTexts(texts: readonly string[], lexicon: Lexicon): Scan {
  const builder = new ScanBuilder(lexicon);
  for (const text of texts) {
    scanText(text, lexicon, builder);
    builder.endText();
  }
  return builder.finish();
}

/** The units of the word that is being read. */
const units = new Uint16Array(MAX_SHORT_WORD);

function scanText(text: string, lexicon: Lexicon, builder: ScanBuilder): void {
  const table = unitTable;
  const end = text.length;
  let at = 0;
  let last = 0;
  while (at < end) {
    let kind = kindAt(text, at);
    if (kind <= UNIT.joiner) {
      at += 1;
      continue;
    }
    const start = at;
    let length = 0;
    let hash = ROLLED_START;
    while (kind >= UNIT.letter && length < MAX_SHORT_WORD) {
      units[length] = kind;
      length += 1;
      hash = rolled(hash, kind);
      at += 1;
      if (at === end) {
        kind = UNIT.separator;
        break;
      }
      kind = table[text.charCodeAt(at)] ?? UNIT.separator;
      if (kind === UNIT.unknown) kind = fillPage(text.charCodeAt(at));
    }
    const isHyphened =
      start - last === 1 && last > 0 && table[text.charCodeAt(last)] === UNIT.joiner;
    if (kind <= UNIT.joiner) {
      const word = lexicon.numberOfUnits(units, length, hash);
      const flag = capitalTable[text.charCodeAt(start)] === 1 ? CAPITAL : PLAIN;
      builder.add(word, start, at, isHyphened ? "hyphen" : "gap", flag);
      last = at;
      continue;
    }
    while (at < end && kindAt(text, at) > UNIT.joiner) at += 1;
    last = addSlowly(text.slice(start, at), { start, last, isHyphened }, lexicon, builder);
  }
}

function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  const kind = unitTable[unit] ?? UNIT.separator;
  return kind === UNIT.unknown ? fillPage(unit) : kind;
}

/** A stretch without separators that has signs in it which fold together, or words without spaces. @returns where its last word ends */
function addSlowly(
  raw: string,
  { start, last, isHyphened }: { start: number; last: number; isHyphened: boolean },
  lexicon: Lexicon,
  builder: ScanBuilder,
): number {
  let end = last;
  for (const token of tokenise(raw)) {
    const isFirst = end === last;
    const before = isFirst ? relationOf(token, isHyphened) : token.before;
    const first = raw.charAt(token.start);
    const flag = first === first.toLowerCase() ? PLAIN : CAPITAL;
    const word = lexicon.numberOf(token.term);
    end = start + token.end;
    builder.add(word, start + token.start, end, before, flag);
  }
  return end;
}

/** Signs that belong to no word may stand before the first one. */
function relationOf({ start }: Token, isHyphened: boolean): Token["before"] {
  return isHyphened && start === 0 ? "hyphen" : "gap";
}
