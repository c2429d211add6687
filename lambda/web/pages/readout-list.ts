import type { Hit } from "../../archive/search/hit.ts";
import type { Snippet } from "../../query/snippets/snippets.ts";
import type { ReadoutHead } from "../../readouts/revision.ts";
import type { Catalogue } from "../../sources/catalogue.ts";
import { directionOf } from "./language.ts";
import { address, type Html, markup, readoutPath } from "./markup.ts";
import { clockHtml, dayOf, longDayHtml, publishedHtml } from "./times.ts";

type Sources = Pick<Catalogue, "get">;

/** Readouts under the day they were published on, as they come: newest first. */
export function readoutsByDay(heads: readonly ReadoutHead[], sources: Sources): Html {
  const days: { readonly day: string; readonly heads: ReadoutHead[] }[] = [];
  for (const head of heads) {
    const day = dayOf(head.publishedAt.at, timeZoneOf(head, sources));
    const last = days.at(-1);
    if (last?.day === day) last.heads.push(head);
    else days.push({ day, heads: [head] });
  }
  return markup`${days.map(
    (one) => markup`<section class="day"><h2>${longDayHtml(one.day)}</h2>
<ol class="list">${one.heads.map((head) => itemHtml(head, sources, clockHtml, []))}</ol></section>`,
  )}`;
}

/** What a search found, with the passages that it found. */
export function hitList(hits: readonly Hit[], sources: Sources): Html {
  return markup`<ol class="list">${hits.map(({ head, snippets }) => itemHtml(head, sources, publishedHtml, snippets))}</ol>`;
}

function itemHtml(
  head: ReadoutHead,
  sources: Sources,
  whenHtml: typeof publishedHtml,
  snippets: readonly Snippet[],
): Html {
  const { language, title, place, publishedAt } = head;
  const name = sources.get(head.sourceId)?.name ?? head.sourceId;
  return markup`<li>
<h3 lang="${language}" dir="${directionOf(language)}"><a href="${readoutPath(head.readoutId)}"><bdi>${title}</bdi></a></h3>
<p class="about"><span>${name}</span> <span>${whenHtml(publishedAt, timeZoneOf(head, sources))}</span>${
    place === null ? "" : markup` <span><bdi lang="${language}">${place}</bdi></span>`
  }</p>
${snippets.map(snippetHtml)}
${marks(head)}</li>`;
}

export function timeZoneOf({ sourceId }: Pick<ReadoutHead, "sourceId">, sources: Sources): string {
  return sources.get(sourceId)?.timeZone ?? "UTC";
}

/** What a reader must know of a readout at first sight. */
export function marks({ isContinued, latest, state }: ReadoutHead): Html {
  const all = [
    ...(isContinued ? [markup`<li class="strong">To be continued</li>`] : []),
    ...(latest > 1 ? [markup`<li>${latest} revisions</li>`] : []),
    ...(state === "removed" ? [markup`<li class="strong">Taken down at the source</li>`] : []),
    ...(state === "unreadable" ? [markup`<li class="strong">Not readable yet</li>`] : []),
  ];
  return all.length === 0 ? markup`` : markup`<ul class="marks">${all}</ul>`;
}

function snippetHtml({ speaker, parts, language, direction }: Snippet): Html {
  return markup`<blockquote class="snippet" lang="${language}" dir="${direction}">${
    speaker === null ? "" : markup`<span class="speaker"><bdi>${speaker}</bdi>:</span> `
  }${parts.map(({ text, marked }) => (marked ? markup`<mark>${text}</mark>` : text))}</blockquote>`;
}

/** A link to the page that follows. */
export function nextLink(
  text: string,
  path: string,
  parameters: Readonly<Record<string, string>>,
): Html {
  return markup`<p class="next"><a class="button plain" rel="next" href="${address(path, parameters)}">${text}</a></p>`;
}
