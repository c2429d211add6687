import type { Problem } from "../reading.ts";

/** What a listing says of one item, whatever its format. */
export interface ListingItem {
  readonly id: string | null;
  /** Absolute web addresses, the likeliest first. */
  readonly links: readonly string[];
  /** HTML. */
  readonly title: string | null;
  /** As printed. */
  readonly published: string | null;
  readonly updated: string | null;
  readonly bodyHtml: string | null;
  /** All that the listing says of it: what its digest is made of. */
  readonly raw: string;
}

/** A listing's items, in its own order. */
export interface ListingItems {
  /** What the listing calls itself; null where it does not say. */
  readonly title: string | null;
  readonly items: readonly ListingItem[];
  /** The page that goes on where this one ends. */
  readonly nextUrl: string | null;
  readonly problems: readonly Problem[];
}

/** Bytes that are no listing of the kind they should be. */
export class ListingError extends Error {
  override readonly name = "ListingError";
}

/** Web addresses only: listings are untrusted, and `javascript:` is an address too. */
export function resolveUrl(link: string | null | undefined, base: string): string | null {
  if (link === null || link === undefined || link.trim() === "") return null;
  if (!URL.canParse(link.trim(), base)) return null;
  const url = new URL(link.trim(), base);
  return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
}

export function filled(text: string | null | undefined): string | null {
  return text === null || text === undefined || text.trim() === "" ? null : text;
}
