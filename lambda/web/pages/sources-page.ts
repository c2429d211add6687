import type { SourceSummary } from "../../archive/sources-table.ts";
import type { Source } from "../../sources/source.ts";
import { languageName } from "./language.ts";
import { address, type Html, markup, outsideLink } from "./markup.ts";
import { momentHtml } from "./times.ts";

/** A source, and what is known of its health; null where it was never polled. */
export interface SourceHealth {
  readonly source: Source;
  readonly state: SourceSummary | null;
}

export function sourcesHtml(all: readonly SourceHealth[]): Html {
  return markup`<h1>Sources</h1>
<p>The press offices that are watched, and how it goes. What one of them publishes is here minutes later.</p>
<ul class="cards">${all.map(cardHtml)}</ul>`;
}

function cardHtml({ source, state }: SourceHealth): Html {
  return markup`<li>
<h2><a href="${address("/readouts", { source: source.id })}">${source.name}</a></h2>
<p class="health ${healthOf(state)}">${healthWords(state)}</p>
<dl class="facts">
<div><dt>Last read</dt><dd>${momentOr(state?.lastSuccessAt ?? null, "not yet")}</dd></div>
<div><dt>Last news</dt><dd>${momentOr(state?.lastNewEntryAt ?? null, "none yet")}</dd></div>
<div><dt>Asked</dt><dd>every ${source.pollMinutes} minutes</dd></div>
<div><dt>Language</dt><dd>${languageName(source.language)}</dd></div>
<div><dt>Website</dt><dd>${outsideLink(source.homepage, source.homepage)}</dd></div>
<div><dt>Licence</dt><dd>${source.licence}</dd></div>
</dl></li>`;
}

function momentOr(at: string | null, none: string): Html | string {
  return at === null ? none : momentHtml(at, "UTC");
}

export function healthOf(state: SourceSummary | null): "well" | "failing" | "new" {
  if (state === null) return "new";
  return state.lastProblem === null ? "well" : "failing";
}

function healthWords(state: SourceSummary | null): string {
  if (state === null) return "Not asked yet";
  const { failures, lastProblem } = state;
  if (lastProblem === null) return "Well";
  return `Could not be read${failures > 1 ? ` the last ${failures} times` : ""}: ${lastProblem}`;
}
