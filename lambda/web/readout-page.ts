import type { Difference, DiffPart } from "../readouts/difference.ts";
import type { Block, ReadoutContent, Turn } from "../readouts/readout.ts";
import type { ReadoutHead, Revision } from "../readouts/revision.ts";
import type { Source } from "../sources/source.ts";
import { type Html, markup } from "./page.ts";
import { marks } from "./readout-list.ts";
import { daysHtml, momentHtml, publishedHtml } from "./times.ts";

export interface ReadoutPage {
  readonly head: ReadoutHead;
  readonly source: Source | null;
  readonly revision: Revision;
  /** All of the readout's revisions, oldest first. */
  readonly revisions: readonly Pick<Revision, "revision" | "observedAt" | "change" | "cause">[];
  /** Against the revision before; null where there is none. */
  readonly difference: Difference | null;
}

const rightToLeft = new Set(["ar", "fa", "he", "ps", "ur", "yi"]);

/** One revision of a readout: what it says, who says it, and where we have it from. */
export function readoutHtml(its: ReadoutPage): Html {
  const { head, revision, difference } = its;
  const { content } = revision;
  const direction = rightToLeft.has(content.language.split("-")[0] ?? "") ? "rtl" : "ltr";
  return markup`<article lang="${content.language}" dir="${direction}">
<h1><bdi>${content.title}</bdi></h1>
<p lang="en" dir="ltr">${marks(head)}</p>
${facts(its)}
${revision.revision === head.latest ? "" : markup`<div class="problem" lang="en" dir="ltr"><p>This is revision ${revision.revision}. <a href="/readouts/${encodeURIComponent(head.readoutId)}">See the latest, revision ${head.latest}</a>.</p></div>`}
${difference === null || difference.paragraphs.length === 0 ? "" : changes(difference)}
${content.lead === null ? "" : markup`<p class="lead">${content.lead}</p>`}
${bodyHtml(content)}
</article>
${history(its)}`;
}

function row(label: string, value: Html | string): Html {
  return markup`<dt>${label}</dt><dd>${value}</dd>`;
}

function facts({ source, revision }: ReadoutPage): Html {
  const { content } = revision;
  const zone = source?.timeZone ?? "UTC";
  return markup`<dl class="facts" lang="en" dir="ltr">
${row("Source", source?.name ?? revision.sourceId)}
${content.origin === null ? "" : row("Taken from", content.origin.name)}
${content.eventDate === null ? "" : row("Event", daysHtml(content.eventDate))}
${content.place === null ? "" : row("Place", markup`<bdi>${content.place}</bdi>`)}
${content.publishedAt === null ? "" : row("Published", publishedHtml(content.publishedAt, zone))}
${row("Read", momentHtml(revision.observedAt, "UTC"))}
${row("Original", markup`<a href="${revision.url}" rel="noopener external">${revision.url}</a>`)}
</dl>`;
}

function bodyHtml({ blocks, turns }: ReadoutContent): Html {
  const starts = new Map(turns.map((turn) => [turn.from, turn]));
  const pieces: Html[] = [];
  for (let at = 0; at < blocks.length; ) {
    const turn = starts.get(at);
    const end = turn?.to ?? nextStart(starts, at, blocks.length);
    const inner = blocksHtml(blocks.slice(at, end), turn ?? null);
    pieces.push(turn === undefined ? inner : markup`<section class="turn">${inner}</section>`);
    at = end;
  }
  return markup`${pieces}`;
}

function nextStart(starts: ReadonlyMap<number, Turn>, from: number, end: number): number {
  let at = from + 1;
  while (at < end && !starts.has(at)) at += 1;
  return at;
}

/** @param turn whose label the first block begins with; null where they belong to nobody */
function blocksHtml(blocks: readonly Block[], turn: Turn | null): Html {
  const pieces: Html[] = [];
  let items: Html[] = [];
  const closeList = (): void => {
    if (items.length > 0) pieces.push(markup`<ul>${items}</ul>`);
    items = [];
  };
  for (const [index, block] of blocks.entries()) {
    const text = index === 0 && turn !== null ? labelled(block.text, turn) : markup`${block.text}`;
    if (block.kind === "list-item") {
      items.push(markup`<li>${text}</li>`);
      continue;
    }
    closeList();
    pieces.push(blockHtml(block.kind, text));
  }
  closeList();
  return markup`${pieces}`;
}

function blockHtml(kind: Exclude<Block["kind"], "list-item">, text: Html): Html {
  switch (kind) {
    case "heading":
      return markup`<h2>${text}</h2>`;
    case "quote":
      return markup`<blockquote>${text}</blockquote>`;
    case "separator":
      return markup`<hr>`;
    case "paragraph":
      return markup`<p>${text}</p>`;
  }
}

function labelled(text: string, { label }: Turn): Html {
  if (!text.startsWith(label)) return markup`${text}`;
  return markup`<span class="speaker"><bdi>${label}</bdi></span>${text.slice(label.length)}`;
}

function changes({ paragraphs }: Difference): Html {
  return markup`<section aria-labelledby="changes"><h2 id="changes" lang="en" dir="ltr">What this revision changed</h2>
${paragraphs.map(({ parts }) => markup`<blockquote>${parts.map(changed)}</blockquote>`)}</section>`;
}

function changed({ kind, text }: DiffPart): Html | string {
  if (kind === "same") return text;
  return kind === "added" ? markup`<ins>${text}</ins>` : markup`<del>${text}</del>`;
}

function history({ head, revision, revisions }: ReadoutPage): Html {
  const path = `/readouts/${encodeURIComponent(head.readoutId)}/revisions`;
  return markup`<section aria-labelledby="history"><h2 id="history">Revisions</h2>
<ol class="list">${revisions.map(
    (one) =>
      markup`<li><a href="${path}/${one.revision}"${
        one.revision === revision.revision ? markup` aria-current="page"` : ""
      }>Revision ${one.revision}</a> <span class="quiet">${one.change}${
        one.cause === "reader" ? " (we read it better; the source did not change it)" : ""
      }, read ${momentHtml(one.observedAt, "UTC")}</span></li>`,
  )}</ol>
<p class="quiet">The bytes this revision was read from: <code>sha256 ${revision.capture.sha256}</code></p></section>`;
}
