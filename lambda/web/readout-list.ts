import type { Hit } from "../archive/search.ts";
import type { Snippet } from "../query/snippets.ts";
import type { ReadoutHead } from "../readouts/revision.ts";
import type { SiteDeps } from "./site-deps.ts";
import { type Html, markup } from "./page.ts";
import { publishedHtml } from "./times.ts";

/** Readouts, one below the other, with passages where a search found them. */
export function readoutList(
  hits: readonly Pick<Hit, "head" | "snippets">[],
  { catalogue }: Pick<SiteDeps, "catalogue">,
): Html {
  return markup`<ol class="list">${hits.map(({ head, snippets }) => {
    const source = catalogue.get(head.sourceId);
    return markup`<li>
<h3 lang="${head.language}"><a href="/readouts/${encodeURIComponent(head.readoutId)}"><bdi>${head.title}</bdi></a></h3>
<p class="quiet">${source?.name ?? head.sourceId} · ${publishedHtml(head.publishedAt, source?.timeZone ?? "UTC")} ${marks(head)}</p>
${snippets.map(snippetHtml)}
</li>`;
  })}</ol>`;
}

/** What a reader must know of a readout at first sight. */
export function marks(head: ReadoutHead): Html {
  return markup`${head.kind === "other" ? "" : markup`<span class="tag">${head.kind}</span> `}${
    head.isContinued ? markup`<span class="tag strong">unfinished</span> ` : ""
  }${head.latest > 1 ? markup`<span class="tag strong">${head.latest} revisions</span> ` : ""}${
    head.state === "readable" ? "" : markup`<span class="tag strong">${head.state}</span>`
  }`;
}

export function snippetHtml({ speaker, parts, language, direction }: Snippet): Html {
  return markup`<blockquote lang="${language}" dir="${direction}">${
    speaker === null ? "" : markup`<span class="speaker"><bdi>${speaker}</bdi>:</span> `
  }${parts.map(({ text, marked }) => (marked ? markup`<mark>${text}</mark>` : text))}</blockquote>`;
}

/** A link to the page that follows. */
export function nextLink(path: string, parameters: Readonly<Record<string, string>>): Html {
  return markup`<p><a rel="next" href="${path}?${new URLSearchParams(parameters).toString()}">Older readouts</a></p>`;
}
