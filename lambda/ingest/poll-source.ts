import type { ListingState, SourceState } from "../archive/sources-table.ts";
import { addMs, type Instant } from "../runtime/instant.ts";
import type { Source } from "../sources/source.ts";
import { pollAfterFailure } from "./polling/backoff.ts";
import type { PollDeps } from "./polling/poll-deps.ts";
import { type ListingReport, pollListing } from "./polling/poll-listing.ts";

export interface PollRequest {
  readonly sourceId: string;
  /** One of the source's listings, former ones too; null: all that are current. */
  readonly listingUrl: string | null;
  /** Also where the source is to be left in peace for a while. */
  readonly force: boolean;
}

export interface PollReport {
  readonly sourceId: string;
  /** Why nothing was asked for; null where it was. */
  readonly skipped: string | null;
  readonly listings: readonly ListingReport[];
}

/** A poll that found nothing is remembered at most this often: each memory is a write. */
const rememberEveryMs = 30 * 60 * 1000;

/**
 * Asks a source's listings for what is new or changed, and requests its capture. The requests are
 * sent before the poll is remembered: what a crash forgets is asked for again.
 */
export async function pollSource(request: PollRequest, deps: PollDeps): Promise<PollReport> {
  const { sourceId, listingUrl, force } = request;
  const now = deps.clock.now();
  const source = deps.catalogue.get(sourceId);
  if (source === null) return skip(sourceId, "no such source in the catalogue");
  const state = await deps.sources.get(sourceId);
  if (listingUrl === null && !force && state?.nextPollAt != null && state.nextPollAt > now) {
    return skip(sourceId, `not before ${state.nextPollAt}`);
  }
  const wanted = source.listings.filter(({ url, former, fallback }) =>
    listingUrl === null ? former !== true && fallback !== true : url === listingUrl,
  );
  if (wanted.length === 0) return skip(sourceId, `${listingUrl ?? "it"} is none of its listings`);

  const listings = new Map(Object.entries(state?.listings ?? {}));
  const reports: ListingReport[] = [];
  const fallbacks = source.listings.filter(({ fallback }) => listingUrl === null && fallback);
  for (const { url, fallback } of [...wanted, ...fallbacks]) {
    // One that could be read is enough: fallbacks say the same in other words.
    if (fallback === true && listingUrl === null && reports.some(wasRead)) break;
    const known = listings.get(url) ?? null;
    if (known !== null && known.lastPolledAt >= now) {
      reports.push({ ...nothing(url), outcome: "already-polled" });
      continue;
    }
    const { report, state: after } = await pollListing(
      { source, url, known, now, isStandIn: fallback === true && listings.size > 0 },
      deps,
    );
    reports.push(report);
    if (after !== null) listings.set(url, after);
    for (const problem of report.problems)
      deps.log.warn("a listing's problem", { sourceId, url, problem });
  }
  await remember({ source, state, listings, reports, now }, deps);
  return { sourceId, skipped: null, listings: reports };
}

async function remember(
  poll: {
    readonly source: Source;
    readonly state: SourceState | null;
    readonly listings: ReadonlyMap<string, ListingState>;
    readonly reports: readonly ListingReport[];
    readonly now: Instant;
  },
  deps: PollDeps,
): Promise<void> {
  const { source, state, reports, now } = poll;
  const asked = reports.filter(({ outcome }) => outcome !== "already-polled");
  if (asked.length === 0) return;
  const failed = asked.filter(({ outcome }) => outcome === "failed");
  const failures = failed.length === 0 ? 0 : (state?.failures ?? 0) + 1;
  const isQuiet = asked.every(({ outcome }) => outcome === "unchanged") && state?.failures === 0;
  if (isQuiet && Date.parse(now) - Date.parse(state.lastPolledAt) < rememberEveryMs) return;

  const problems = asked.flatMap((report) => report.failure ?? []);
  const standIn = asked.find((report) => wasRead(report) && isFallback(source, report.url));
  if (standIn !== undefined && failed.length > 0)
    problems.push(`read through its fallback ${standIn.url}`);
  const next: SourceState = {
    sourceId: source.id,
    version: (state?.version ?? 0) + 1,
    lastPolledAt: now,
    lastSuccessAt: failed.length < asked.length ? now : (state?.lastSuccessAt ?? null),
    lastNewEntryAt: asked.some(({ requested }) => requested > 0)
      ? now
      : (state?.lastNewEntryAt ?? null),
    failures,
    lastProblem: problems.length === 0 ? null : problems.join("; "),
    nextPollAt: nextPollAt(poll, { asked, failed, failures }),
    listings: Object.fromEntries(poll.listings),
  };
  const saved = await deps.sources.save(next, state?.version ?? 0);
  if (!saved) deps.log.info("another poll of the source was quicker", { sourceId: source.id });
}

/**
 * Null: as scheduled. A source that fails as a whole is asked ever more rarely; one that fails in part
 * goes on, so that a listing that is gone does not delay its neighbours.
 */
function nextPollAt(
  { source, now }: { readonly source: Source; readonly now: Instant },
  its: {
    readonly asked: readonly ListingReport[];
    readonly failed: readonly ListingReport[];
    readonly failures: number;
  },
): Instant | null {
  const retryAfterMs = Math.max(0, ...its.failed.map((report) => report.retryAfterMs));
  if (its.failed.length < its.asked.length) {
    return retryAfterMs === 0 ? null : addMs(now, retryAfterMs);
  }
  const { failures } = its;
  return pollAfterFailure({ failures, pollMinutes: source.pollMinutes, retryAfterMs, now });
}

/** Its state is known, be it by this poll or by one of the same instant. */
function wasRead({ outcome }: ListingReport): boolean {
  return outcome !== "failed";
}

function isFallback({ listings }: Source, listingUrl: string): boolean {
  return listings.some(({ url, fallback }) => url === listingUrl && fallback === true);
}

function skip(sourceId: string, skipped: string): PollReport {
  return { sourceId, skipped, listings: [] };
}

function nothing(url: string): Omit<ListingReport, "outcome"> {
  return {
    url,
    entries: 0,
    requested: 0,
    passedOver: 0,
    problems: [],
    failure: null,
    retryAfterMs: 0,
  };
}
