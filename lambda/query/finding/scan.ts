import type { Lexicon } from "../words/lexicon.ts";
import { CAPITAL } from "../words/units.ts";

/** The words of several texts. Distinct words have numbers of their own, from 0 in the order of their first occurrence. */
export interface Scan {
  readonly lexicon: Lexicon;
  /** By distinct word two numbers: its number in the lexicon; four times the text in which it is first, with its flags. */
  readonly words: Int32Array;
  /** By token, through all texts, three numbers: its distinct word, and its offsets in its text, in UTF-16 units. */
  readonly tokens: Int32Array;
  /** By text: its first token; and one more, the end of the last text. */
  readonly texts: Int32Array;
  /** Several tokens that are also one word, three numbers each: its distinct word, its first token, its last one. */
  readonly compounds: Int32Array;
}

export const wordCount = ({ words }: Scan): number => words.length / 2;
export const tokenCount = ({ tokens }: Scan): number => tokens.length / 3;

/** The lexicon's number of a distinct word. */
export const lexiconNumber = ({ words }: Scan, local: number): number => words[2 * local] ?? 0;

/** The lexicon's number of the word at a token. */
export const wordAt = ({ words, tokens }: Scan, token: number): number =>
  words[2 * (tokens[3 * token] ?? 0)] ?? 0;

/** Whether a distinct word occurs in the first of the texts. */
export const isInFirstText = ({ words }: Scan, local: number): boolean =>
  (words[2 * local + 1] ?? 0) < 4;

/** Whether it stands with a capital and never without: one that does both began a sentence. */
export const isName = ({ words }: Scan, local: number): boolean =>
  ((words[2 * local + 1] ?? 0) & 3) === CAPITAL;
