import { Lexicon, WORD } from "./lexicon.ts";

/** So many words take about 60 MB; no desk reads so many languages. */
const MAX_WORDS = 400_000;

let current = new Lexicon();
/** Of the words that this process has seen, about those of a set: they come again with it, however many they are. */
let ofSet = 0;

/** Takes the words of a set that was saved in the place of those that this process has seen. */
export function adoptLexicon(lexicon: Lexicon): void {
  current = lexicon;
  ofSet = lexicon.size;
}

/** @param words how many a set has brought: another lexicon would have to take them all again */
export function settleLexicon(words: number): void {
  ofSet = Math.max(ofSet, words);
}

/** The words that this process has seen. Another one when it has seen too many: whoever keeps numbers must compare. */
export function currentLexicon(): Lexicon {
  if (current.size > Math.min(ofSet + MAX_WORDS, WORD - MAX_WORDS)) {
    current = new Lexicon();
    ofSet = 0;
  }
  return current;
}
