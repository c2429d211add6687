import { createHash } from "node:crypto";
import { decode } from "./decoding.ts";
import { ListingError, type ListingItem, type ListingItems } from "./listings/listing-item.ts";
import { readXmlFeed } from "./listings/xml-feed.ts";
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

/**
 * Reads a listing's entries, in its own order. What is wrong with one entry is named and stops no other.
 */
export function readListing(source: Source, listing: ListingBytes): ListingReading {
  let read: ListingItems;
  try {
    read = readXmlFeed(decode(listing.bytes, listing.contentType), listing.url);
  } catch (error) {
    if (error instanceof ListingError || error instanceof RangeError) {
      return { outcome: "unreadable", reason: `no feed that can be read: ${error.message}` };
    }
    throw error;
  }
  const problems: Problem[] = [...read.problems];
  const shared = sharedIds(read.items);
  const entries = read.items.flatMap((item) => readItem(item, source, shared, problems) ?? []);
  return { outcome: "read", entries, problems, nextUrl: read.nextUrl };
}

function readItem(
  item: ListingItem,
  source: Source,
  shared: ReadonlySet<string>,
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
