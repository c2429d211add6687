import type { Lexeme } from "./lexemes.ts";
import { readPattern } from "./pattern.ts";
import type { PatternClause, PhraseClause, Word, WordClause } from "../query.ts";
import { QuerySyntaxError } from "./query-error.ts";
import { tokenise } from "../words/tokens.ts";
import { wordOf } from "../words/word-parts.ts";

/** A phrase is compared word by word at each place its first word stands, so its length bounds the work. */
const MAX_PHRASE_WORDS = 32;

/** Signs of other query languages, and slips in our own, with what is written here instead. */
const FOREIGN: readonly (readonly [pattern: RegExp, message: string, hint: string])[] = [
  [
    /^&+$/,
    "“&” is no operator here.",
    "Write AND, or leave it out: words side by side must all occur.",
  ],
  [/^\|+$/, "“|” is no operator here.", "Write OR."],
  [/^!+$/, "“!” is no operator here.", "Write NOT, or a minus against the word."],
  [/^!./, "“!” is no operator here.", "Write a minus instead: -word."],
  [/^\+./, "“+” is not needed.", "Leave it out: words side by side must all occur."],
  [/^[[{]|[\]}]$/, "Only round brackets group clauses.", "Write ( and )."],
  [
    /^(?:NEAR|BEFORE)$|^(?:near|before)\/|^~\d*$/iu,
    "This does not say how near.",
    "Write NEAR/5 for within five words, BEFORE/5 for in this order.",
  ],
  [
    /^(?:any|atleast)\/?\d*$/iu,
    "Alternatives must follow in brackets.",
    "Write any(a, b, c) or atleast/2(a, b, c); for the word, write it in quotation marks.",
  ],
  [
    /^=+$|^==/,
    "“=” stands against no word here.",
    "Write =word for the word exactly as written; a phrase in quotation marks is exact without it.",
  ],
  [
    /^['\u2018]\p{L}/u,
    "Single quotation marks make no phrase.",
    'Write double ones around a phrase ("gas deal"), or leave it out.',
  ],
];

/**
 * The word, phrase or pattern that a piece of a query asks for.
 * @throws QuerySyntaxError where there is no letter or digit to look for, or a sign that means something else
 */
export function readLeaf(lexeme: Lexeme): WordClause | PhraseClause | PatternClause {
  const known = lexeme.kind === "text" ? knownWords.get(lexeme.text) : undefined;
  if (known !== undefined) return known;
  const leaf = readUnknown(lexeme);
  if (lexeme.kind === "text" && leaf.kind === "word") rememberWord(lexeme.text, leaf);
  return leaf;
}

/** Words come in many queries, and are one value in all of them: those that are asked together read the same memory. */
const knownWords = new Map<string, WordClause>();
const MAX_KNOWN = 20_000;
const MAX_KNOWN_CHARS = 24;

function rememberWord(text: string, word: WordClause): void {
  if (text.length > MAX_KNOWN_CHARS) return;
  if (knownWords.size >= MAX_KNOWN) knownWords.clear();
  knownWords.set(text, word);
}

function readUnknown(lexeme: Lexeme): WordClause | PhraseClause | PatternClause {
  const words = readWords(lexeme.text);
  if (lexeme.kind === "text") {
    refuseForeign(lexeme);
    refuseQuietOperator(lexeme, words);
    if (/[*?]/u.test(lexeme.text)) return readPattern(lexeme);
  }
  const [first] = words;
  if (first === undefined) throw new QuerySyntaxError(...nothingToLookFor(lexeme));
  if (words.length > MAX_PHRASE_WORDS) {
    throw new QuerySyntaxError(
      `This phrase has ${words.length} words; at most ${MAX_PHRASE_WORDS} are allowed.`,
      lexeme,
      "Quote the part that matters.",
    );
  }
  const isExact = lexeme.kind === "phrase" || lexeme.text.startsWith("=");
  const surface = lexeme.text.trim().replace(lexeme.kind === "text" ? /^=/ : "", "");
  return !isExact && words.length === 1
    ? { kind: "word", word: first, surface }
    : { kind: "phrase", words, surface };
}

/** Words of a text, those joined by hyphen or apostrophe, or by nothing (习近平), taken together. */
function readWords(text: string): readonly Word[] {
  const groups: string[][] = [];
  for (const { term, before } of tokenise(text)) {
    const group = groups.at(-1);
    if (before === "gap" || group === undefined) groups.push([term]);
    else group.push(term);
  }
  return groups.map(wordOf);
}

function refuseForeign(lexeme: Lexeme): void {
  for (const [pattern, message, hint] of FOREIGN) {
    if (pattern.test(lexeme.text)) throw new QuerySyntaxError(message, lexeme, hint);
  }
}

/** `gas or oil` would look for all three words; hardly anyone means that. */
function refuseQuietOperator(lexeme: Lexeme, words: readonly Word[]): void {
  const only = words.length === 1 ? words[0] : undefined;
  if (only !== "and" && only !== "or" && only !== "not") return;
  throw new QuerySyntaxError(
    `“${lexeme.text}” could be the operator or the word.`,
    lexeme,
    `Write ${only.toUpperCase()} for the operator, or "${only}" for the word.`,
  );
}

function nothingToLookFor(lexeme: Lexeme): [string, Lexeme, string] {
  return lexeme.kind === "phrase"
    ? [
        "There is nothing to look for between these quotation marks.",
        lexeme,
        "Write the words between them, or leave them out.",
      ]
    : [`There is no letter or digit to look for in “${lexeme.text}”.`, lexeme, "Leave it out."];
}
