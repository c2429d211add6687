/** What is wrong with a query's text, where, and what to write instead. */
export interface QueryError {
  /** A sentence for the one who wrote the query. */
  readonly message: string;
  /** 1-based, in UTF-16 units, as a text field selects. */
  readonly column: number;
  /** How much of the text is meant; 0 where something is missing at the column. */
  readonly length: number;
  /** What to write instead; null where the message says it all. */
  readonly hint: string | null;
}

/** Carries an error from the depth of the parser to `parseQuery`, which hands it out as a value. */
export class QuerySyntaxError extends Error {
  override readonly name = "QuerySyntaxError";
  readonly start: number;
  readonly end: number;
  readonly hint: string | null;

  constructor(message: string, range: { start: number; end: number }, hint: string | null = null) {
    super(message);
    this.start = range.start;
    this.end = range.end;
    this.hint = hint;
  }

  toValue(): QueryError {
    return {
      message: this.message,
      column: this.start + 1,
      length: this.end - this.start,
      hint: this.hint,
    };
  }
}
