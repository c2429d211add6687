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
const JOINERS = new RegExp(
  String.raw`^[-\u2010-\u2013\u2212\ufe63\uff0d'\u2018\u2019\u201b\u2032\u0060\u00b4\uff07${LETTER_APOSTROPHES}]$`,
  "u",
);

/** Scripts written without spaces: each sign is a token, a word is a run of them. */
const UNSPACED = String.raw`[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]`;
const LETTER = String.raw`(?![${LETTER_APOSTROPHES}]|${UNSPACED})[\p{L}\p{N}]`;
const TAIL = String.raw`[\p{M}\uff9e\uff9f${INVISIBLE}]`;
const WORD = new RegExp(
  String.raw`(?=[\p{L}\p{N}])${UNSPACED}${TAIL}*|${LETTER}(?:${TAIL}|${LETTER})*`,
  "gu",
);

/**
 * The words of a text in order, each folded, with their places in it.
 * Time grows with the text's length only.
 */
export function tokenise(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const found of text.matchAll(WORD)) {
    const raw = found[0];
    let before = relation(text.slice(end, found.index));
    for (const term of termsOf(raw)) {
      tokens.push({ term, start: found.index, end: found.index + raw.length, before });
      before = "nothing";
    }
    end = found.index + raw.length;
  }
  return tokens;
}

function relation(between: string): Token["before"] {
  if (between === "") return "nothing";
  return JOINERS.test(between) ? "hyphen" : "gap";
}

/** One, but for signs that stand for several (½, ligatures) and those that fold to nothing. */
function termsOf(raw: string): readonly string[] {
  const folded = fold(raw);
  return folded === raw ? [raw] : (folded.match(WORD) ?? []);
}
