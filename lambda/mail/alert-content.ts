import { oneLine } from "./one-line.ts";
import type { MatchedClause } from "../query/finding/match-document.ts";
import type { Snippet } from "../query/snippets/snippets.ts";
import type { Difference } from "../readouts/difference.ts";
import type { Change, Revision } from "../readouts/revision.ts";
import type { Instant } from "../runtime/instant.ts";
import type { MailLanguage } from "../subscriptions/preferences.ts";
import type { MailWords } from "./words/mail-words.ts";
import { wordsOf } from "./words/words-of.ts";

/** One subscription's part of an alert. */
export interface AlertReason {
  /** What the subscriber calls it: the query itself, mostly. */
  readonly name: string;
  /** As the subscriber wrote it. */
  readonly query: string;
  /** Which clauses held; empty where an edit took them away. */
  readonly clauses: readonly MatchedClause[];
  /** Ends this subscription. */
  readonly unsubscribeUrl: string;
}

/** Everything an alert says. */
export interface AlertContent {
  /** Of the mail; the readout keeps its own. */
  readonly language: MailLanguage;
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

/** A sentence on what happened; null where there is no more to say. */
export function changeSentence({
  change,
  inReplyTo,
  language,
  revision,
}: AlertContent): string | null {
  const { firstSentences, nowMatches, sentences } = wordsOf(language).alert;
  if (change === "new") return revision.revision > 1 ? nowMatches : null;
  const isFirst = inReplyTo === null && (change === "edited" || change === "completed");
  return isFirst ? firstSentences[change] : sentences[change];
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

/** Why an alert wants a readout: `found treaty (3 times), without oil`. */
export function reasonWords(clauses: readonly MatchedClause[], { reasons }: MailWords): string {
  if (clauses.length === 0) return reasons.noLonger;
  const each = clauses.map(({ text, holds, count, isFact }) => {
    if (holds === "absent") return reasons.without(text);
    return isFact ? text : `${text} ${reasons.times(count)}`;
  });
  return reasons.found(each.join(", "));
}

/** Who says a passage; null where nobody does, or where it begins with its speaker's name itself. */
export function speakerShown({ speaker, parts }: Snippet): string | null {
  const label = /^[^:]{1,150}:/u.exec(parts.map(({ text }) => text).join(""))?.[0] ?? "";
  return speaker === null || label.includes(speaker) ? null : speaker;
}
