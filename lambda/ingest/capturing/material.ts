import { createHash } from "node:crypto";
import type { CapturesTable } from "../../archive/captures-table.ts";
import type { Fetcher, FetchOutcome } from "../../outside/fetcher.ts";
import type { CaptureReference } from "../../readouts/revision.ts";
import type { Instant } from "../../runtime/instant.ts";
import { readDocument, readEntry } from "../../sources/document.ts";
import { documentAddress } from "../../sources/identity.ts";
import { readListing } from "../../sources/listing.ts";
import type { DocumentReading } from "../../sources/reading.ts";
import type { Source } from "../../sources/source.ts";
import type { CaptureRequest } from "../capture-request.ts";
import { relevantHeaders } from "../relevant-headers.ts";

/** What a capture has to work with: a reading of bytes that are kept, or why there is none. */
export type Material =
  | { readonly outcome: "read"; readonly from: CaptureReference; readonly reading: DocumentReading }
  | { readonly outcome: "missing"; readonly status: number }
  /** The document is there, but its text is to be had from the listing alone. */
  | { readonly outcome: "present" }
  /** `isRefused`: by a rule of the site's or ours, which another try soon does not change. */
  | { readonly outcome: "not-fetched"; readonly reason: string; readonly isRefused: boolean };

export interface MaterialDeps {
  readonly fetcher: Fetcher;
  readonly captures: Pick<CapturesTable, "put" | "get">;
}

/** A fetch that failed and may work later: the queue tries the request again. */
export class FetchFailedError extends Error {
  override readonly name = "FetchFailedError";
}

/**
 * Gets what a request asks for, and keeps its bytes before reading them.
 * @throws FetchFailedError
 */
export async function getMaterial(
  request: CaptureRequest,
  source: Source,
  now: Instant,
  deps: MaterialDeps,
): Promise<Material> {
  if (source.body === "feed" && request.listing !== null) {
    return await fromListing(request.listing, source, deps);
  }
  const address = documentAddress(source, request.url);
  const outcome = await deps.fetcher.fetch({
    url: address,
    hosts: source.hosts,
    timeoutMs: source.fetchTimeoutSeconds * 1000,
    etag: null,
    lastModified: null,
  });
  if (outcome.outcome === "fetched") {
    if (source.body === "feed" && request.why === "recheck") return { outcome: "present" };
    return await fromPage(address, outcome, source, now, deps);
  }
  if (source.body === "page-else-feed" && request.listing !== null) {
    const entry = await fromListing(request.listing, source, deps);
    if (entry.outcome === "read" && entry.reading.outcome === "read") return entry;
  }
  switch (outcome.outcome) {
    case "gone":
      return { outcome: "missing", status: outcome.status };
    case "failed":
      throw new FetchFailedError(`${request.url}: ${outcome.reason}`);
    case "blocked":
      return { outcome: "not-fetched", reason: `blocked: ${outcome.reason}`, isRefused: false };
    case "refused":
      return { outcome: "not-fetched", reason: outcome.reason, isRefused: true };
    case "not-modified":
      return { outcome: "present" };
  }
}

/** Reads kept bytes again, with today's reader; null where they are not kept. */
export async function readAgain(
  from: CaptureReference,
  url: string,
  source: Source,
  deps: Pick<MaterialDeps, "captures">,
): Promise<DocumentReading | null> {
  if (from.entryId !== null) {
    const listing = { url: from.url, capturedAt: from.capturedAt, entryId: from.entryId };
    const material = await fromListing(listing, source, deps);
    return material.outcome === "read" ? material.reading : null;
  }
  const capture = await deps.captures.get(from.url, from.capturedAt);
  if (capture === null) return null;
  const contentType = capture.headers["content-type"] ?? null;
  return readDocument(source, { url, bytes: capture.bytes, contentType });
}

async function fromListing(
  listing: NonNullable<CaptureRequest["listing"]>,
  source: Source,
  deps: Pick<MaterialDeps, "captures">,
): Promise<Material> {
  const { url, capturedAt, entryId } = listing;
  const capture = await deps.captures.get(url, capturedAt);
  if (capture === null) {
    return {
      outcome: "not-fetched",
      reason: `the listing ${url} of ${capturedAt} is not kept`,
      isRefused: false,
    };
  }
  const from = { url, capturedAt, sha256: capture.sha256, entryId };
  const contentType = capture.headers["content-type"] ?? null;
  const reading = readListing(source, { url, bytes: capture.bytes, contentType });
  if (reading.outcome === "unreadable") return { outcome: "read", from, reading };
  const entry = reading.entries.find((one) => one.entryId === entryId);
  if (entry === undefined) {
    return {
      outcome: "not-fetched",
      reason: `the listing ${url} of ${capturedAt} has no ${entryId}`,
      isRefused: false,
    };
  }
  return { outcome: "read", from, reading: readEntry(source, entry) };
}

async function fromPage(
  url: string,
  fetched: Extract<FetchOutcome, { outcome: "fetched" }>,
  source: Source,
  capturedAt: Instant,
  deps: MaterialDeps,
): Promise<Material> {
  const { bytes, status, headers } = fetched;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  await deps.captures.put({
    url,
    capturedAt,
    status,
    headers: relevantHeaders(headers),
    sha256,
    bytes,
  });
  const contentType = headers["content-type"] ?? null;
  const reading = readDocument(source, { url, bytes, contentType });
  return { outcome: "read", from: { url, capturedAt, sha256, entryId: null }, reading };
}
