import { oneLine } from "./one-line.ts";
import type { Snippet } from "../query/snippets/snippets.ts";
import type { Difference } from "../readouts/difference.ts";
import type { Change, Revision } from "../readouts/revision.ts";
import type { Instant } from "../runtime/instant.ts";

/** One subscription's part of an alert. */
export interface AlertReason {
  /** What the subscriber calls it: the query itself, mostly. */
  readonly name: string;
  /** As the subscriber wrote it. */
  readonly query: string;
  /** Which clauses held, in words; empty where an edit took them away. */
  readonly clauses: readonly string[];
  /** Ends this subscription. */
  readonly unsubscribeUrl: string;
}

/** Everything an alert says. */
export interface AlertContent {
  readonly change: Change;
  readonly revision: Revision;
  readonly sourceName: string;
  /** IANA: the press office's own, in which times are told. */
  readonly timeZone: string;
  /** The passages that matched, for all reasons together. */
  readonly snippets: readonly Snippet[];
  readonly reasons: readonly [AlertReason, ...AlertReason[]];
  /** Ends all that this mail is sent for. */
  readonly unsubscribeUrl: string;
  /** Where all alerts of the subscriber can be seen and changed. */
  readonly manageUrl: string;
  /** What an edit or completion changed; null for others. */
  readonly difference: Difference | null;
  readonly baseUrl: string;
  readonly sentAt: Instant;
  readonly messageId: string;
  /** Of all mails to this subscriber about this readout. */
  readonly threadId: string;
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

const changeSentences: Readonly<Record<Change, string | null>> = {
  new: null,
  edited: "The press office has changed this readout since we told you of it.",
  completed: "This readout was unfinished when we told you of it. The press office has gone on.",
  removed: "The press office's page is gone. The archive keeps what it said.",
  restored: "The press office's page was gone, and answers again.",
};

/** To who was not told of the readout before, wanting such changes only. */
const firstSentences: Readonly<Partial<Record<Change, string>>> = {
  edited: "The press office has changed this readout.",
  completed: "This readout was unfinished. The press office has gone on.",
};

/** A sentence on what happened; null where there is no more to say. */
export function changeSentence({ change, revision, inReplyTo }: AlertContent): string | null {
  const first = firstSentences[change];
  if (inReplyTo === null && first !== undefined) return first;
  if (change === "new" && revision.revision > 1) {
    return "The press office has changed this readout, and now it matches your search.";
  }
  return changeSentences[change];
}

/** What an alert is called, and what it looks for where that is not the same. */
export function nameAndQuery({ name, query }: AlertReason): readonly [string, string | null] {
  const looksFor = oneLine(query);
  const called = oneLine(name);
  return looksFor.startsWith(called) ? [looksFor, null] : [called, looksFor];
}

/** The same as text: `The river ("water treaty" OR ferry)`. */
export function calledWords(reason: AlertReason): string {
  const [called, looksFor] = nameAndQuery(reason);
  return looksFor === null ? called : `${called} (${looksFor})`;
}

/** Why one subscription's owner gets the mail, after the words “your alert” and its query. */
export function reasonWords({ clauses }: AlertReason): string {
  return clauses.length === 0 ? "it no longer matches" : `found ${clauses.join(", ")}`;
}

/** Who says a passage; null where nobody does, or where it begins with its speaker's name itself. */
export function speakerShown({ speaker, parts }: Snippet): string | null {
  const label = /^[^:]{1,150}:/u.exec(parts.map(({ text }) => text).join(""))?.[0] ?? "";
  return speaker === null || label.includes(speaker) ? null : speaker;
}
