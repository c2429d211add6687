import type { CapturesTable } from "../archive/captures-table.ts";
import type { ReadoutsTable } from "../archive/readouts-table.ts";
import type { CaptureReference, ReadoutHead } from "../readouts/revision.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Instant } from "../runtime/instant.ts";
import type { Log } from "../runtime/log.ts";
import type { Catalogue } from "../sources/catalogue.ts";
import type { Source } from "../sources/source.ts";
import type { CaptureRequest } from "./capture-request.ts";
import { causeOf } from "./capturing/cause.ts";
import {
  stillMissing,
  unchangedHead,
  unreadableHead,
  withoutText,
} from "./capturing/head-steps.ts";
import { getMaterial, type Material, type MaterialDeps } from "./capturing/material.ts";
import type { Observation, Step } from "./capturing/observation.ts";
import {
  firstRevision,
  nextRevision,
  removal,
  restoration,
  revisionOutcome,
} from "./capturing/revision-steps.ts";

export interface CaptureDeps extends MaterialDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly catalogue: Pick<Catalogue, "get">;
  readonly captures: Pick<CapturesTable, "put" | "get" | "recordOutcome">;
  readonly readouts: ReadoutsTable;
}

export interface CaptureReport {
  readonly readoutId: string;
  /** `revision 2`, `unchanged`, `unreadable: …`, `missing`, `not fetched: …`, `late: …`. */
  readonly outcome: string;
}

/** Somebody else wrote the same readout meanwhile; more than this often, the queue tries again. */
const maxAttempts = 3;

/**
 * Captures one document: keeps its bytes, reads them, and stores a revision if the content differs
 * from the latest. The same capture again, or an older one, changes nothing.
 * @throws FetchFailedError where the queue is to try again
 */
export async function captureDocument(
  request: CaptureRequest,
  deps: CaptureDeps,
): Promise<CaptureReport> {
  const { readoutId, url } = request;
  const source = deps.catalogue.get(request.sourceId);
  if (source === null)
    return report(request, "not fetched: its source is not in the catalogue", deps);
  const now = deps.clock.now();

  const listing = source.body === "feed" ? request.listing : null;
  const observedAt = listing?.capturedAt ?? now;
  const known = await deps.readouts.head(readoutId);
  if (known !== null && isTaken(known, { request, listing, now })) {
    return await alreadyTaken(request, known, listing, deps);
  }
  const material = await getMaterial(request, source, now, deps);

  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const head = attempt === 1 ? known : await deps.readouts.head(readoutId);
    if (head !== null && isTaken(head, { request, listing, now })) {
      return await alreadyTaken(request, head, listing, deps);
    }
    const step = await decide({ request, source, material, head, observedAt, now }, deps);
    if (step !== null && (await store(step, head, deps)) === "stale") continue;
    const outcome = step?.outcome ?? describe(material);
    const takenFrom =
      material.outcome === "read" && material.from.entryId !== null ? material.from : null;
    await deps.captures.recordOutcome(url, observedAt, { readoutId, outcome, takenFrom });
    return report(request, outcome, deps);
  }
  throw new Error(`${readoutId} was changed by others ${maxAttempts} times in a row`);
}

interface ListingOf {
  /** The captured listing that carries the text; null where the document itself is fetched. */
  readonly listing: CaptureRequest["listing"];
}

interface Situation extends Observation {
  readonly source: Source;
  readonly material: Material;
}

/**
 * Whether what the request is to bring is known already: a listing's entry as of when it was captured,
 * a page as of when it was asked for (or as of now, where the clock was put back: a replay run again).
 * Where nothing could be read yet, any listing's text is new.
 */
function isTaken(
  head: ReadoutHead,
  { request, listing, now }: Pick<Situation, "request" | "now"> & ListingOf,
): boolean {
  if (listing === null) {
    return head.lastObservedAt >= request.requestedAt || head.lastObservedAt >= now;
  }
  const hasText = head.latest > 0 || head.capture.entryId !== null;
  return hasText && head.lastObservedAt >= listing.capturedAt;
}

