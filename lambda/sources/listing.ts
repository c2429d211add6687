import { createHash } from "node:crypto";
import { type Atom, parseFeed, type Rss } from "feedsmith";
import { decode } from "./decoding.ts";
import { htmlToLine } from "./markup.ts";
import type { Entry, ListingReading, Problem } from "./reading.ts";
import type { Source } from "./source.ts";
import { readTime, type TimeStyle } from "./stated-times.ts";

/** A listing as fetched. */
export interface ListingBytes {
  readonly url: string;
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
}

/** What a feed says of one item, in whichever format. */
interface FeedItem {
  readonly id: string | null;
  readonly links: readonly string[];
  readonly title: string | null;
  readonly published: string | null;
  readonly updated: string | null;
  readonly bodyHtml: string | null;
  /** Everything the item says: its digest. */
  readonly whole: unknown;
}

/**
 * Reads a feed's entries, in its own order. What is wrong with one entry is named and stops no other.
 */
export function readListing(source: Source, listing: ListingBytes): ListingReading {
  const text = withoutJunk(decode(listing.bytes, listing.contentType));
  let items: readonly FeedItem[];
  let next: string | null = null;
  try {
    const { format, feed } = parseFeed(text);
    switch (format) {
      case "rss":
        items = (feed.items ?? []).map(rssItem);
        next = feed.atom?.links?.find(({ rel }) => rel === "next")?.href ?? null;
        break;
      case "atom":
        items = (feed.entries ?? []).map(atomItem);
        next = feed.links?.find(({ rel }) => rel === "next")?.href ?? null;
        break;
      case "rdf":
      case "json":
        return { outcome: "unreadable", reason: `a ${format} feed, where RSS or Atom is expected` };
    }
  } catch (error) {
    return { outcome: "unreadable", reason: `no feed that can be read: ${messageOf(error)}` };
  }
  const problems: Problem[] = [];
  const entries: Entry[] = [];
  for (const item of items) {
    const entry = readItem(item, source, listing.url, problems);
    if (entry !== null) entries.push(entry);
  }
  return { outcome: "read", entries, problems, nextUrl: resolveUrl(next, listing.url) };
}

function readItem(item: FeedItem, source: Source, base: string, problems: Problem[]): Entry | null {
  const where = item.id ?? item.title;
  const url = [...item.links, ...(item.id === null ? [] : [item.id])]
    .map((link) => resolveUrl(link, base))
    .find((link) => link !== null);
  if (url === undefined || url === null) {
    problems.push({ what: "an entry without a web address is passed over", where });
    return null;
  }
  const style: TimeStyle = {
    timeZone: source.timeZone,
    language: source.language,
    formats: null,
    ignoreOffset: source.feed.ignoreOffset === true,
  };
  const time = (text: string | null, name: string): string | null => {
    if (text === null) return null;
    const read = readTime(text, style);
    if (read === null)
      problems.push({ what: `${name} "${text}" is no date that can be true`, where });
    return read?.at ?? null;
  };
  return {
    entryId: item.id ?? url,
    url,
    title: item.title === null ? null : htmlToLine(item.title),
    publishedAt: time(item.published, "the publication date"),
    updatedAt: time(item.updated, "the date of change"),
    bodyHtml: item.bodyHtml,
    digest: createHash("sha256").update(JSON.stringify(item.whole)).digest("hex"),
  };
}

function rssItem(item: Rss.Item<string>): FeedItem {
  return {
    id: filled(item.guid?.value),
    links: [item.link].filter((link) => link !== undefined),
    title: filled(item.title),
    published: filled(item.pubDate) ?? filled(item.dc?.dates?.[0]),
    updated: null,
    bodyHtml: filled(item.content?.encoded) ?? filled(item.description),
    whole: item,
  };
}

function atomItem(entry: Atom.Entry<string>): FeedItem {
  const links = entry.links ?? [];
  const alternate = links.filter(({ rel }) => rel === undefined || rel === "alternate");
  return {
    id: filled(entry.id),
    links: (alternate.length > 0 ? alternate : links).flatMap(({ href }) => href ?? []),
    title: filled(entry.title?.value),
    published: filled(entry.published) ?? filled(entry.updated),
    updated: filled(entry.updated),
    bodyHtml: filled(entry.content?.value) ?? filled(entry.summary?.value),
    whole: entry,
  };
}

/** Web addresses only: feeds are untrusted, and `javascript:` is an address too. */
function resolveUrl(link: string | null, base: string): string | null {
  if (link === null || !URL.canParse(link.trim(), base)) return null;
  const url = new URL(link.trim(), base);
  return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
}

/** Some servers print notices before a feed. */
function withoutJunk(text: string): string {
  const start = text.search(/<\?xml|<rss|<feed|<rdf:RDF/i);
  return start > 0 ? text.slice(start) : text;
}

function filled(text: string | undefined): string | null {
  return text === undefined || text.trim() === "" ? null : text;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
