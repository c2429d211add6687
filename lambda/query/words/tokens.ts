import { fold, INVISIBLE } from "./fold.ts";

/** One word as it stands in a text. */
export interface Token {
  /** Folded. */
  readonly term: string;
  /** Offsets into the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** What stands between it and the token before: one hyphen or apostrophe, nothing at all, or anything else. */
  readonly before: "hyphen" | "nothing" | "gap";
}

/** Modifier letters that are typed as apostrophes, and the reverse (Uzbek Oʻzbekiston, Ukrainian п’ять). */
const LETTER_APOSTROPHES = String.raw`\u02b9-\u02bf\u02c8`;
/** Between two words, one of these makes them one. */
export const JOINS = new RegExp(
  String.raw`^[-\u2010-\u2013\u2212\ufe63\uff0d'\u2018\u2019\u201b\u2032\u0060\u00b4\uff07${LETTER_APOSTROPHES}]$`,
  "u",
);

/** Scripts written without spaces: the words of a run are those that Unicode's segmentation finds. */
const UNSPACED = String.raw`[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]`;
const LETTER = String.raw`(?![${LETTER_APOSTROPHES}]|${UNSPACED})[\p{L}\p{N}]`;
const TAIL = String.raw`[\p{M}\uff9e\uff9f${INVISIBLE}]`;
/** ICU takes time by the square of a longer run; no sentence is so long. */
const MAX_RUN = 500;
const RUN = String.raw`(?:(?=[\p{L}\p{N}])${UNSPACED}${TAIL}*){1,${MAX_RUN}}`;
const WORD = new RegExp(String.raw`${RUN}|${LETTER}(?:${TAIL}|${LETTER})*`, "gu");

export const BEGINS_UNSPACED = new RegExp(`^${UNSPACED}`, "u");
/** The voicing mark of half-width kana is a letter, and folds to one that is none. */
const BEGINS_UNSPACED_WORD = new RegExp(`^(?=[\\p{L}\\p{N}])${UNSPACED}`, "u");

/** Of one UTF-16 unit by itself: whether it is a letter or digit, and of which kind, or goes with one. */
export const IS_LETTER = new RegExp(`^(?:${LETTER}|(?=[\\p{L}\\p{N}])${UNSPACED})$`, "u");
export const IS_UNSPACED = new RegExp(`^${UNSPACED}$`, "u");
export const IS_TAIL = new RegExp(`^${TAIL}$`, "u");

/** Made when the first text wants it: that takes longer than reading a hundred texts which do not. */
let segmenter: Intl.Segmenter | null = null;

/**
 * The words of a text in order, each folded, with their places in it.
 * Time grows with the text's length only.
 */
export function tokenise(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const found of text.matchAll(WORD)) {
    for (const { segment, index } of segmentsOf(found[0])) {
      const start = found.index + index;
      let before = relation(text.slice(end, start));
      for (const term of termsOf(segment)) {
        end = start + segment.length;
        tokens.push({ term, start, end, before });
        before = "nothing";
      }
    }
  }
  return tokens;
}

function segmentsOf(raw: string): Iterable<{ readonly segment: string; readonly index: number }> {
  const isRun = raw.length > 1 && BEGINS_UNSPACED.test(raw);
  if (!isRun) return [{ segment: raw, index: 0 }];
  // Chinese, Japanese, Thai and the others each have their dictionary in ICU, whatever the locale.
  segmenter ??= new Intl.Segmenter("und", { granularity: "word" });
  return segmenter.segment(raw);
}

function relation(between: string): Token["before"] {
  if (between === "") return "nothing";
  return JOINS.test(between) ? "hyphen" : "gap";
}

/** The one, but for signs that stand for several (½, ligatures) and those that fold to nothing. */
function termsOf(raw: string): readonly string[] {
  const folded = fold(raw);
  if (folded === raw) return [raw];
  return BEGINS_UNSPACED_WORD.test(folded) ? [folded] : (folded.match(WORD) ?? []);
}
