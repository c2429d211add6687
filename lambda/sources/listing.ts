import { createHash } from "node:crypto";
import { decode } from "./decoding.ts";
import { ListingError, type ListingItem, type ListingItems } from "./listings/listing-item.ts";
import { readHtmlIndex } from "./listings/html-index.ts";
import { govUk, jsonFeed, readJsonListing, wordpress } from "./listings/json-listing.ts";
import { readMessages } from "./listings/messages.ts";
import { readXmlFeed } from "./listings/xml-feed.ts";
import { htmlToLine } from "./markup.ts";
import { isAbyss } from "./nesting.ts";
import type { Entry, ListingReading, Problem } from "./reading.ts";
import type { Listing, Source } from "./source.ts";
import { readTime, type TimeStyle } from "./stated-times.ts";

/** A listing as fetched. */
export interface ListingBytes {
  readonly url: string;
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
}

/**
 * Reads a listing's entries, in its own order. What is wrong with one entry is named and stops no other.
 */
export function readListing(source: Source, listing: ListingBytes): ListingReading {
  let read: ListingItems;
  try {
    read = readItems(source, listing.url, decode(listing.bytes, listing.contentType));
  } catch (error) {
    if (error instanceof ListingError || error instanceof RangeError) {
      return { outcome: "unreadable", reason: `no feed that can be read: ${error.message}` };
    }
    throw error;
  }
  const problems: Problem[] = [...read.problems];
  const shared = sharedIds(read.items);
  const formats = declaredListing(source, listing.url).html?.published?.formats ?? null;
  const entries = read.items.flatMap(
    (item) => readItem(item, { source, formats, shared }, problems) ?? [],
  );
  return { outcome: "read", entries, problems, nextUrl: read.nextUrl };
}

function readItems(source: Source, url: string, text: string): ListingItems {
  const listing = declaredListing(source, url);
  if (isAbyss(text)) throw new ListingError("markup nested too deeply");
  switch (listing.format) {
    case "rss":
    case "atom":
      return readXmlFeed(text, url);
    case "json-feed":
      return readJsonListing(text, url, jsonFeed);
    case "wordpress":
      return readJsonListing(text, url, wordpress);
    case "gov-uk":
      return readJsonListing(text, url, govUk);
    case "json":
      return readJsonListing(text, url, listing.json ?? jsonFeed);
    case "html":
      return readHtmlIndex(text, url, listing.html ?? { item: "a" });
    case "messages":
      return readMessages(text, url, {
        language: source.language,
        template: source.identity.canonicalUrl,
      });
  }
}

/** The listing of this address, or of whose further pages it is one: the one that begins most like it. */
function declaredListing({ listings }: Source, url: string): Listing {
  const [first = { url, format: "rss" as const }, ...others] = listings;
  const likeness = ({ url: its }: Listing): number => {
    if (its === url) return Number.POSITIVE_INFINITY;
    let at = 0;
    while (at < its.length && its[at] === url[at]) at += 1;
    return at;
  };
  let best: Listing = first;
  for (const one of others) if (likeness(one) > likeness(best)) best = one;
  return best;
}

interface ItemContext {
  readonly source: Source;
  /** How an index writes its dates. */
  readonly formats: readonly string[] | null;
  readonly shared: ReadonlySet<string>;
}

function readItem(
  item: ListingItem,
  { source, formats, shared }: ItemContext,
  problems: Problem[],
): Entry | null {
  const where = item.id ?? item.title;
  const [url] = item.links;
  if (url === undefined) {
    problems.push({ what: "an entry without a web address is passed over", where });
    return null;
  }
  const title = item.title === null ? "" : htmlToLine(item.title);
  if (title === "") problems.push({ what: "an entry without a title", where: where ?? url });
  const isShared = item.id !== null && shared.has(item.id);
  if (isShared) problems.push({ what: "entries of several addresses share an id", where });
  const style: TimeStyle = {
    timeZone: source.timeZone,
    language: source.language,
    formats,
    ignoreOffset: source.feed.ignoreOffset === true,
  };
  const time = (text: string | null, name: string): string | null => {
    if (text === null) return null;
    const read = readTime(text, style) ?? readTime(text, { ...style, formats: null });
    if (read === null)
      problems.push({ what: `${name} "${text}" is no date that can be true`, where });
    return read?.at ?? null;
  };
  return {
    entryId: item.id === null || isShared ? url : item.id,
    url,
    title: title === "" ? null : title,
    publishedAt: time(item.published, "the publication date"),
    updatedAt: time(item.updated, "the date of change"),
    bodyHtml: item.bodyHtml,
    digest: createHash("sha256").update(item.raw).digest("hex"),
  };
}

/** Ids that several addresses bear: none of them is one. */
function sharedIds(items: readonly ListingItem[]): ReadonlySet<string> {
  const addresses = new Map<string, string | undefined>();
  const shared = new Set<string>();
  for (const { id, links } of items) {
    if (id === null) continue;
    if (addresses.has(id) && addresses.get(id) !== links[0]) shared.add(id);
    addresses.set(id, links[0]);
  }
  return shared;
}
