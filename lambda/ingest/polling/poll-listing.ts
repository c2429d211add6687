import type { ListingState } from "../../archive/sources-table.ts";
import type { FetchOutcome } from "../../outside/fetcher.ts";
import { READER_VERSION } from "../../sources/reader-version.ts";
import { describeFailure, type Fetched, fetchListing, sha256Of } from "./fetch-listing.ts";
import { readPages } from "./listing-pages.ts";
import type { ListingPoll, PollDeps } from "./poll-deps.ts";

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

  const sha256 = sha256Of(fetched);
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
    entries: Object.keys(pages.seen).length,
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
    failure: `${url}: ${describeFailure(outcome)}`,
    retryAfterMs: outcome.outcome === "failed" ? outcome.retryAfterMs : 0,
  };
}
