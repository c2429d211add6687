import type { Instant } from "../runtime/instant.ts";
import type { ReadoutContent } from "../readouts/readout.ts";

/** Something that was wrong with a listing or page but did not stop its reading. */
export interface Problem {
  readonly what: string;
  /** Entry id, element or byte offset. */
  readonly where: string | null;
}

/** One item of a listing. */
export interface Entry {
  /** The feed's guid or id, else the URL. */
  readonly entryId: string;
  readonly url: string;
  readonly title: string | null;
  readonly publishedAt: Instant | null;
  readonly updatedAt: Instant | null;
  /** HTML as the feed carries it; null where it carries none. */
  readonly bodyHtml: string | null;
  /** SHA-256, hex, over what the entry says: changes when the entry does. */
  readonly digest: string;
}

export type ListingReading =
  | {
      readonly outcome: "read";
      readonly entries: readonly Entry[];
      readonly problems: readonly Problem[];
      /** `rel=next`, where the listing says so. */
      readonly nextUrl: string | null;
    }
  | { readonly outcome: "unreadable"; readonly reason: string };

export type DocumentReading =
  | {
      readonly outcome: "read";
      readonly content: ReadoutContent;
      readonly problems: readonly Problem[];
    }
  | { readonly outcome: "unreadable"; readonly reason: string };

/** Who a document is, before and whatever it says. */
export interface Identity {
  readonly readoutId: string;
  readonly canonicalUrl: string;
}
