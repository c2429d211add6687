import type { Snippet } from "../query/snippets.ts";
import type { Difference } from "../readouts/difference.ts";
import type { Change, Revision } from "../readouts/revision.ts";
import type { Instant } from "../runtime/instant.ts";

/** One subscription's part of an alert. */
export interface AlertReason {
  /** As the subscriber wrote it. */
  readonly query: string;
  /** Which clauses held, in words; empty where an edit took them away. */
  readonly clauses: readonly string[];
  readonly snippets: readonly Snippet[];
  readonly unsubscribeUrl: string;
}

/** Everything an alert says. */
export interface AlertContent {
  readonly change: Change;
  readonly revision: Revision;
  readonly sourceName: string;
  /** IANA: the press office's own, in which times are told. */
  readonly timeZone: string;
  /** At least one. */
  readonly reasons: readonly AlertReason[];
  /** What an edit or completion changed; null for others. */
  readonly difference: Difference | null;
  readonly baseUrl: string;
  readonly sentAt: Instant;
  readonly messageId: string;
  /** The mail that first told of this readout. */
  readonly inReplyTo: string | null;
}

/** What happened, at the head of the mail and, but for news, of the subject. */
export const changeWords: Readonly<Record<Change, string>> = {
  new: "New readout",
  edited: "Edited",
  completed: "Completed",
  removed: "Removed",
  restored: "Back again",
};
