import type { CapturesTable } from "../archive/captures-table.ts";
import type { ReadoutsTable } from "../archive/readouts-table.ts";
import type { ReadoutHead, Revision } from "../readouts/revision.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Instant } from "../runtime/instant.ts";
import type { Log } from "../runtime/log.ts";
import type { Catalogue } from "../sources/catalogue.ts";
import type { Source } from "../sources/source.ts";
import type { CaptureRequest } from "./capture-request.ts";
import { causeOf } from "./cause.ts";
import { getMaterial, type Material, type MaterialDeps } from "./material.ts";
import {
  firstRevision,
  nextRevision,
  removal,
  restoration,
  type Step,
  stillMissing,
  unchangedHead,
  unreadableHead,
  withoutText,
} from "./steps.ts";

export interface CaptureDeps extends MaterialDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly catalogue: Pick<Catalogue, "get">;
  readonly captures: Pick<CapturesTable, "put" | "get" | "recordOutcome">;
  readonly readouts: ReadoutsTable;
}

export interface CaptureReport {
  readonly readoutId: string;
  /** `revision 2`, `unchanged`, `unreadable: …`, `missing`, `not fetched: …`, `stale`. */
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

  const isFromListing = source.body === "feed" && request.listing !== null;
  const observedAt = isFromListing && request.listing !== null ? request.listing.capturedAt : now;
  const known = await deps.readouts.head(readoutId);
  if (known !== null && known.lastObservedAt >= observedAt) {
    return await alreadyTaken(request, known, observedAt, deps);
  }
  const material = await getMaterial(request, source, now, deps);

  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const head = attempt === 1 ? known : await deps.readouts.head(readoutId);
    if (head !== null && head.lastObservedAt >= observedAt) {
      return await alreadyTaken(request, head, observedAt, deps);
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

export interface Situation {
  readonly request: CaptureRequest;
  readonly source: Source;
  readonly material: Material;
  readonly head: ReadoutHead | null;
  /** When what we hold was seen: of the listing, or of the document. */
  readonly observedAt: Instant;
  readonly now: Instant;
}

/** What to write; null where nothing is to be. */
async function decide(situation: Situation, deps: CaptureDeps): Promise<Step | null> {
  const { material, head, source } = situation;
  if (material.outcome === "missing") {
    const latest = head === null ? null : await deps.readouts.latest(head.readoutId);
    if (head === null || latest === null) return withoutText(situation, `HTTP ${material.status}`);
    return removal(situation, head, latest) ?? stillMissing(situation, head);
  }
  if (material.outcome === "present")
    return head === null ? null : unchangedHead(situation, head, null);
  if (material.outcome === "not-fetched") return withoutText(situation, material.reason);
  const { reading, from } = material;
  if (reading.outcome === "unreadable") return unreadableHead(situation, from, reading.reason);

  const { content } = reading;
  const latest = head === null ? null : await deps.readouts.latest(head.readoutId);
  if (head === null || latest === null) return firstRevision(situation, from, content);
  const next = nextRevision(situation, { head, latest, from, content });
  if (next === null) {
    return head.state === "removed"
      ? restoration(situation, { head, latest, from, content })
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

/** Seen at this time before: a second run after a crash notes what the first one did. */
async function alreadyTaken(
  request: CaptureRequest,
  head: ReadoutHead,
  observedAt: Instant,
  deps: CaptureDeps,
): Promise<CaptureReport> {
  if (head.lastObservedAt > observedAt) return report(request, "stale", deps);
  const latest: Revision | null = await deps.readouts.latest(head.readoutId);
  const outcome =
    latest?.observedAt === observedAt
      ? `revision ${latest.revision}`
      : head.reason === null
        ? "unchanged"
        : `unreadable: ${head.reason}`;
  const takenFrom = head.capture.entryId === null ? null : head.capture;
  await deps.captures.recordOutcome(request.url, observedAt, {
    readoutId: head.readoutId,
    outcome,
    takenFrom,
  });
  return report(request, outcome, deps);
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
