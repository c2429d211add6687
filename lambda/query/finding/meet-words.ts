import type { ReadoutContent } from "../../readouts/readout.ts";
import type { Lexicon } from "../words/lexicon.ts";
import { stemmerOf } from "../words/stems.ts";
import { textsOf } from "./document.ts";
import { isName, lexiconNumber, wordCount } from "./scan.ts";
import { scanTexts } from "./scanner.ts";

/** Has a lexicon know a readout's words, their stems and names, so that those like it cost nothing when they come. */
export function meetWords(content: ReadoutContent, lexicon: Lexicon): void {
  const texts = textsOf(content).map(([, text]) => text);
  const scan = scanTexts(texts, lexicon);
  const stemOf = stemmerOf(content.language);
  for (let local = 0; local < wordCount(scan); local += 1) {
    const word = lexiconNumber(scan, local);
    lexicon.stem(word, stemOf);
    if (isName(scan, local)) lexicon.names.of(word);
  }
}
