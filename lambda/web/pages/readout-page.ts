import type { Difference } from "../../readouts/difference.ts";
import type { ReadoutHead, Revision } from "../../readouts/revision.ts";
import type { Source } from "../../sources/source.ts";
import { changesHtml, historyHtml } from "./changes.ts";
import { countryName, directionOf, languageName } from "./language.ts";
import { address, type Html, markup, outsideLink, readoutPath } from "./markup.ts";
import { textHtml } from "./readout-text.ts";
import { daysHtml, momentHtml, publishedHtml } from "./times.ts";

export interface ReadoutPage {
  readonly head: ReadoutHead;
  /** Null where the catalogue no longer knows it. */
  readonly source: Source | null;
  readonly revision: Revision;
  /** All of the readout's revisions, oldest first. */
  readonly revisions: readonly Revision[];
  /** Other sources' readouts that say the same, as `copiesHtml` lists them. */
  readonly copies: Html;
  /** Against the revision before; null where there is none, or none is asked for. */
  readonly difference: Difference | null;
}

/** One revision of a readout: what it says, who says it, and where we have it from. */
export function readoutHtml(its: ReadoutPage): Html {
  const { head, source, revision, revisions, difference } = its;
  const { content } = revision;
  const direction = directionOf(content.language);
  const kind = content.kind === "other" ? "" : markup` <span>${capital(content.kind)}</span>`;
  return markup`<article lang="${content.language}" dir="${direction}">
<p class="about" lang="en" dir="ltr"><a href="${address("/readouts", { source: head.sourceId })}">${source?.name ?? head.sourceId}</a>${kind}</p>
<h1><bdi>${content.title}</bdi></h1>
${notes(its)}
${facts(its)}
${difference === null ? "" : changesHtml(difference, revision.revision - 1)}
<div class="text"><h2 class="unseen" lang="en" dir="ltr">Text</h2>
${textHtml(content)}</div>
</article>
${its.copies}
${historyHtml(revisions, revision.revision)}
${proof(revision)}`;
}

function capital(kind: string): string {
  return `${kind.slice(0, 1).toUpperCase()}${kind.slice(1).replaceAll("-", " ")}`;
}

/** What must be known before the text is quoted. */
function notes({ head, revision }: ReadoutPage): Html {
  const latest = markup`<a href="${readoutPath(head.readoutId)}">See the latest, revision ${head.latest}</a>`;
  const all = [
    ...(revision.revision < head.latest
      ? [markup`This is revision ${revision.revision} of ${head.latest}. ${latest}.`]
      : []),
    ...(head.state === "removed"
      ? [
          markup`The press office has taken this readout down. Here is what it said; it was gone when we looked on ${momentHtml(head.lastObservedAt, "UTC")}.`,
        ]
      : []),
    ...(head.state === "unreadable"
      ? [
          markup`What the press office shows now cannot be read (${head.reason ?? "no reason known"}). Here is the last that could.`,
        ]
      : []),
    ...(revision.content.isContinued
      ? [markup`Unfinished: the press office says that it will be continued.`]
      : []),
  ];
  return markup`${all.map((one) => markup`<p class="note" lang="en" dir="ltr">${one}</p>`)}`;
}

/** Place, people, and the four clocks: when it was, was published, was found, and was looked at last. */
function facts({ head, source, revision }: ReadoutPage): Html {
  const { content } = revision;
  const zone = source?.timeZone ?? "UTC";
  const names = content.participants.map(({ name }) => name);
  const countries = content.countries.map(({ country }) => countryName(country));
  return markup`<dl class="facts" lang="en" dir="ltr">
${content.place === null ? "" : row("Place", markup`<bdi lang="${content.language}">${content.place}</bdi>`)}
${content.eventDate === null ? "" : row("Event", daysHtml(content.eventDate))}
${row("Published", content.publishedAt === null ? "not stated" : publishedHtml(content.publishedAt, zone))}
${row("First seen", momentHtml(head.firstSeenAt, "UTC"))}
${row("Last checked", momentHtml(head.lastObservedAt, "UTC"))}
${content.origin === null ? "" : row("Taken from", markup`<bdi>${content.origin.name}</bdi>`)}
${names.length === 0 ? "" : row("People", markup`<bdi lang="${content.language}">${names.join(", ")}</bdi>`)}
${countries.length === 0 ? "" : row("Countries", countries.join(", "))}
${row("Language", languageName(content.language))}
${row("Original", outsideLink(revision.url, revision.url))}
</dl>`;
}

function row(label: string, value: Html | string): Html {
  return markup`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}

function proof({ capture }: Revision): Html {
  return markup`<p class="proof quiet">Read from ${outsideLink(capture.url, capture.url)} as it was at
${momentHtml(capture.capturedAt, "UTC")}; SHA-256 of its bytes: <code>${capture.sha256}</code></p>`;
}

/** A readout whose bytes are kept, though nothing could be read from them yet. */
export function unreadableHtml(head: ReadoutHead, source: Source | null): Html {
  return markup`<p class="about">${source?.name ?? head.sourceId}</p>
<h1><bdi>${head.title === "" ? head.readoutId : head.title}</bdi></h1>
<p class="note">This readout is archived, but could not be read yet: ${head.reason ?? "no reason known"}. It is read again
when our reader has learned how; its original is at ${outsideLink(head.url, head.url)}.</p>`;
}
