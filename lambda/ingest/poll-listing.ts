import { createHash } from "node:crypto";
import type { ListingState } from "../archive/sources-table.ts";
import type { FetchOutcome } from "../outside/fetcher.ts";
import type { Instant } from "../runtime/instant.ts";
import { identify } from "../sources/identity.ts";
import { readListing } from "../sources/listing.ts";
import { READER_VERSION } from "../sources/reader-version.ts";
import type { Entry } from "../sources/reading.ts";
import type { Source } from "../sources/source.ts";
import type { CaptureRequest } from "./capture-request.ts";
import { relevantHeaders } from "./relevant-headers.ts";
import type { PollDeps } from "./poll-deps.ts";

export interface ListingReport {
  readonly url: string;
  readonly outcome: "read" | "unchanged" | "failed" | "already-polled";
  readonly entries: number;
  /** Captures asked for: entries that are new or changed. */
  readonly requested: number;
  /** Entries whose address is no readout of this source. */
  readonly passedOver: number;
  /** What was wrong with single entries; it stopped none of the others. */
  readonly problems: readonly string[];
  /** What was wrong with the listing as a whole; null where nothing. */
  readonly failure: string | null;
  readonly retryAfterMs: number;
}

interface ListingPoll {
  readonly source: Source;
  readonly url: string;
  /** What the last poll left; null where there was none: then nothing of it alerts. */
  readonly known: ListingState | null;
  readonly now: Instant;
}

/** Pages of a listing followed back where everything on a page was unknown. */
const maxPages = 5;

type Fetched = Extract<FetchOutcome, { outcome: "fetched" }>;

/** @returns what happened, and what to remember; null where there is nothing new to remember */
export async function pollListing(
  poll: ListingPoll,
  deps: PollDeps,
): Promise<{ report: ListingReport; state: ListingState | null }> {
  const { source, url, known, now } = poll;
  // A better reader reads again what an older one has seen.
  const validators = known?.readerVersion === READER_VERSION ? known : null;
  const fetched = await fetchListing(poll, url, validators, deps);
  if (fetched.outcome === "not-modified") return unchanged(poll, known);
  if (fetched.outcome !== "fetched") return { report: failed(url, fetched), state: null };

  const sha256 = createHash("sha256").update(fetched.bytes).digest("hex");
  if (validators?.sha256 === sha256) return unchanged(poll, known);

  const pages = await readPages(poll, fetched, deps);
  const state: ListingState = {
    etag: fetched.headers["etag"] ?? null,
    lastModified: fetched.headers["last-modified"] ?? null,
    sha256,
    readerVersion: READER_VERSION,
    lastPolledAt: now,
    seen: pages.failure === null ? pages.seen : (known?.seen ?? {}),
    problem: pages.failure,
  };
  await deps.captureQueue.send(pages.requests);
  const report: ListingReport = {
    url,
    outcome: pages.failure === null ? "read" : "failed",
    entries: pages.entries,
    requested: pages.requests.length,
    passedOver: pages.passedOver,
    problems: pages.problems,
    failure: pages.failure === null ? null : `${url}: ${pages.failure}`,
    retryAfterMs: 0,
  };
  deps.log.info("a listing was read", {
    sourceId: source.id,
    url,
    entries: report.entries,
    requested: report.requested,
    passedOver: report.passedOver,
  });
  return { report, state };
}

interface Pages {
  readonly requests: readonly CaptureRequest[];
  readonly seen: Readonly<Record<string, string>>;
  readonly entries: number;
  readonly passedOver: number;
  readonly problems: readonly string[];
  readonly failure: string | null;
}

