import type { Lexeme } from "./lexemes.ts";
import { QuerySyntaxError } from "./query-error.ts";

/** What the parser says of a query that is put together wrongly. */

export function empty(at: Lexeme): QuerySyntaxError {
  return new QuerySyntaxError("The query is empty.", at, "Write a word to look for.");
}

export function neverOpened(close: Lexeme): QuerySyntaxError {
  return new QuerySyntaxError(
    "No bracket was opened before this one.",
    close,
    "Leave it out, or write ( where the group begins.",
  );
}

export function neverClosed(open: Lexeme): QuerySyntaxError {
  return new QuerySyntaxError(
    "This bracket is never closed.",
    open,
    "Write ) where the group ends.",
  );
}

export function nothingBetween(open: Lexeme, close: Lexeme): QuerySyntaxError {
  return new QuerySyntaxError(
    "There is nothing between these brackets.",
    { start: open.start, end: close.end },
    "Write a clause between them, or leave them out.",
  );
}

export function nestedTooDeep(open: Lexeme, most: number): QuerySyntaxError {
  return new QuerySyntaxError(
    `Brackets are nested more than ${most} deep.`,
    open,
    "Leave out brackets that change nothing, or make several queries.",
  );
}

export function nothingAfter(sign: Lexeme): QuerySyntaxError {
  return new QuerySyntaxError(
    `There is nothing after “${sign.text}” for it to work on.`,
    sign,
    "Write a word after it, or leave it out.",
  );
}

export function nothingBefore(sign: Lexeme): QuerySyntaxError {
  return new QuerySyntaxError(
    `There is nothing before “${sign.text}” for it to work on.`,
    sign,
    "Write a word before it, or leave it out.",
  );
}

export function loneMinus(minus: Lexeme): QuerySyntaxError {
  return new QuerySyntaxError(
    "This minus stands alone.",
    minus,
    "Write it against the word it excludes, as in -gas, or leave it out.",
  );
}

export function notAFunction(name: Lexeme, open: Lexeme): QuerySyntaxError {
  return new QuerySyntaxError(
    `A bracket directly after “${name.text}” means nothing here.`,
    open,
    "Write a space or an operator before it.",
  );
}

export function wrongCount(
  count: number,
  choices: number,
  range: { start: number; end: number },
): QuerySyntaxError {
  return new QuerySyntaxError(
    `At least ${count} of ${choices} different clauses makes no sense.`,
    range,
    choices === 1
      ? "Write more clauses, separated by commas."
      : `Write a number from 1 to ${choices}.`,
  );
}

export function fieldInField(inner: Lexeme): QuerySyntaxError {
  return new QuerySyntaxError(
    "A field within a field means nothing.",
    inner,
    "Write the two side by side.",
  );
}

export function nothingIn(field: Lexeme): QuerySyntaxError {
  return new QuerySyntaxError(
    `There is nothing to look for directly after “${field.text}”.`,
    field,
    `Write it without a space: ${field.text}word.`,
  );
}
