import { createHash } from "node:crypto";
import { identify } from "../../sources/identity.ts";
import { readListing } from "../../sources/listing.ts";
import type { Entry } from "../../sources/reading.ts";
import type { CaptureRequest } from "../capture-request.ts";
import { describeFailure, type Fetched, fetchListing, keepListing } from "./fetch-listing.ts";
import type { ListingPoll, PollDeps } from "./poll-deps.ts";

/** What a listing says, and what is to be captured of it. */
export interface ListingPages {
  readonly requests: readonly CaptureRequest[];
  /** Its entries, digested: of the id, to of what the entry says. */
  readonly seen: Readonly<Record<string, string>>;
  /** Entries whose address is no readout of this source. */
  readonly passedOver: number;
  readonly problems: readonly string[];
  /** Why the first page could not be read; null where it could. */
  readonly failure: string | null;
}

/** Pages of a listing followed back where everything on a page was unknown. */
const maxPages = 5;

/** A listing has dozens of entries, an index of all its years some hundreds; what it lists last is oldest. */
const maxEntries = 1000;

/** 96 bits: entries of one listing do not share them, and a thousand fit into an item of the table. */
const digestLength = 16;

/**
 * The first page and, where all of it was unknown and the listing was read before, those behind it:
 * more was published since than one page holds.
 */
export async function readPages(
  poll: ListingPoll,
  first: Fetched,
  deps: PollDeps,
): Promise<ListingPages> {
  const { source, known } = poll;
  const isFirst = isFirstReading(poll);
  const requests: CaptureRequest[] = [];
  const seen: Record<string, string> = {};
  const problems: string[] = [];
  let passedOver = 0;
  let failure: string | null = null;
  let page: { url: string; fetched: Fetched } | null = { url: poll.url, fetched: first };
  for (let number = 1; page !== null; number += 1) {
    const { url, fetched }: { url: string; fetched: Fetched } = page;
    await keepListing(url, fetched, poll, deps);
    const contentType = fetched.headers["content-type"] ?? null;
    const reading = readListing(source, { url, bytes: fetched.bytes, contentType });
    if (reading.outcome === "unreadable") {
      if (number === 1) failure = reading.reason;
      else problems.push(`${url}: ${reading.reason}`);
      break;
    }
    problems.push(
      ...reading.problems.map(({ what, where }) => (where === null ? what : `${where}: ${what}`)),
    );
    let isAllUnknown = reading.entries.length > 0;
    const entries = reading.entries.slice(0, maxEntries);
    if (entries.length < reading.entries.length) {
      problems.push(
        `only the first ${maxEntries} of ${reading.entries.length} entries are looked at`,
      );
    }
    for (const entry of entries) {
      const key = shortDigest(entry.entryId);
      // Two entries of one id would take turns in being the changed one.
      if (seen[key] !== undefined) continue;
      seen[key] = entry.digest.slice(0, digestLength);
      if (known?.seen[key] !== undefined) isAllUnknown = false;
      if (known?.seen[key] === seen[key]) continue;
      const request = captureRequest(poll, url, entry, isFirst);
      if (request === null) passedOver += 1;
      else requests.push(request);
    }
    const goesBack =
      !isFirst &&
      poll.known !== null &&
      isAllUnknown &&
      number < maxPages &&
      reading.nextUrl !== null;
    page = goesBack ? await fetchPage(poll, reading.nextUrl, deps, problems) : null;
  }
  // Listings name the newest first; captured oldest first, revisions are numbered as they happened.
  return { requests: requests.toReversed(), seen, passedOver, problems, failure };
}

/** Nothing was ever read from it: whatever it lists is no news. */
function isFirstReading({ known, isStandIn }: ListingPoll): boolean {
  if (isStandIn) return false;
  return known === null || (known.problem !== null && Object.keys(known.seen).length === 0);
}

async function fetchPage(
  poll: ListingPoll,
  url: string,
  deps: PollDeps,
  problems: string[],
): Promise<{ url: string; fetched: Fetched } | null> {
  const fetched = await fetchListing(poll, url, null, deps);
  if (fetched.outcome === "fetched") return { url, fetched };
  problems.push(`${url}: ${describeFailure(fetched)}`);
  return null;
}

function captureRequest(
  poll: ListingPoll,
  listingUrl: string,
  entry: Entry,
  isFirst: boolean,
): CaptureRequest | null {
  const identity = identify(poll.source, { url: entry.url, guid: entry.entryId });
  if (identity === null) return null;
  return {
    sourceId: poll.source.id,
    readoutId: identity.readoutId,
    url: identity.canonicalUrl,
    listing: { url: listingUrl, capturedAt: poll.now, entryId: entry.entryId },
    requestedAt: poll.now,
    quiet: isFirst ? "first-poll" : null,
    why: "listing",
  };
}

function shortDigest(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, digestLength);
}
