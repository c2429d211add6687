/** A message from plain data; `lambda/mail` makes the parts, the mailer the MIME. */
export interface Message {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Beside From, To, Subject, Date and MIME: List-Unsubscribe and its like. */
  readonly headers: Readonly<Record<string, string>>;
  /** Without angle brackets; stable for the same alert. */
  readonly messageId: string;
  /** Carried by SES into its events, so that a send is recognised. Letters, digits, `-` and `_`, at most 256 (SES limit). */
  readonly tags: Readonly<Record<string, string>>;
}

export type SendOutcome =
  | { readonly outcome: "sent"; readonly sesMessageId: string }
  /** Will never work: the address or the message was refused. */
  | { readonly outcome: "rejected"; readonly reason: string };

/** `busy`: more a second than SES allows; `day`: more in 24 hours; `paused`: sending is switched off. */
export type WaitReason = "busy" | "day" | "paused";

/** It was certainly not sent, and may be when it is tried again: throttling, an account not set up yet. */
export class NotSentError extends Error {
  override readonly name = "NotSentError";
  /** How long to wait before it is tried again, where that helps. */
  readonly retryAfterMs: number | null;
  /** What is waited for; null where waiting alone does not help. */
  readonly why: WaitReason | null;

  constructor(
    message: string,
    {
      retryAfterMs = null,
      why = null,
    }: { readonly retryAfterMs?: number | null; readonly why?: WaitReason | null } = {},
  ) {
    super(message);
    this.retryAfterMs = retryAfterMs;
    this.why = why;
  }
}

/** @throws NotSentError; any other error leaves open whether it was sent */
export interface Mailer {
  send(message: Message): Promise<SendOutcome>;
}
