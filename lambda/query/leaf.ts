import type { Lexeme } from "./lexemes.ts";
import type { Leaf, Word } from "./query.ts";
import { QuerySyntaxError } from "./query-error.ts";
import { tokenise } from "./tokens.ts";

/** A phrase is compared word by word at each place its first word stands, so its length bounds the work. */
const MAX_PHRASE_WORDS = 32;

/** Signs of other query languages, with what is written here instead. */
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
  [/^(near|before)\/\d*$/iu, "Nearness is not part of this language yet.", "Write AND instead."],
  [
    /^atleast\/\d*$/iu,
    "“atleast” is not part of this language yet.",
    "Write the alternatives out with OR.",
  ],
  [/^=/, "“=” is not needed.", 'Leave it out, or quote the word: "word".'],
  [
    /[*?]/,
    "Wildcards are not part of this language yet.",
    "Write the forms out: (treaty OR treaties).",
  ],
  [
    /^['\u2018]\p{L}/u,
    "Single quotation marks make no phrase.",
    'Write double ones around a phrase ("gas deal"), or leave it out.',
  ],
  [
    /^\p{L}[^\d]*:/u,
    "Fields are not part of this language yet.",
    "Leave out what stands before the colon, or quote it all.",
  ],
];

/**
 * The word or phrase that a piece of a query asks for.
 * @throws QuerySyntaxError where there is no letter or digit to look for, or a sign that means something else
 */
export function readLeaf(lexeme: Lexeme): Leaf {
  const words = readWords(lexeme.text);
  if (lexeme.kind === "text") {
    refuseForeign(lexeme);
    refuseQuietOperator(lexeme, words);
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
  const surface = lexeme.text.trim();
  return lexeme.kind === "text" && words.length === 1
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
  return groups.map((parts) => ({ parts }));
}

function refuseForeign(lexeme: Lexeme): void {
  for (const [pattern, message, hint] of FOREIGN) {
    if (pattern.test(lexeme.text)) throw new QuerySyntaxError(message, lexeme, hint);
  }
}

/** `gas or oil` would look for all three words; hardly anyone means that. */
function refuseQuietOperator(lexeme: Lexeme, words: readonly Word[]): void {
  const only = words.length === 1 ? words[0]?.parts.join("-") : undefined;
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
