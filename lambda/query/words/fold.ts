/**
 * What is taken off a letter: accents, vowel points of Hebrew and Arabic, the Arabic stretching stroke.
 * The signs of Indic scripts and of kana stay, for there they are letters of their own.
 */
const ACCENTS = String.raw`\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f`;

/** Not seen by the reader, so not seen by us: soft hyphen, zero-width and direction marks, variation selectors. */
export const INVISIBLE = String.raw`\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff`;

/** Letters that Unicode does not decompose, although readers type them either way. */
const RESPELT: ReadonlyMap<string, string> = new Map([
  ["ß", "ss"],
  ["æ", "ae"],
  ["œ", "oe"],
  ["ø", "o"],
  ["ł", "l"],
  ["đ", "d"],
  ["ð", "d"],
  ["þ", "th"],
  ["ħ", "h"],
  ["ŧ", "t"],
  ["ı", "i"],
  ["ς", "σ"],
]);

/** й, ї and ў decompose like accented letters, but are letters: мой is not мои. */
const REMOVED = new RegExp(`[иу]\u0306|і\u0308|[${ACCENTS}${INVISIBLE}]`, "gu");
const TO_RESPELL = new RegExp(`[${[...RESPELT.keys()].join("")}]`, "gu");
const PLAIN = /^[a-z0-9]*$/;

/**
 * The form in which words are compared: case, accents, width and invisible characters do not matter.
 * Folding twice changes nothing more.
 * @example fold("Żółć") === "zolc"
 */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (PLAIN.test(lower)) return lower;
  return text
    .normalize("NFKD")
    .toLowerCase()
    .normalize("NFKD")
    .replace(REMOVED, (found) => (found.length > 1 ? found : ""))
    .replace(TO_RESPELL, (letter) => RESPELT.get(letter) ?? letter)
    .normalize("NFC");
}
