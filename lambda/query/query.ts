/**
 * A word as typed, folded: `gas`. One of several parts has a hyphen between them, whatever stood there: `cease-fire` finds
 * "cease fire" and "ceasefire" as well. A text, for of a hundred thousand stored queries each object in between is slow to reach.
 */
export type Word = string;

/** A word in any of its forms. */
export interface WordClause {
  readonly kind: "word";
  readonly word: Word;
  /** As the user wrote it; no part of the meaning. */
  readonly surface: string;
}

/** Words that follow one another directly, as written. */
export interface PhraseClause {
  readonly kind: "phrase";
  readonly words: readonly Word[];
  readonly surface: string;
}

/** All words that begin and end so: `sanction*` any letters in between, `organi?ation` exactly one. */
export interface PatternClause {
  readonly kind: "pattern";
  readonly head: string;
  readonly wildcard: "*" | "?";
  readonly tail: string;
  readonly surface: string;
}

export type Operand =
  | WordClause
  | PhraseClause
  | PatternClause
  | {
      readonly kind: "choice";
      readonly options: readonly (WordClause | PhraseClause | PatternClause)[];
    };

/** Of words near one another, in words. */
export const MAX_DISTANCE = 100;

/** What must stand near what is left of it. */
export interface NearLink {
  /** `before`: what is left of it comes first in the text, too. */
  readonly relation: "near" | "before";
  /** From 1, the next word, to MAX_DISTANCE. */
  readonly distance: number;
  readonly operand: Operand;
}

/** Words and phrases, each near the one before it in the query. */
export interface NearClause {
  readonly kind: "near";
  readonly first: Operand;
  readonly links: readonly NearLink[];
  readonly surface: string;
}

/** What is looked for in the text by position. */
export type TextLeaf = WordClause | PhraseClause | PatternClause | NearClause;

/**
 * A part of the text: `body` is the standfirst and all blocks, `said` the blocks within turns. Or what was
 * read out of it: `participant` is each one's name and role, `place` where it took place.
 */
export type TextField = "title" | "body" | "said" | "participant" | "place";

/** `title:grain`: the same, in one part of the text only. */
export interface FieldClause {
  readonly kind: "in";
  readonly field: TextField;
  readonly clause: TextLeaf;
}

/** What a readout is, whatever it says. */
export type FactField =
  | "kind"
  | "lang"
  | "is"
  | "country"
  | "between"
  | "source"
  | "date"
  | "published"
  | "words";

/** `kind:call`, `country:KG`, `words:501..`: the value as `facts.ts` writes it. */
export interface FactClause {
  readonly kind: "fact";
  readonly field: FactField;
  readonly value: string;
}

/** `speaker:orlan`: someone speaks whose name, label or role says so. */
export interface SpeakerClause {
  readonly kind: "speaker";
  readonly clause: TextLeaf;
}

/**
 * `speaker:orlan said:gas`: one turn for which all of it holds. Made of `speaker` and `said` clauses
 * and alternatives of these, of each at least one.
 */
export interface TurnClause {
  readonly kind: "turn";
  readonly clauses: readonly Query[];
}

export type Leaf = TextLeaf | FieldClause | FactClause | SpeakerClause | TurnClause;

/**
 * A query in normal form: negation stands at leaves only, no `and` lies directly in an `and` nor an
 * `or` in an `or`, no clause occurs twice in a list, a list has at least two clauses, and `atleast`
 * wants more than one of them and not all. Made by allOf, anyOf, atLeast and not.
 */
export type Query =
  | Leaf
  | { readonly kind: "not"; readonly clause: Leaf }
  | { readonly kind: "and"; readonly clauses: readonly Query[] }
  | { readonly kind: "or"; readonly clauses: readonly Query[] }
  | { readonly kind: "atleast"; readonly count: number; readonly clauses: readonly Query[] };
