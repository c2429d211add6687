import type { Day, Instant } from "../runtime/instant.ts";

export type ReadoutKind =
  | "meeting"
  | "call"
  | "visit"
  | "talks"
  | "statement"
  | "press-conference"
  | "speech"
  | "greeting"
  | "announcement"
  | "other";

/** One piece of a readout's body, in order. White space collapsed; a speaker's label stays in the text. */
export interface Block {
  readonly kind: "paragraph" | "heading" | "list-item" | "quote" | "separator";
  readonly text: string;
}

/** One speaker's uninterrupted speech: blocks `from` (the one with the label) up to, not including, `to`. */
export interface Turn {
  /** The person, the same across label forms: `Sadyr Japarov`. */
  readonly speaker: string;
  /** The label as printed, without its colon. */
  readonly label: string;
  readonly role: string | null;
  readonly from: number;
  readonly to: number;
}

export interface Participant {
  readonly name: string;
  readonly role: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  /** Whether the country is the press office's own; null where either is not known. */
  readonly side: "own" | "other" | null;
}

export interface CountryMention {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Prominence, 0 to 1; the countries of one readout add up to 1. */
  readonly weight: number;
}

export interface PublishedAt {
  readonly at: Instant;
  /** How much of `at` the source stated; `observed` means it stated nothing and `at` is when we first saw it. */
  readonly precision: "second" | "minute" | "day" | "observed";
}

/** What one press office says of one event, as read from one capture. */
export interface ReadoutContent {
  readonly title: string;
  readonly kind: ReadoutKind;
  /** BCP 47. */
  readonly language: string;
  readonly publishedAt: PublishedAt | null;
  /** The day or days the event took place, and where that was read: where the page states it, or in its words. */
  readonly eventDate: {
    readonly from: Day;
    readonly to: Day;
    readonly readFrom: "page" | "title" | "text";
  } | null;
  readonly place: string | null;
  /** The standfirst, where the source sets it apart from the body. */
  readonly lead: string | null;
  readonly blocks: readonly Block[];
  readonly turns: readonly Turn[];
  readonly participants: readonly Participant[];
  readonly countries: readonly CountryMention[];
  /** The press office's own, ISO 3166-1 alpha-2; null for an organisation's, and for a copy of somebody else's. */
  readonly ownCountry: string | null;
  /** The readout says of itself that it is unfinished. */
  readonly isContinued: boolean;
  /** Who a syndicator's copy says it comes from; null for the press office's own publication. */
  readonly origin: { readonly name: string; readonly sourceId: string | null } | null;
}
