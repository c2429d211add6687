import type { CaptureReference, ReadoutHead } from "../../readouts/revision.ts";
import { addMs } from "../../runtime/instant.ts";
import { READER_VERSION } from "../../sources/reader-version.ts";
import { nextRecheck, removalAfterMs } from "../recheck-times.ts";
import type { Observation, Step } from "./observation.ts";

const soonMs = 60 * 60 * 1000;

/** Rechecks rarely come six hours apart: an absence is looked at again when it would be a removal. */
export function stillMissing(observation: Observation, head: ReadoutHead): Step {
  const missingSince = head.missingSince ?? observation.observedAt;
  const next =
    head.state === "removed"
      ? lookedAt(observation, head)
      : { ...head, recheckAt: addMs(missingSince, removalAfterMs) };
  return { revision: null, head: { ...next, missingSince }, outcome: "missing" };
}

/** @param from null where only its presence was seen */
export function unchangedHead(
  observation: Observation,
  head: ReadoutHead,
  from: CaptureReference | null,
): Step {
  const next = lookedAt(observation, head);
  const { observedAt } = observation;
  return {
    revision: null,
    head: {
      ...next,
      reason: null,
      missingSince: null,
      ...(from === null
        ? {}
        : { capture: from, readerVersion: READER_VERSION, lastObservedAt: observedAt }),
    },
    outcome: "unchanged",
  };
}

/** What could not be read: its bytes are kept, and what was read before stays. */
export function unreadableHead(
  observation: Observation,
  from: CaptureReference,
  reason: string,
): Step {
  const { head } = observation;
  const next =
    head === null || head.latest === 0
      ? { ...emptyHead(observation), capture: from, reason }
      : {
          ...lookedAt(observation, head),
          reason,
          lastObservedAt: observation.observedAt,
          missingSince: null,
        };
  return { revision: null, head: next, outcome: `unreadable: ${reason}` };
}

/**
 * What could not be fetched: unknown readouts are put down as such. Of known ones a listing said that
 * something changed, so they are looked at soon; a recheck that failed is followed by the next.
 */
export function withoutText(observation: Observation, reason: string, isRefused = false): Step {
  const { head, request, now } = observation;
  const outcome = `not fetched: ${reason}`;
  if (head === null || head.latest === 0) {
    return { revision: null, head: { ...emptyHead(observation, isRefused), reason }, outcome };
  }
  const next =
    request.why === "recheck"
      ? lookedAt(observation, head)
      : { ...head, rechecks: 0, recheckAt: addMs(now, soonMs) };
  return { revision: null, head: next, outcome };
}

/** What is refused is looked for again as rarely as what was looked at this often. */
const refusedRechecks = 4;

function emptyHead(observation: Observation, isRefused = false): ReadoutHead {
  const { request, head, observedAt, now } = observation;
  const publishedAt = { at: head?.firstSeenAt ?? observedAt, precision: "observed" } as const;
  const rechecks = Math.max(head === null ? 0 : head.rechecks + 1, isRefused ? refusedRechecks : 0);
  const firstSeenAt = head?.firstSeenAt ?? observedAt;
  return {
    readoutId: request.readoutId,
    sourceId: request.sourceId,
    url: request.url,
    state: "unreadable",
    reason: null,
    latest: 0,
    contentHash: null,
    readerVersion: READER_VERSION,
    title: request.url,
    kind: "other",
    language: "und",
    publishedAt,
    eventDate: null,
    place: null,
    countries: [],
    isContinued: false,
    words: 0,
    quiet: head?.quiet ?? request.quiet,
    firstSeenAt,
    lastObservedAt: observedAt,
    capture: { url: request.url, capturedAt: observedAt, sha256: "", entryId: null },
    recheckAt: nextRecheck(
      { isContinued: false, firstSeenAt, publishedAt: publishedAt.at, rechecks },
      now,
    ),
    rechecks,
    askedAt: request.requestedAt,
    missingSince: null,
  };
}

/**
 * The head after a look at the document. `lastObservedAt` stays: it is the time of content, and a
 * listing read at the same moment may still bring some.
 */
function lookedAt({ request, now }: Observation, head: ReadoutHead): ReadoutHead {
  const { requestedAt } = request;
  if (head.askedAt !== null && head.askedAt >= requestedAt) return head;
  const rechecks = head.rechecks + 1;
  const recheckAt = nextRecheck({ ...head, publishedAt: head.publishedAt.at, rechecks }, now);
  return { ...head, rechecks, recheckAt, askedAt: requestedAt };
}
