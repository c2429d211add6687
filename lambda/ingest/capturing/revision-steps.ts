import { contentHash, countWords } from "../../readouts/content-hash.ts";
import type { ReadoutContent } from "../../readouts/readout.ts";
import type {
  CaptureReference,
  Cause,
  Change,
  Quiet,
  ReadoutHead,
  Revision,
} from "../../readouts/revision.ts";
import { msBetween } from "../../runtime/instant.ts";
import { READER_VERSION } from "../../sources/reader-version.ts";
import { nextRecheck, removalAfterMs } from "../recheck-times.ts";
import type { Observation, Step } from "./observation.ts";

interface Reading {
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
  return stepOf(observation, revision);
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
  return stepOf(observation, revision);
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
  const step = stepOf(observation, revision);
  return {
    ...step,
    head: { ...step.head, state: "removed", missingSince: head.missingSince },
  };
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

/** What a revision is called among the outcomes of captures. */
export function revisionOutcome({ revision, change }: Revision): string {
  return change === "removed" ? `revision ${revision}: removed` : `revision ${revision}`;
}

function stepOf({ request, head, observedAt, now }: Observation, revision: Revision): Step {
  const { content } = revision;
  const firstSeenAt = head?.firstSeenAt ?? observedAt;
  const publishedAt = content.publishedAt ?? { at: firstSeenAt, precision: "observed" as const };
  const { isContinued } = content;
  return {
    revision,
    outcome: revisionOutcome(revision),
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
        { isContinued, firstSeenAt, publishedAt: publishedAt.at, rechecks: 0 },
        now,
      ),
      rechecks: 0,
      askedAt: request.requestedAt,
      missingSince: null,
    },
  };
}
