import { refuseContradiction, refuseMatchingAll } from "./hopeless.ts";
import { readLeaf } from "./leaf.ts";
import { type Lexeme, readLexemes } from "./lexemes.ts";
import { allOf, anyOf, canonicalQuery, not, type Query } from "./query.ts";
import { type QueryError, QuerySyntaxError } from "./query-error.ts";

export const MAX_QUERY_CHARS = 1000;
const MAX_NESTING = 20;

export type ParsedQuery =
  | { readonly ok: true; readonly query: Query; readonly canonical: string }
  | { readonly ok: false; readonly error: QueryError };

/**
 * Reads a query: words, "phrases", AND, OR, NOT, brackets, minus; words side by side must all occur.
 * NOT binds before AND, AND before OR.
 * @returns the query and its canonical text, or what is wrong, where, and what to write instead
 * @see docs/query-language.md
 */
export function parseQuery(text: string): ParsedQuery {
  try {
    const query = new Parser(readLexemes(refuseLong(text))).read();
    return { ok: true, query, canonical: canonicalQuery(query) };
  } catch (error) {
    if (error instanceof QuerySyntaxError) return { ok: false, error: error.toValue() };
    throw error;
  }
}

function refuseLong(text: string): string {
  if (text.length <= MAX_QUERY_CHARS) return text;
  const [has, most] = [text.length, MAX_QUERY_CHARS].map((n) => n.toLocaleString("en"));
  throw new QuerySyntaxError(
    `The query has ${has} characters; at most ${most} are allowed.`,
    { start: MAX_QUERY_CHARS, end: text.length },
    "Make several queries of it.",
  );
}

class Parser {
  readonly #lexemes: readonly Lexeme[];
  #at = 0;

  constructor(lexemes: readonly Lexeme[]) {
    this.#lexemes = lexemes;
  }

  read(): Query {
    if (this.#next().kind === "end") {
      throw new QuerySyntaxError("The query is empty.", this.#next(), "Write a word to look for.");
    }
    const query = this.#either(0);
    const rest = this.#next();
    if (rest.kind === "close") {
      throw new QuerySyntaxError(
        "No bracket was opened before this one.",
        rest,
        "Leave it out, or write ( where the group begins.",
      );
    }
    return query;
  }

  #either(depth: number): Query {
    const start = this.#next().start;
    const clauses = [this.#all(depth)];
    while (this.#next().kind === "or") {
      this.#at += 1;
      clauses.push(this.#all(depth));
    }
    const query = anyOf(clauses);
    if (depth === 0) refuseMatchingAll(query, { start, end: this.#endOfLast() });
    return query;
  }

  #all(depth: number): Query {
    const start = this.#next().start;
    const clauses = [this.#one(depth)];
    for (;;) {
      const { kind } = this.#next();
      if (kind === "end" || kind === "close" || kind === "or") break;
      if (kind === "and") this.#at += 1;
      clauses.push(this.#one(depth));
    }
    const query = allOf(clauses);
    refuseContradiction(query, { start, end: this.#endOfLast() });
    return query;
  }

  #one(depth: number): Query {
    const start = this.#next().start;
    let negated = false;
    while (this.#next().kind === "not" || this.#next().kind === "minus") {
      this.#at += 1;
      this.#refuseLoneMinus();
      negated = !negated;
    }
    const query = this.#primary(depth);
    if (!negated) return query;
    const opposite = not(query);
    refuseContradiction(opposite, { start, end: this.#endOfLast() });
    return opposite;
  }

  #primary(depth: number): Query {
    const lexeme = this.#next();
    switch (lexeme.kind) {
      case "text":
      case "phrase":
        this.#at += 1;
        this.#refuseCall(lexeme);
        return readLeaf(lexeme);
      case "open":
        return this.#group(lexeme, depth + 1);
      case "close":
      case "and":
      case "or":
      case "not":
      case "minus":
      case "end":
        throw this.#missing(lexeme);
    }
  }

  #group(open: Lexeme, depth: number): Query {
    if (depth > MAX_NESTING) {
      throw new QuerySyntaxError(
        `Brackets are nested more than ${MAX_NESTING} deep.`,
        open,
        "Leave out brackets that change nothing, or make several queries.",
      );
    }
    this.#at += 1;
    if (this.#next().kind === "close") {
      throw new QuerySyntaxError(
        "There is nothing between these brackets.",
        { start: open.start, end: this.#next().end },
        "Write a clause between them, or leave them out.",
      );
    }
    const query = this.#either(depth);
    if (this.#next().kind !== "close") {
      throw new QuerySyntaxError(
        "This bracket is never closed.",
        open,
        "Write ) where the group ends.",
      );
    }
    this.#at += 1;
    return query;
  }

  /** Nothing to look for where something must stand: after an operator, or before one. */
  #missing(found: Lexeme): QuerySyntaxError {
    const before = this.#lexemes[this.#at - 1];
    if (before !== undefined && before.kind !== "open") {
      return new QuerySyntaxError(
        `There is nothing after “${before.text}” for it to work on.`,
        before,
        "Write a word after it, or leave it out.",
      );
    }
    return new QuerySyntaxError(
      `There is nothing before “${found.text}” for it to work on.`,
      found,
      "Write a word before it, or leave it out.",
    );
  }

  #refuseLoneMinus(): void {
    const minus = this.#lexemes[this.#at - 1];
    if (minus?.kind !== "minus" || minus.end === this.#next().start) return;
    throw new QuerySyntaxError(
      "This minus stands alone.",
      minus,
      "Write it against the word it excludes, as in -gas, or leave it out.",
    );
  }

  /** `any(a, b)` is reserved: it must not mean something else until then. */
  #refuseCall(lexeme: Lexeme): void {
    const next = this.#next();
    if (lexeme.kind !== "text" || next.kind !== "open" || next.start !== lexeme.end) return;
    throw new QuerySyntaxError(
      `A bracket directly after “${lexeme.text}” means nothing here.`,
      next,
      "Write a space or an operator before it.",
    );
  }

  #next(): Lexeme {
    return this.#lexemes[this.#at] ?? { kind: "end", text: "", start: 0, end: 0 };
  }

  #endOfLast(): number {
    return this.#lexemes[this.#at - 1]?.end ?? 0;
  }
}