/** The first page and, where all of it was unknown and it is not the first poll, those behind it. */
async function readPages(poll: ListingPoll, first: Fetched, deps: PollDeps): Promise<Pages> {
  const { source, known, now } = poll;
  const requests: CaptureRequest[] = [];
  const seen: Record<string, string> = {};
  const problems: string[] = [];
  let passedOver = 0;
  let page: { url: string; fetched: Fetched } | null = { url: poll.url, fetched: first };
  for (let number = 1; page !== null; number += 1) {
    const { url, fetched }: { url: string; fetched: Fetched } = page;
    await keep(url, fetched, now, deps);
    const contentType = fetched.headers["content-type"] ?? null;
    const reading = readListing(source, { url, bytes: fetched.bytes, contentType });
    if (reading.outcome === "unreadable") {
      const failure = number === 1 ? reading.reason : null;
      if (number > 1) problems.push(`${url}: ${reading.reason}`);
      return { requests: requests.toReversed(), seen, entries: 0, passedOver, problems, failure };
    }
    problems.push(
      ...reading.problems.map(({ what, where }) => (where === null ? what : `${where}: ${what}`)),
    );
    let unknown = 0;
    for (const entry of firstOfEachId(reading.entries)) {
      if (known?.seen[entry.entryId] === undefined) unknown += 1;
      seen[entry.entryId] = entry.digest;
      if (known?.seen[entry.entryId] === entry.digest) continue;
      const request = captureRequest(poll, url, entry);
      if (request === null) passedOver += 1;
      else requests.push(request);
    }
    const isAllUnknown = unknown > 0 && unknown === reading.entries.length;
    const goesBack =
      known !== null && isAllUnknown && number < maxPages && reading.nextUrl !== null;
    page = goesBack ? await fetchPage(poll, reading.nextUrl, deps, problems) : null;
  }
  // Listings name the newest first; captured oldest first, revisions are numbered as they happened.
  const entries = Object.keys(seen).length;
  return { requests: requests.toReversed(), seen, entries, passedOver, problems, failure: null };
}

async function fetchPage(
  poll: ListingPoll,
  url: string,
  deps: PollDeps,
  problems: string[],
): Promise<{ url: string; fetched: Fetched } | null> {
  const fetched = await fetchListing(poll, url, null, deps);
  if (fetched.outcome === "fetched") return { url, fetched };
  problems.push(`${url}: ${describe(fetched)}`);
  return null;
}

/** Two entries of one id would take turns in being the changed one. */
function firstOfEachId(entries: readonly Entry[]): readonly Entry[] {
  const ids = new Set<string>();
  return entries.filter(({ entryId }) => !ids.has(entryId) && ids.add(entryId));
}

function captureRequest(
  poll: ListingPoll,
  listingUrl: string,
  entry: Entry,
): CaptureRequest | null {
  const identity = identify(poll.source, { url: entry.url, guid: entry.entryId });
  if (identity === null) return null;
  return {
    sourceId: poll.source.id,
    readoutId: identity.readoutId,
    url: identity.canonicalUrl,
    listing: { url: listingUrl, capturedAt: poll.now, entryId: entry.entryId },
    requestedAt: poll.now,
    quiet: poll.known === null ? "first-poll" : null,
    why: "listing",
  };
}

async function fetchListing(
  { source }: ListingPoll,
  url: string,
  validators: Pick<ListingState, "etag" | "lastModified"> | null,
  deps: PollDeps,
): Promise<FetchOutcome> {
  return await deps.fetcher.fetch({
    url,
    hosts: source.hosts,
    timeoutMs: source.fetchTimeoutSeconds * 1000,
    etag: validators?.etag ?? null,
    lastModified: validators?.lastModified ?? null,
  });
}

async function keep(url: string, fetched: Fetched, now: Instant, deps: PollDeps): Promise<void> {
  await deps.captures.put({
    url,
    capturedAt: now,
    status: fetched.status,
    headers: relevantHeaders(fetched.headers),
    sha256: createHash("sha256").update(fetched.bytes).digest("hex"),
    bytes: fetched.bytes,
  });
}

/** Unchanged is also what could not be read and is still the same: its problem stays. */
function unchanged(
  { url, now }: ListingPoll,
  known: ListingState | null,
): { report: ListingReport; state: ListingState | null } {
  const problem = known?.problem ?? null;
  const report: ListingReport = {
    url,
    outcome: problem === null ? "unchanged" : "failed",
    entries: Object.keys(known?.seen ?? {}).length,
    requested: 0,
    passedOver: 0,
    problems: [],
    failure: problem === null ? null : `${url}: ${problem}`,
    retryAfterMs: 0,
  };
  return { report, state: known === null ? null : { ...known, lastPolledAt: now } };
}

function failed(url: string, outcome: Exclude<FetchOutcome, Fetched>): ListingReport {
  return {
    url,
    outcome: "failed",
    entries: 0,
    requested: 0,
    passedOver: 0,
    problems: [],
    failure: `${url}: ${describe(outcome)}`,
    retryAfterMs: outcome.outcome === "failed" ? outcome.retryAfterMs : 0,
  };
}

function describe(outcome: Exclude<FetchOutcome, Fetched>): string {
  switch (outcome.outcome) {
    case "not-modified":
      return "not modified";
    case "gone":
      return `HTTP ${outcome.status}`;
    case "blocked":
      return `blocked: ${outcome.reason}`;
    case "refused":
    case "failed":
      return outcome.reason;
  }
}
