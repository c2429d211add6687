/**
 * A rendered mail, without its recipient. What `outside` sends has the same fields; rooms of one floor
 * do not know each other, so each says what it needs.
 */
export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Beside From, To, Subject, Date and MIME. */
  readonly headers: Readonly<Record<string, string>>;
  /** Without angle brackets. */
  readonly messageId: string;
  readonly tags: Readonly<Record<string, string>>;
}
