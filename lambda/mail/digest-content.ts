import type { MatchedClause } from "../query/finding/match-document.ts";
import type { Snippet } from "../query/snippets/snippets.ts";
import type { Change, Revision } from "../readouts/revision.ts";
import type { Instant } from "../runtime/instant.ts";
import type { Silence } from "../sources/silence.ts";
import type { MailLanguage } from "../subscriptions/preferences.ts";

/** One readout in a digest. */
export interface DigestItem {
  readonly change: Change;
  readonly revision: Revision;
  readonly sourceName: string;
  /** IANA: the press office's own. */
  readonly timeZone: string;
  readonly snippets: readonly Snippet[];
  /** Which alerts want it. */
  readonly reasons: readonly DigestReason[];
}

/** Why one alert wants a readout. */
export interface DigestReason {
  readonly name: string;
  /** Which clauses held; empty where an edit took them away. */
  readonly clauses: readonly MatchedClause[];
}

/** The readouts that are told under one of a subscriber's alerts. */
export interface DigestGroup {
  readonly name: string;
  readonly unsubscribeUrl: string;
  /** What the alert finds in the archive. */
  readonly searchUrl: string;
  readonly items: readonly DigestItem[];
}

/** How a source that the alerts depend on is doing. */
export interface SourceHealth {
  readonly name: string;
  /** Null: never read. */
  readonly lastReadAt: Instant | null;
  /** Readouts of the last seven days. */
  readonly thisWeek: number;
  /** Of a week on average, over the four before. */
  readonly usualWeek: number;
  /** Null where it is well. */
  readonly silent: Silence | null;
}

/** Everything a digest says. */
export interface DigestContent {
  /** Of the mail; readouts keep their own. */
  readonly language: MailLanguage;
  /** `daily` and `weekly` as its alerts are; both where they are mixed. */
  readonly rhythm: "daily" | "weekly" | "mixed";
  readonly groups: readonly DigestGroup[];
  /** Readouts in it, shown or not. */
  readonly total: number;
  /** Of the sources that its alerts depend on. */
  readonly health: readonly SourceHealth[];
  /** IANA: the subscriber's own. */
  readonly timeZone: string;
  readonly unsubscribeUrl: string;
  readonly manageUrl: string;
  readonly baseUrl: string;
  readonly sentAt: Instant;
  readonly messageId: string;
  /** Of all digests to this subscriber. */
  readonly threadId: string;
}

export function shownIn({ groups }: Pick<DigestContent, "groups">): number {
  return groups.reduce((sum, { items }) => sum + items.length, 0);
}
