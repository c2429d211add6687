import type { Hit, SearchPage } from "../archive/search/hit.ts";
import type { ReadoutHead, Revision } from "../readouts/revision.ts";

/*
 * What programs are given, by HTTP and by the command line: the archive's own words, less what only its keeping needs. docs/api.md promises
 * these fields.
 */

/** The latest of a readout, without its text. */
export function headJson(head: ReadoutHead) {
  return {
    readoutId: head.readoutId,
    sourceId: head.sourceId,
    url: head.url,
    state: head.state,
    reason: head.reason,
    latest: head.latest,
    title: head.title,
    kind: head.kind,
    language: head.language,
    publishedAt: head.publishedAt,
    eventDate: head.eventDate,
    place: head.place,
    countries: head.countries,
    isContinued: head.isContinued,
    words: head.words,
    firstSeenAt: head.firstSeenAt,
    lastObservedAt: head.lastObservedAt,
  };
}

function hitJson({ head, snippets }: Hit) {
  return { head: headJson(head), snippets };
}

export function hitsJson(hits: SearchPage["hits"]) {
  return hits.map(hitJson);
}

/** A revision without its text, as lists have it. */
export function revisionLineJson({
  revision,
  observedAt,
  change,
  cause,
  contentHash,
}: Pick<Revision, "revision" | "observedAt" | "change" | "cause" | "contentHash">) {
  return { revision, observedAt, change, cause, contentHash };
}

export function revisionJson(revision: Revision) {
  const { previousHash, url, capture, content } = revision;
  return { ...revisionLineJson(revision), previousHash, url, capture, content };
}
