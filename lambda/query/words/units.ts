import { fold } from "./fold.ts";
import { IS_LETTER, IS_TAIL, IS_UNSPACED, JOINS } from "./tokens.ts";

/** What a UTF-16 unit is, where it is not a letter that folds to one unit whatever stands beside it. */
export const UNIT = {
  /** Stands in no word. */
  separator: 0,
  /** A separator that joins the words beside it: hyphens and apostrophes. */
  joiner: 1,
  /** May stand in a word, but what the word is must be worked out by `tokenise`. */
  complex: 2,
  /** Not looked up yet: see `fillPage`. */
  unknown: 3,
  /** From here on: the folded unit itself. */
  letter: 4,
} as const;

/** By unit: one of the above, or the folded unit. Pages of 256 are filled as texts need them. */
export const unitTable = new Uint16Array(0x1_0000).fill(UNIT.unknown);

/** How a text writes a word, as flags: both where it does both. */
export const CAPITAL = 1;
export const PLAIN = 2;

/** By unit: how a word is written that begins with it. Filled along with the other. */
export const caseTable = new Uint8Array(0x1_0000).fill(PLAIN);

const PAGE = 256;

/** Looks up the units of one page. @returns what the given one is */
export function fillPage(unit: number): number {
  const first = unit - (unit % PAGE);
  for (let n = first; n < first + PAGE; n += 1) {
    const sign = String.fromCharCode(n);
    unitTable[n] = kindOf(sign, n);
    if (!isSurrogate(n) && sign !== sign.toLowerCase()) caseTable[n] = CAPITAL;
  }
  return unitTable[unit] ?? UNIT.separator;
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;

/** Letters that join with what stands before them into one (Hangul written by its parts). */
const COMPOSED = /[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]/u;

function kindOf(sign: string, unit: number): number {
  if (isSurrogate(unit)) return UNIT.complex;
  if (JOINS.test(sign)) return UNIT.joiner;
  if (IS_TAIL.test(sign)) return UNIT.complex;
  if (!IS_LETTER.test(sign)) return UNIT.separator;
  const folded = fold(sign);
  const isSimple =
    folded.length === 1 &&
    fold(folded) === folded &&
    IS_LETTER.test(folded) &&
    !IS_UNSPACED.test(sign) &&
    !IS_UNSPACED.test(folded) &&
    !COMPOSED.test(sign + folded);
  return isSimple ? folded.charCodeAt(0) : UNIT.complex;
}

/** Pages by their first units: what each unit is, and how a word is written that begins with it. */
export type SavedUnits = ReadonlyMap<number, readonly [kinds: Uint16Array, cases: Uint8Array]>;

/** The pages that these texts need, whatever others were filled. */
export function saveUnits(texts: readonly string[]): SavedUnits {
  const firsts = new Set<number>();
  for (const text of texts) {
    for (let n = 0; n < text.length; n += 1) {
      const unit = text.charCodeAt(n);
      firsts.add(unit - (unit % PAGE));
    }
  }
  const saved = new Map<number, readonly [Uint16Array, Uint8Array]>();
  for (const first of [...firsts].toSorted((a, b) => a - b)) {
    if (unitTable[first] === UNIT.unknown) fillPage(first);
    saved.set(first, [unitTable.slice(first, first + PAGE), caseTable.slice(first, first + PAGE)]);
  }
  return saved;
}

/** As they were saved by the same code: another process need not look them up. */
export function restoreUnits(saved: SavedUnits): void {
  for (const [first, [kinds, cases]] of saved) {
    unitTable.set(kinds, first);
    caseTable.set(cases, first);
  }
}
