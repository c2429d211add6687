import type { Fetcher, FetchOutcome } from "../outside/fetcher.ts";
import { decode } from "../sources/decoding.ts";
import { readDocument, readEntry } from "../sources/document.ts";
import { draftSource } from "../sources/drafting/draft-source.ts";
import { feedAddresses, listingFormat } from "../sources/drafting/find-listings.ts";
import { guessIndex } from "../sources/drafting/guess-index.ts";
import { describePage } from "../sources/drafting/page-facts.ts";
import { identify, documentAddress } from "../sources/identity.ts";
import { readListing } from "../sources/listing.ts";
import type { DocumentReading, Entry, Problem } from "../sources/reading.ts";
import type { Listing, Source } from "../sources/source.ts";
import { describeFailure, type Fetched } from "./polling/fetch-listing.ts";

export interface SourceCheck {
  /** What was asked for, and how it went. */
  readonly asked: readonly { readonly url: string; readonly outcome: string }[];
  /** The catalogue's own source, or a draft of one; null where no listing was found. */
  readonly source: Source | null;
  readonly entries: readonly (Entry & { readonly isReadout: boolean })[];
  readonly problems: readonly Problem[];
  /** How the first of its readouts that can be fetched is read; null where there is none. */
  readonly sample: { readonly url: string; readonly reading: DocumentReading } | null;
}

/** More addresses than these are not tried: we are guests. */
const mostTries = 10;

/** Of pages that cannot be fetched, no more are tried. */
const mostSamples = 3;

/** Finds what a site publishes its news on, and reads it as the source that it would be. */
export async function checkSite(url: string, fetcher: Fetcher): Promise<SourceCheck> {
  const visit = new Visit(fetcher, siteHosts(url), 30_000);
  const page = await visit.get(url);
  if (page === null) return nothing(visit);
  const text = textOf(page);
  const { title, language } = describePage(text);
  const itself = listingFormat(text);
  const candidates = itself === null ? feedAddresses(text, page.url) : [];
  const first = itself === null ? null : { listing: { url, format: itself }, fetched: page };
  let found = first === null ? null : listed(first.listing, first.fetched, title);
  for (const address of candidates.slice(0, mostTries)) {
    if (found !== null) break;
    const fetched = await visit.get(address);
    const format = fetched === null ? null : listingFormat(textOf(fetched));
    if (fetched === null || format === null) continue;
    found = listed({ url: address, format }, fetched, title);
  }
  const html = found === null && itself === null ? guessIndex(text, page.url) : null;
  if (html !== null) found = listed({ url, format: "html", html }, page, title);
  if (found === null) return nothing(visit);
  const source = draftSource({ ...found, siteUrl: url, language: found.language ?? language });
  return await readAs(source, found.listing, found.fetched, visit);
}

/** Reads a source of the catalogue now, as its next poll would. */
export async function checkDeclared(source: Source, fetcher: Fetcher): Promise<SourceCheck> {
  const visit = new Visit(fetcher, source.hosts, source.fetchTimeoutSeconds * 1000);
  for (const listing of source.listings.filter(({ former }) => former !== true)) {
    const fetched = await visit.get(listing.url);
    if (fetched === null) continue;
    const check = await readAs(source, listing, fetched, visit);
    if (check.entries.length > 0) return check;
  }
  return { ...nothing(visit), source };
}

/** What is asked for, one after the other, and how it went. */
class Visit {
  readonly asked: { url: string; outcome: string }[] = [];
  readonly #fetcher: Fetcher;
  readonly #hosts: readonly string[];
  readonly #timeoutMs: number;

  constructor(fetcher: Fetcher, hosts: readonly string[], timeoutMs: number) {
    this.#fetcher = fetcher;
    this.#hosts = hosts;
    this.#timeoutMs = timeoutMs;
  }

  async get(url: string, hosts: readonly string[] = []): Promise<Fetched | null> {
    const outcome: FetchOutcome = await this.#fetcher.fetch({
      url,
      hosts: [...this.#hosts, ...hosts],
      timeoutMs: this.#timeoutMs,
      etag: null,
      lastModified: null,
    });
    const isFetched = outcome.outcome === "fetched";
    this.note(url, isFetched ? `fetched, ${outcome.bytes.length} bytes` : describeFailure(outcome));
    return isFetched ? outcome : null;
  }

  note(url: string, outcome: string): void {
    this.asked.push({ url, outcome });
  }
}

interface Listed {
  readonly listing: Listing;
  readonly fetched: Fetched;
  readonly entries: readonly Entry[];
  readonly title: string | null;
  readonly language: string | null;
}

/** @returns null where the listing has no entry */
function listed(listing: Listing, fetched: Fetched, pageTitle: string | null): Listed | null {
  const source = draftSource({
    siteUrl: listing.url,
    listing,
    entries: [],
    title: null,
    language: null,
  });
  const reading = readListing(source, bytesOf(fetched, listing.url));
  if (reading.outcome === "unreadable" || reading.entries.length === 0) return null;
  const own = listing.format === "html" ? null : describePage(textOf(fetched));
  return {
    listing,
    fetched,
    entries: reading.entries,
    title: own?.title ?? pageTitle,
    language: own?.language ?? null,
  };
}

async function readAs(
  source: Source,
  listing: Listing,
  fetched: Fetched,
  visit: Visit,
): Promise<SourceCheck> {
  const reading = readListing(source, bytesOf(fetched, listing.url));
  if (reading.outcome === "unreadable") {
    visit.note(listing.url, reading.reason);
    return { ...nothing(visit), source };
  }
  const entries = reading.entries.map((entry) => ({
    ...entry,
    isReadout: identify(source, { url: entry.url, guid: entry.entryId }) !== null,
  }));
  let sample: SourceCheck["sample"] = null;
  for (const entry of entries.filter(({ isReadout }) => isReadout).slice(0, mostSamples)) {
    sample ??= await readSample(source, entry, visit);
  }
  return { asked: visit.asked, source, entries, problems: reading.problems, sample };
}

async function readSample(
  source: Source,
  entry: Entry,
  visit: Visit,
): Promise<SourceCheck["sample"]> {
  const { url } = entry;
  if (source.body === "feed") return { url, reading: readEntry(source, entry) };
  const canonical = identify(source, { url, guid: entry.entryId })?.canonicalUrl ?? url;
  const fetched = await visit.get(documentAddress(source, canonical), source.hosts);
  if (fetched !== null) return { url, reading: readDocument(source, bytesOf(fetched, url)) };
  if (source.body === "page-else-feed") return { url, reading: readEntry(source, entry) };
  return null;
}

/** The site's host, and the same with or without `www.`: sites lead from one to the other. */
function siteHosts(url: string): readonly string[] {
  const { hostname } = new URL(url);
  return [hostname, hostname.startsWith("www.") ? hostname.slice(4) : `www.${hostname}`];
}

function bytesOf({ bytes, headers }: Fetched, url: string): Parameters<typeof readListing>[1] {
  return { url, bytes, contentType: headers["content-type"] ?? null };
}

function textOf({ bytes, headers }: Fetched): string {
  return decode(bytes, headers["content-type"] ?? null);
}

function nothing({ asked }: Visit): SourceCheck {
  return { asked, source: null, entries: [], problems: [], sample: null };
}
