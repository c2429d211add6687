import { createHash } from "node:crypto";
import type { ListingState } from "../../archive/sources-table.ts";
import type { FetchOutcome } from "../../outside/fetcher.ts";
import { relevantHeaders } from "../relevant-headers.ts";
import type { ListingPoll, PollDeps } from "./poll-deps.ts";

export type Fetched = Extract<FetchOutcome, { outcome: "fetched" }>;

/** @param validators null where the whole listing is wanted, changed or not */
export async function fetchListing(
  { source }: ListingPoll,
  url: string,
  validators: Pick<ListingState, "etag" | "lastModified"> | null,
  { fetcher }: Pick<PollDeps, "fetcher">,
): Promise<FetchOutcome> {
  return await fetcher.fetch({
    url,
    hosts: source.hosts,
    timeoutMs: source.fetchTimeoutSeconds * 1000,
    etag: validators?.etag ?? null,
    lastModified: validators?.lastModified ?? null,
  });
}

/** Keeps a listing's bytes: for entries that carry their text they are the proof of it. */
export async function keepListing(
  url: string,
  fetched: Fetched,
  { now }: ListingPoll,
  { captures }: Pick<PollDeps, "captures">,
): Promise<void> {
  await captures.put({
    url,
    capturedAt: now,
    status: fetched.status,
    headers: relevantHeaders(fetched.headers),
    sha256: sha256Of(fetched),
    bytes: fetched.bytes,
  });
}

export function sha256Of({ bytes }: Fetched): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Why there is no listing, for a person. */
export function describeFailure(outcome: Exclude<FetchOutcome, Fetched>): string {
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
