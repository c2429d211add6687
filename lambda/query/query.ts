/** A word as typed: `gas`; `cease-fire` has two parts, and finds "cease fire" and "ceasefire" as well. */
export interface Word {
  /** Folded terms, at least one. */
  readonly parts: readonly string[];
}

export interface WordClause {
  readonly kind: "word";
  readonly word: Word;
  /** As the user wrote it; no part of the meaning. */
  readonly surface: string;
}

/** Words that follow one another directly. */
export interface PhraseClause {
  readonly kind: "phrase";
  readonly words: readonly Word[];
  readonly surface: string;
}

export type Leaf = WordClause | PhraseClause;

/**
 * A query in normal form: negation stands at words and phrases only, no list lies in a list of its
 * kind, no clause occurs twice in a list, a list has at least two clauses.
 */
export type Query =
  | Leaf
  | { readonly kind: "not"; readonly clause: Leaf }
  | { readonly kind: "and"; readonly clauses: readonly Query[] }
  | { readonly kind: "or"; readonly clauses: readonly Query[] };

export const allOf = (clauses: readonly Query[]): Query => combine("and", clauses);
export const anyOf = (clauses: readonly Query[]): Query => combine("or", clauses);

function combine(kind: "and" | "or", clauses: readonly Query[]): Query {
  const flat = clauses.flatMap((clause) => (clause.kind === kind ? clause.clauses : [clause]));
  const distinct = [...new Map(flat.map((clause) => [canonicalQuery(clause), clause])).values()];
  const [only] = distinct;
  return distinct.length === 1 && only !== undefined ? only : { kind, clauses: distinct };
}

/** The opposite, with the negation moved to the words. */
export function not(query: Query): Query {
  switch (query.kind) {
    case "word":
    case "phrase":
      return { kind: "not", clause: query };
    case "not":
      return query.clause;
    case "and":
      return anyOf(query.clauses.map(not));
    case "or":
      return allOf(query.clauses.map(not));
  }
}

/** The words and phrases of a query, the excluded ones too. */
export function leavesOf(query: Query): readonly Leaf[] {
  switch (query.kind) {
    case "word":
    case "phrase":
      return [query];
    case "not":
      return [query.clause];
    case "and":
    case "or":
      return query.clauses.flatMap(leavesOf);
  }
}

/** A query's text in our language, in the order it was written: parsing it gives the same query again. */
export const printQuery = (query: Query): string => print(query, (texts) => texts);

/** The one text of all queries that differ by case, accents, brackets, repetition or order alone. */
export const canonicalQuery = (query: Query): string => print(query, (texts) => texts.toSorted());

function print(query: Query, order: (texts: string[]) => string[]): string {
  switch (query.kind) {
    case "word":
      return printWord(query.word);
    case "phrase":
      return `"${query.words.map(printWord).join(" ")}"`;
    case "not":
      return `-${print(query.clause, order)}`;
    case "and":
      return order(query.clauses.map((clause) => bracketed(clause, order))).join(" ");
    case "or":
      return order(query.clauses.map((clause) => bracketed(clause, order))).join(" OR ");
  }
}

function bracketed(query: Query, order: (texts: string[]) => string[]): string {
  const text = print(query, order);
  return query.kind === "and" || query.kind === "or" ? `(${text})` : text;
}

const printWord = (word: Word): string => word.parts.join("-");
