import type { QueryPreview } from "../../archive/preview/preview.ts";
import type { UnseenWord } from "../../archive/preview/word-watch.ts";
import type { Catalogue } from "../../sources/catalogue.ts";
import { address, type Html, markup } from "./markup.ts";
import { hitList } from "./readout-list.ts";
import { weekChart } from "./week-chart.ts";

/** Above this a person stops reading them. */
const tooManyADay = 20;

export interface PreviewOf {
  readonly preview: QueryPreview;
  readonly query: string;
  /** Mails one by one, or in a digest. */
  readonly isImmediate: boolean;
}

/** How often an alert would have come, and what to mend in its search: stands beside the search. */
export function previewSummary({ preview, query, isImmediate }: PreviewOf): Html {
  const { hits, looked, weeks, unseen } = preview;
  const mails = mailsADay(preview);
  return markup`<section aria-labelledby="preview"><h2 id="preview">What it would have found</h2>
${
  isImmediate && mails > tooManyADay
    ? markup`<p class="note">In its busiest week this search would have sent you about ${mails} mails a day. Narrow it, or choose “Once a day” below: then they come in one.</p>`
    : ""
}
${unseen.map((word) => unseenHtml(word, query, looked))}
${
  hits.length === 0
    ? markup`<p>Nothing among the newest ${counted(looked)}. If you expected something, try other words; if not, the alert waits for the first.</p>`
    : markup`${weekChart(weeks)}<p><a href="#last">${lastWords(hits.length)} with the words that matched</a></p>`
}</section>`;
}

/** The last ones, with their passages: stands after the form. */
export function previewHits({ hits }: QueryPreview, sources: Pick<Catalogue, "get">): Html {
  if (hits.length === 0) return markup``;
  return markup`<section aria-labelledby="last"><h2 id="last" tabindex="-1">${lastWords(hits.length)}</h2>
${hitList(hits, sources)}</section>`;
}

function lastWords(hits: number): string {
  return hits === 1 ? "The last one" : `The last ${hits}`;
}

/** In the busiest of the weeks shown. */
export function mailsADay({ weeks }: QueryPreview): number {
  return Math.round(Math.max(0, ...weeks.map(({ matches }) => matches)) / 7);
}

export function isTooMany(preview: QueryPreview): boolean {
  return mailsADay(preview) > tooManyADay;
}

function unseenHtml({ word, suggestion }: UnseenWord, query: string, looked: number): Html {
  const said = markup`<bdi>“${word}”</bdi> does not occur in the newest ${counted(looked)}.`;
  if (suggestion === null) return markup`<p class="note">${said}</p>`;
  const better = query.includes(word) ? query.replace(word, () => suggestion) : suggestion;
  return markup`<p class="note">${said} Did you mean <a href="${address("/subscribe", { q: better })}"><bdi>${suggestion}</bdi></a>?</p>`;
}

function counted(readouts: number): string {
  return readouts === 1 ? "readout" : `${readouts} readouts`;
}
