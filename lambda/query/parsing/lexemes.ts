import { INVISIBLE } from "../words/fold.ts";
import { QuerySyntaxError } from "./query-error.ts";

/** A piece of a query's text; `start` and `end` are offsets into it. */
export interface Lexeme {
  readonly kind:
    | "text"
    | "phrase"
    | "open"
    | "close"
    | "comma"
    | "minus"
    | "field"
    | "and"
    | "or"
    | "not"
    | "near"
    | "end";
  /** As written; of a phrase, what stands between its quotation marks. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const SPACE = new RegExp(`^[\\s\\u0085${INVISIBLE}]$`, "u");
const INVISIBLES = new RegExp(`[${INVISIBLE}]`, "gu");
const UNSEEN = new RegExp(`^[${INVISIBLE}]+`, "u");
const QUOTE = /^["\u201c-\u201f\u00ab\u00bb\u301d-\u301f\u300c-\u300f\uff02]$/u;
const OPEN = /^[(\uff08]$/u;
const CLOSE = /^[)\uff09]$/u;
const COMMA = /^[,\u060c\u3001\uff0c]$/u;
const DASH = /^[-\u2010-\u2015\u2212\ufe63\uff0d]$/u;
const OPERATORS: ReadonlyMap<string, Lexeme["kind"]> = new Map([
  ["AND", "and"],
  ["OR", "or"],
  ["NOT", "not"],
]);

/** `title:`; what follows the colon is a lexeme of its own. */
const FIELD = /^\p{L}[\p{L}_-]*:/u;
const MAX_FIELD_CHARS = 40;

/** The field whose value is a list, so that commas belong to it. */
const LIST_FIELD = /^between:$/iu;

/** In capitals, as the other operators. */
const NEAR = /^(?:NEAR|BEFORE)\/\d+$/;

/**
 * Cuts a query into its pieces; the last one is `end`.
 * @throws QuerySyntaxError for a quotation mark without its partner
 */
export function readLexemes(text: string): readonly Lexeme[] {
  const lexemes: Lexeme[] = [];
  let at = 0;
  while (at < text.length) {
    const before = lexemes.at(-1);
    const inList = before?.end === at && LIST_FIELD.test(before.text);
    const lexeme = SPACE.test(text.charAt(at)) ? null : readLexeme(text, at, inList);
    if (lexeme !== null) lexemes.push(lexeme);
    at = lexeme?.end ?? at + 1;
  }
  return [...lexemes, { kind: "end", text: "", start: text.length, end: text.length }];
}

function readLexeme(text: string, start: number, inList: boolean): Lexeme {
  const char = text.charAt(start);
  const single = { text: char, start, end: start + 1 };
  if (OPEN.test(char)) return { kind: "open", ...single };
  if (CLOSE.test(char)) return { kind: "close", ...single };
  if (QUOTE.test(char)) return readPhrase(text, start);
  if (COMMA.test(char)) return { kind: "comma", ...single };
  if (DASH.test(char)) return { kind: "minus", ...single };
  return readText(text, start, inList);
}

function readPhrase(text: string, start: number): Lexeme {
  let end = start + 1;
  while (end < text.length && !QUOTE.test(text.charAt(end))) end += 1;
  if (end === text.length) {
    throw new QuerySyntaxError(
      "This quotation mark is never closed.",
      { start, end: start + 1 },
      `Write a second one where the phrase ends: "${text.slice(start + 1).trim()}"`,
    );
  }
  return { kind: "phrase", text: text.slice(start + 1, end), start, end: end + 1 };
}

function readText(text: string, start: number, inList: boolean): Lexeme {
  const field = FIELD.exec(text.slice(start, start + MAX_FIELD_CHARS))?.[0];
  if (field !== undefined) {
    // What cannot be seen after the colon is no space.
    const unseen = UNSEEN.exec(text.slice(start + field.length))?.[0] ?? "";
    const end = start + field.length + unseen.length;
    return { kind: "field", text: field, start, end };
  }
  let end = start;
  while (end < text.length && !endsText(text, end, inList)) end += 1;
  const written = text.slice(start, end);
  const seen = written.replace(INVISIBLES, "");
  const kind = NEAR.test(seen) ? "near" : (OPERATORS.get(seen) ?? "text");
  return { kind, text: written, start, end };
}

/** Invisible characters may stand inside a word, so they do not end it; nor does the comma of 1,000. */
function endsText(text: string, at: number, inList: boolean): boolean {
  const char = text.charAt(at);
  if (COMMA.test(char)) {
    const isInside = inList && /^[\p{L}\p{N}]/u.test(text.slice(at + 1, at + 3));
    return !isInside && !/^\d,\d$/.test(text.slice(at - 1, at + 2));
  }
  return /[\s\u0085]/u.test(char) || OPEN.test(char) || CLOSE.test(char) || QUOTE.test(char);
}
