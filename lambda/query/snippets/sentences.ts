import { kindOf, Stops } from "./stops.ts";

/** Offsets of one sentence: `start` at its first letter, `end` after its full stop and closing quotes. */
export interface Sentence {
  readonly start: number;
  readonly end: number;
}

/** A full stop after these ends no sentence. Folded by lower case only. */
const ABBREVIATIONS: ReadonlySet<string> = new Set(
  `mr mrs ms dr prof sr jr st gen col lt sgt capt adm rep sen gov amb hon rev no vs art vol pp p
  jan feb mar apr jun jul aug sept oct nov dec approx dept inc ltd co corp etc al fig
  m mm mme mlle hr fr bzw ca z b d h u a bspw nr sig dott ing on sra srta ud uds excmo
  г гг т е п ст руб млн млрд тыс им ул стр д др пр см рис о обл р н э в`
    .trim()
    .split(/\s+/),
);

const LONGEST_ABBREVIATION = Math.max(...Array.from(ABBREVIATIONS, (one) => one.length));

/** Closing quotes and brackets, which belong to the sentence before them. */
const CLOSING = "\"'»”’)]";
const WIDE_CLOSING = "」』”）";
const OPENS_SENTENCE = /^["'«“„‘([¿¡—–-]*\s*(?:\p{Lu}|\p{Lo}|\p{Lt}|\p{N})/u;

/**
 * Cuts a text at its sentence ends. Initials (V. Putin) and common abbreviations end none.
 * Own rules, for Intl.Segmenter is quadratic in Node 20 and cuts after every abbreviation. Goes from one stop to the next;
 * expressions are for letters that `letterOf` does not know.
 */
export function sentencesOf(text: string): readonly Sentence[] {
  const sentences: Sentence[] = [];
  const last = text.trimEnd().length;
  let start = text.length - text.trimStart().length;
  const stops = new Stops(text);
  for (let at = stops.from(start); at < last; ) {
    const kind = kindOf(text.charAt(at));
    const isWide = kind === "wide";
    let end = at + 1;
    while (end < last && kindOf(text.charAt(end)) === kind) end += 1;
    const closing = isWide ? WIDE_CLOSING : CLOSING;
    while (end < last && closing.includes(text.charAt(end))) end += 1;
    let next = end;
    while (next < last && isSpace(text.charCodeAt(next))) next += 1;
    if (next < last && (isWide || (next > end && isEnd(text, at, next)))) {
      sentences.push({ start, end });
      start = next;
    }
    at = stops.from(next);
  }
  if (last > start) sentences.push({ start, end: last });
  return sentences;
}

const isSpace = (unit: number): boolean =>
  unit === 0x20 ||
  (unit < 0x80 ? unit >= 0x09 && unit <= 0x0d : /\s/u.test(String.fromCharCode(unit)));

/** A stop of the usual kind, with white space up to `next`, where more follows. */
function isEnd(text: string, stop: number, next: number): boolean {
  if (!opensSentence(text, next)) return false;
  return text.charAt(stop) !== "." || !isShortened(text, stop);
}

function opensSentence(text: string, at: number): boolean {
  const initial = letterOf(text.charCodeAt(at));
  if (initial !== OTHER) return initial !== LOWER;
  return OPENS_SENTENCE.test(text.slice(at, at + 8));
}

/** Whether the word before a full stop is an initial or an abbreviation. */
function isShortened(text: string, stop: number): boolean {
  let begin = stop;
  while (begin > 0 && letterOf(text.charCodeAt(begin - 1)) !== OTHER) {
    begin -= 1;
    if (stop - begin > LONGEST_ABBREVIATION) return false;
  }
  const isPlain = begin === 0 || text.charCodeAt(begin - 1) < 0x80;
  const word = isPlain ? text.slice(begin, stop) : wordBefore(text, stop);
  // As many units as a letter has at most.
  const isInitial = word.length <= 2 && /^\p{Lu}$/u.test(word);
  return isInitial || ABBREVIATIONS.has(word.toLowerCase());
}

const wordBefore = (text: string, stop: number): string =>
  /[\p{L}\p{M}\p{N}]+$/u.exec(text.slice(Math.max(0, stop - 24), stop))?.[0] ?? "";

const OTHER = 0;
const LOWER = 1;
const UPPER = 2;
const DIGIT = 3;

/** The letters of ISO 8859-1 but ª, µ and º, the Cyrillic ones of most languages, and digits. */
function letterOf(unit: number): typeof OTHER | typeof LOWER | typeof UPPER | typeof DIGIT {
  if (unit < 0x80) {
    if (unit >= 0x61) return unit <= 0x7a ? LOWER : OTHER;
    if (unit >= 0x41) return unit <= 0x5a ? UPPER : OTHER;
    return unit >= 0x30 && unit <= 0x39 ? DIGIT : OTHER;
  }
  if (unit >= 0x0400 && unit <= 0x045f) return unit < 0x0430 ? UPPER : LOWER;
  if (unit < 0xc0 || unit > 0xff || unit === MULTIPLICATION || unit === DIVISION) return OTHER;
  return unit < 0xdf ? UPPER : LOWER;
}

/** They stand among the letters there. */
const MULTIPLICATION = 0xd7;
const DIVISION = 0xf7;
