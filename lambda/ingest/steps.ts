import { contentHash, countWords } from "../readouts/content-hash.ts";
import type { ReadoutContent } from "../readouts/readout.ts";
import type {
  CaptureReference,
  Cause,
  Change,
  Quiet,
  ReadoutHead,
  Revision,
} from "../readouts/revision.ts";
import { msBetween, type Instant } from "../runtime/instant.ts";
import { READER_VERSION } from "../sources/reader-version.ts";
import type { CaptureRequest } from "./capture-request.ts";
import { nextRecheck, removalAfterMs } from "./recheck-times.ts";

/** One change of the archive: the head, with a revision or without, and what to call it. */
export interface Step {
  readonly revision: Revision | null;
  readonly head: ReadoutHead;
  readonly outcome: string;
}

/** What a step is made of, besides what was read. */
export interface Observation {
  readonly request: CaptureRequest;
  readonly head: ReadoutHead | null;
  readonly observedAt: Instant;
  readonly now: Instant;
}

interface Reading {
  readonly head: ReadoutHead;
  readonly latest: Revision;
  readonly from: CaptureReference;
  readonly content: ReadoutContent;
}

/** Older than this when first seen, a readout is no news. */
const oldAfterMs = 7 * 24 * 60 * 60 * 1000;

export function firstRevision(
  observation: Observation,
  from: CaptureReference,
  content: ReadoutContent,
): Step {
  const { request, head, observedAt } = observation;
  const publishedAt = content.publishedAt?.at ?? observedAt;
  const isOld = msBetween(publishedAt, observedAt) > oldAfterMs;
  const revision = makeRevision(observation, {
    number: 1,
    previousHash: null,
    cause: "source",
    change: "new",
    quiet: request.quiet ?? head?.quiet ?? (isOld ? "old" : null),
    from,
    content,
  });
  return stepOf(observation, revision, 0);
}

/**
 * The revision that follows, still without its cause, which takes a look at the archive to know.
 * @returns null where the content is the same
 */
export function nextRevision(
  observation: Observation,
  { latest, from, content }: Reading,
): { readonly hash: string; withCause(cause: Cause): Step } | null {
  const hash = contentHash(content);
  if (hash === latest.contentHash) return null;
  const change: Change =
    latest.content.isContinued && !content.isContinued ? "completed" : "edited";
  return {
    hash,
    withCause: (cause) =>
      stepOf(
        observation,
        makeRevision(observation, {
          number: latest.revision + 1,
          previousHash: latest.contentHash,
          cause,
          change,
          quiet: observation.request.quiet ?? (cause === "reader" ? "reader" : null),
          from,
          content,
        }),
        0,
      ),
  };
}

/** What was removed and is there again, as it was. */
export function restoration(observation: Observation, { latest, from, content }: Reading): Step {
  const revision = makeRevision(observation, {
    number: latest.revision + 1,
    previousHash: latest.contentHash,
    cause: "source",
    change: "restored",
    quiet: observation.request.quiet,
    from,
    content,
  });
  return stepOf(observation, revision, 0);
}

/** @returns null where it has not been missing long enough, or its removal is recorded already */
export function removal(
  observation: Observation,
  head: ReadoutHead,
  latest: Revision,
): Step | null {
  const { observedAt } = observation;
  if (head.state === "removed" || head.missingSince === null) return null;
  if (msBetween(head.missingSince, observedAt) < removalAfterMs) return null;
  const revision: Revision = {
    ...latest,
    revision: latest.revision + 1,
    observedAt,
    previousHash: latest.contentHash,
    cause: "source",
    change: "removed",
    quiet: observation.request.quiet,
  };
  const { head: next, outcome } = stepOf(observation, revision, 0);
  return {
    revision,
    head: { ...next, state: "removed", missingSince: head.missingSince },
    outcome: `${outcome}: removed`,
  };
}

export function stillMissing(observation: Observation, head: ReadoutHead): Step {
  const next = lookedAt(observation, head);
  return {
    revision: null,
    head: { ...next, missingSince: head.missingSince ?? observation.observedAt },
    outcome: "missing",
  };
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
      : { ...lookedAt(observation, head), reason, lastObservedAt: observation.observedAt };
  return { revision: null, head: next, outcome: `unreadable: ${reason}` };
}

/** What could not be fetched: known readouts are looked at later, unknown ones are put down as such. */
export function withoutText(observation: Observation, reason: string): Step {
  const { head } = observation;
  const outcome = `not fetched: ${reason}`;
  if (head !== null && head.latest > 0) {
    return { revision: null, head: lookedAt(observation, head), outcome };
  }
  return { revision: null, head: { ...emptyHead(observation), reason }, outcome };
}

function emptyHead(observation: Observation): ReadoutHead {
  const { request, head, observedAt, now } = observation;
  const publishedAt = { at: head?.firstSeenAt ?? observedAt, precision: "observed" } as const;
  const rechecks = head === null ? 0 : head.rechecks + 1;
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
    missingSince: null,
  };
}

/**
 * The head after a look at the document. `lastObservedAt` stays: it is the time of content, and a
 * listing read at the same moment may still bring some.
 */
function lookedAt({ now }: Observation, head: ReadoutHead): ReadoutHead {
  const rechecks = head.rechecks + 1;
  const recheckAt = nextRecheck({ ...head, publishedAt: head.publishedAt.at, rechecks }, now);
  return { ...head, rechecks, recheckAt };
}

function makeRevision(
  { request, observedAt }: Observation,
  its: {
    readonly number: number;
    readonly previousHash: string | null;
    readonly cause: Cause;
    readonly change: Change;
    readonly quiet: Quiet;
    readonly from: CaptureReference;
    readonly content: ReadoutContent;
  },
): Revision {
  return {
    readoutId: request.readoutId,
    revision: its.number,
    sourceId: request.sourceId,
    url: request.url,
    observedAt,
    contentHash: contentHash(its.content),
    previousHash: its.previousHash,
    cause: its.cause,
    change: its.change,
    quiet: its.quiet,
    readerVersion: READER_VERSION,
    capture: its.from,
    content: its.content,
  };
}

function stepOf(
  { head, observedAt, now }: Observation,
  revision: Revision,
  rechecks: number,
): Step {
  const { content } = revision;
  const firstSeenAt = head?.firstSeenAt ?? observedAt;
  const publishedAt = content.publishedAt ?? { at: firstSeenAt, precision: "observed" as const };
  const { isContinued } = content;
  return {
    revision,
    outcome: `revision ${revision.revision}`,
    head: {
      readoutId: revision.readoutId,
      sourceId: revision.sourceId,
      url: revision.url,
      state: "readable",
      reason: null,
      latest: revision.revision,
      contentHash: revision.contentHash,
      readerVersion: revision.readerVersion,
      title: content.title,
      kind: content.kind,
      language: content.language,
      publishedAt,
      eventDate: content.eventDate,
      place: content.place,
      countries: content.countries.map(({ country }) => country),
      isContinued,
      words: countWords(content),
      quiet: head?.quiet ?? revision.quiet,
      firstSeenAt,
      lastObservedAt: observedAt,
      capture: revision.capture,
      recheckAt: nextRecheck(
        { isContinued, firstSeenAt, publishedAt: publishedAt.at, rechecks },
        now,
      ),
      rechecks,
      missingSince: null,
    },
  };
}
