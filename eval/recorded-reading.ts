import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readDocument, readEntry } from "../lambda/sources/document.ts";
import { readListing } from "../lambda/sources/listing.ts";
import type { DocumentReading } from "../lambda/sources/reading.ts";
import type { Source } from "../lambda/sources/source.ts";
import type { GoldEntry } from "./gold.ts";

/** `profile`: as the catalogue says. `generic`: as if the page's source had no profile. */
export type Reader = "profile" | "generic";

/** @returns null where this reader has nothing to do with the entry: a feed's item has no layout */
export function readRecorded(
  source: Source,
  entry: GoldEntry,
  reader: Reader,
  recorded: string,
): DocumentReading | null {
  const isItem = entry.kind === "feed-item";
  if (reader === "generic" && (isItem || !entry.file.endsWith(".html"))) return null;
  const bytes = readFileSync(join(recorded, entry.file));
  if (isItem) return readItem(source, entry, bytes);
  const contentType = entry.file.endsWith(".json") ? "application/json" : "text/html";
  const asRead: Source = reader === "profile" ? source : { ...source, body: "page", page: null };
  return readDocument(asRead, { url: entry.url, bytes, contentType });
}

function readItem(
  source: Source,
  { expected, file }: GoldEntry,
  bytes: Uint8Array,
): DocumentReading {
  const url = source.listings[0]?.url ?? source.homepage;
  const listing = readListing(source, { url, bytes, contentType: null });
  if (listing.outcome === "unreadable") return listing;
  const found = listing.entries.find(({ entryId }) => entryId === expected.guid);
  return found === undefined
    ? { outcome: "unreadable", reason: `${file} has no entry ${String(expected.guid)}` }
    : readEntry(source, found);
}
