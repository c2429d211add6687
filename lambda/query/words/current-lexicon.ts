import { Lexicon } from "./lexicon.ts";

/** So many words take about 60 MB; no desk reads so many languages. */
const MAX_WORDS = 400_000;

let current = new Lexicon();
/** Of the words that this process has seen, those of a set, which are not too many however many they are. */
let ofSet = 0;

/** Takes the words of a set that was saved in the place of those that this process has seen. */
export function adoptLexicon(lexicon: Lexicon): void {
  current = lexicon;
  ofSet = lexicon.size;
}

/** Says that a set was made of the words seen so far: another lexicon would have to take them all again. */
export function settleLexicon(): void {
  ofSet = current.size;
}

/** The words that this process has seen. Another one when it has seen too many: whoever keeps numbers must compare. */
export function currentLexicon(): Lexicon {
  if (current.size > ofSet + MAX_WORDS) {
    current = new Lexicon();
    ofSet = 0;
  }
  return current;
}
