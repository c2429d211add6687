import { allOf, anyOf, atLeast, distinctOf, not } from "../combine.ts";
import { inField, readField } from "./fields.ts";
import { refuseContradiction, refuseMatchingAll } from "./hopeless.ts";
import { readLeaf } from "./leaf.ts";
import { type Lexeme, readLexemes } from "./lexemes.ts";
import { asOperand, readDistance } from "./near.ts";
import type { NearLink, Query } from "../query.ts";
import * as slips from "./slips.ts";

/** What stands between `any(` and `)`. */
const CALL = /^(?:any|atleast\/(\d+))$/iu;

const MAX_NESTING = 20;

/** Reads a query by recursive descent; `parseQuery` is its way in. */
export class Parser {
  readonly #text: string;
  readonly #lexemes: readonly Lexeme[];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#lexemes = withoutIdleCommas(readLexemes(text));
  }

  read(): Query {
    if (this.#next().kind === "end") {
      throw slips.empty(this.#next());
    }
    const query = this.#either(0);
    const rest = this.#next();
    if (rest.kind === "close") {
      throw slips.neverOpened(rest);
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
      if (kind === "end" || kind === "close" || kind === "or" || kind === "comma") break;
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
    const query = this.#near(depth);
    if (!negated) return query;
    const opposite = not(query);
    refuseContradiction(opposite, { start, end: this.#endOfLast() });
    return opposite;
  }

  #near(depth: number): Query {
    const start = this.#next().start;
    const first = this.#primary(depth);
    const firstEnd = this.#endOfLast();
    const links: NearLink[] = [];
    while (this.#next().kind === "near") {
      const sign = this.#next();
      const { relation, distance } = readDistance(sign);
      this.#at += 1;
      const from = this.#next().start;
      const operand = asOperand(this.#primary(depth), { start: from, end: this.#endOfLast() });
      links.push({ relation, distance, operand });
    }
    if (links.length === 0) return first;
    const surface = this.#text.slice(start, this.#endOfLast());
    return { kind: "near", first: asOperand(first, { start, end: firstEnd }), links, surface };
  }

  #primary(depth: number): Query {
    const lexeme = this.#next();
    switch (lexeme.kind) {
      case "text":
      case "phrase":
        this.#at += 1;
        return this.#isCalled(lexeme) ? this.#call(lexeme, depth + 1) : readLeaf(lexeme);
      case "open":
        return this.#group(lexeme, depth + 1);
      case "field":
        return this.#field(lexeme, depth);
      case "close":
      case "comma":
      case "and":
      case "or":
      case "not":
      case "near":
      case "minus":
      case "end":
        throw this.#missing(lexeme);
    }
  }

  /** title:grain, title:"grain deal", title:(grain OR oil). */
  #field(lexeme: Lexeme, depth: number): Query {
    const field = readField(lexeme);
    this.#at += 1;
    const value = this.#next();
    const isThere = value.kind === "text" || value.kind === "phrase" || value.kind === "open";
    if (value.kind === "field") throw slips.fieldInField(value);
    if (!isThere || value.start !== lexeme.end) throw slips.nothingIn(lexeme);
    return inField(field, this.#primary(depth), {
      start: lexeme.start,
      end: this.#endOfLast(),
    });
  }

  /** any(a, b, c), atleast/2(a, b, c). */
  #call(name: Lexeme, depth: number): Query {
    const found = CALL.exec(name.text);
    const open = this.#next();
    if (found === null) {
      throw slips.notAFunction(name, open);
    }
    this.#enter(open, depth);
    const clauses = [this.#either(depth)];
    while (this.#next().kind === "comma") {
      this.#at += 1;
      clauses.push(this.#either(depth));
    }
    this.#leave(open);
    const range = { start: name.start, end: this.#endOfLast() };
    const count = Number(found[1] ?? 1);
    const choices = distinctOf(clauses).length;
    if (count < 1 || count > choices) {
      throw slips.wrongCount(count, choices, range);
    }
    const query = atLeast(count, clauses);
    refuseContradiction(query, range);
    return query;
  }

  #group(open: Lexeme, depth: number): Query {
    this.#enter(open, depth);
    const query = this.#either(depth);
    this.#leave(open);
    return query;
  }

  #enter(open: Lexeme, depth: number): void {
    if (depth > MAX_NESTING) {
      throw slips.nestedTooDeep(open, MAX_NESTING);
    }
    this.#at += 1;
    if (this.#next().kind === "close") {
      throw slips.nothingBetween(open, this.#next());
    }
  }

  #leave(open: Lexeme): void {
    if (this.#next().kind !== "close") {
      throw slips.neverClosed(open);
    }
    this.#at += 1;
  }

  /** Nothing to look for where something must stand: after an operator, or before one. */
  #missing(found: Lexeme): Error {
    const before = this.#lexemes[this.#at - 1];
    if (before !== undefined && before.kind !== "open") {
      return slips.nothingAfter(before);
    }
    return slips.nothingBefore(found);
  }

  #refuseLoneMinus(): void {
    const minus = this.#lexemes[this.#at - 1];
    if (minus?.kind !== "minus" || minus.end === this.#next().start) return;
    throw slips.loneMinus(minus);
  }

  #isCalled(lexeme: Lexeme): boolean {
    const next = this.#next();
    return lexeme.kind === "text" && next.kind === "open" && next.start === lexeme.end;
  }

  #next(): Lexeme {
    return this.#lexemes[this.#at] ?? { kind: "end", text: "", start: 0, end: 0 };
  }

  #endOfLast(): number {
    return this.#lexemes[this.#at - 1]?.end ?? 0;
  }
}

/** A comma separates the clauses of any(…) and atleast/n(…); elsewhere it is punctuation. */
function withoutIdleCommas(lexemes: readonly Lexeme[]): readonly Lexeme[] {
  const calls: boolean[] = [];
  return lexemes.filter((lexeme, n) => {
    const before = lexemes[n - 1];
    if (lexeme.kind === "open") calls.push(before?.kind === "text" && before.end === lexeme.start);
    if (lexeme.kind === "close") calls.pop();
    return lexeme.kind !== "comma" || calls.at(-1) === true;
  });
}