/** What to write; null where nothing is to be. */
async function decide(situation: Situation, deps: CaptureDeps): Promise<Step | null> {
  const { material, head, source } = situation;
  if (material.outcome === "missing") {
    const latest = head === null ? null : await deps.readouts.latest(head.readoutId);
    if (head === null || latest === null) return withoutText(situation, `HTTP ${material.status}`);
    return removal(situation, head, latest) ?? stillMissing(situation, head);
  }
  if (material.outcome === "present") {
    if (head === null) return null;
    const latest = head.state === "removed" ? await deps.readouts.latest(head.readoutId) : null;
    return latest === null
      ? unchangedHead(situation, head, null)
      : restoration(situation, { latest, from: latest.capture, content: latest.content });
  }
  if (material.outcome === "not-fetched") {
    return withoutText(situation, material.reason, material.isRefused);
  }
  const { reading, from } = material;
  if (reading.outcome === "unreadable") return unreadableHead(situation, from, reading.reason);

  const { content, problems } = reading;
  for (const { what, where } of problems) {
    deps.log.warn("a document's problem", { url: situation.request.url, problem: what, where });
  }
  const latest = head === null ? null : await deps.readouts.latest(head.readoutId);
  if (head === null || latest === null) return firstRevision(situation, from, content);
  const next = nextRevision(situation, { latest, from, content });
  if (next === null) {
    return head.state === "removed"
      ? restoration(situation, { latest, from, content })
      : unchangedHead(situation, head, from);
  }
  const cause = await causeOf({ source, latest, from, hash: next.hash }, deps);
  return next.withCause(cause);
}

async function store(
  { revision, head }: Step,
  previous: ReadoutHead | null,
  { readouts }: CaptureDeps,
): Promise<"stored" | "stale"> {
  return revision === null
    ? await readouts.touch(head, previous)
    : await readouts.append(revision, head, previous);
}

/** A second run after a crash notes what the first one did; a late message, that it is late. */
async function alreadyTaken(
  request: CaptureRequest,
  head: ReadoutHead,
  listing: CaptureRequest["listing"],
  deps: CaptureDeps,
): Promise<CaptureReport> {
  const { readoutId, url } = request;
  const observedAt = listing?.capturedAt ?? head.lastObservedAt;
  const revisions = head.latest === 0 ? [] : await deps.readouts.revisions(readoutId);
  const made = revisions.find((revision) => revision.observedAt === observedAt);
  const outcome = made === undefined ? takenOutcome(head, observedAt) : revisionOutcome(made);
  const from = made?.capture ?? head.capture;
  const isOfThis = from.capturedAt === observedAt && from.entryId !== null;
  const takenFrom = isOfThis ? from : await entryOf(listing, head, deps);
  await deps.captures.recordOutcome(url, observedAt, { readoutId, outcome, takenFrom });
  return report(request, outcome, deps);
}

/** The entry that was taken into account without becoming the head's: it could not be read. */
async function entryOf(
  listing: CaptureRequest["listing"],
  head: ReadoutHead,
  { captures }: CaptureDeps,
): Promise<CaptureReference | null> {
  const wasFetched = head.capture.sha256 !== "";
  if (listing === null || !wasFetched || head.lastObservedAt !== listing.capturedAt) return null;
  const capture = await captures.get(listing.url, listing.capturedAt);
  return capture === null ? null : { ...listing, sha256: capture.sha256 };
}

function takenOutcome(head: ReadoutHead, observedAt: Instant): string {
  if (head.lastObservedAt > observedAt) return `late: ${head.lastObservedAt} is known already`;
  if (head.reason === null) return "unchanged";
  return head.capture.sha256 !== "" ? `unreadable: ${head.reason}` : `not fetched: ${head.reason}`;
}

function describe(material: Material): string {
  switch (material.outcome) {
    case "missing":
      return "missing";
    case "present":
      return "unchanged";
    case "not-fetched":
      return `not fetched: ${material.reason}`;
    case "read":
      return "unchanged";
  }
}

function report(request: CaptureRequest, outcome: string, { log }: CaptureDeps): CaptureReport {
  const { readoutId, sourceId, why } = request;
  log.info("a document was captured", { readoutId, sourceId, why, outcome });
  return { readoutId, outcome };
}
