import type { Lexeme } from "./lexemes.ts";
import type { PatternClause } from "../query.ts";
import { QuerySyntaxError } from "./query-error.ts";
import { tokenise } from "../words/tokens.ts";

/** Fewer letters before the wildcard would bring in a good part of any text. */
const MIN_HEAD = { "*": 3, "?": 2 } as const;

/**
 * Reads `sanction*` or `organi?ation`.
 * @throws QuerySyntaxError for two wildcards, too few letters before one, or more than a word
 */
export function readPattern(lexeme: Lexeme): PatternClause {
  const [before = "", after = "", ...more] = lexeme.text.split(/[*?]/u);
  if (more.length > 0) {
    throw new QuerySyntaxError(
      "A word may have one wildcard.",
      lexeme,
      "Write the forms out: (treaty OR treaties).",
    );
  }
  const wildcard = lexeme.text.includes("*") ? "*" : "?";
  const head = partOf(before, lexeme);
  const tail = partOf(after, lexeme);
  if (Array.from(head).length < MIN_HEAD[wildcard]) {
    throw new QuerySyntaxError(
      `Before “${wildcard}” at least ${MIN_HEAD[wildcard]} letters are needed.`,
      lexeme,
      "Write more of the word.",
    );
  }
  return { kind: "pattern", head, wildcard, tail, surface: lexeme.text.trim() };
}

function partOf(text: string, lexeme: Lexeme): string {
  const tokens = tokenise(text);
  const [token] = tokens;
  const isWhole = tokens.length === 1 && token?.start === 0 && token.end === text.length;
  if (text === "") return "";
  if (token !== undefined && isWhole) return token.term;
  throw new QuerySyntaxError(
    "A wildcard stands in one word of letters and digits.",
    lexeme,
    "Write the words apart: cease fir*.",
  );
}
