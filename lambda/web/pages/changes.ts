import type { ChangedParagraph, Difference, DiffPart } from "../../readouts/difference.ts";
import type { Change, Revision } from "../../readouts/revision.ts";
import { type Html, markup, readoutPath } from "./markup.ts";
import { momentHtml } from "./times.ts";

type Listed = Pick<
  Revision,
  "readoutId" | "revision" | "observedAt" | "change" | "cause" | "capture"
>;

const words: Readonly<Record<Change, string>> = {
  new: "first published",
  edited: "edited by the press office",
  completed: "completed by the press office",
  removed: "taken down by the press office",
  restored: "put back by the press office",
};

/** What became of the readout, in a few words. */
export function changeWords({ cause, change }: Pick<Listed, "cause" | "change">): string {
  return cause === "reader" ? "read better by us; the press office changed nothing" : words[change];
}

/** What a revision changed in the text of the one before it. */
export function changesHtml(difference: Difference, before: number): Html {
  return differenceHtml(difference, `Changes since revision ${before}`);
}

/** Insertions and deletions, under a heading that says between what. */
export function differenceHtml({ paragraphs }: Difference, title: string): Html {
  return markup`<section class="changes" aria-labelledby="changes"><h2 id="changes" lang="en" dir="ltr">${title}</h2>
${
  paragraphs.length === 0
    ? markup`<p lang="en" dir="ltr">The text is the same.</p>`
    : paragraphs.map(paragraphHtml)
}</section>`;
}

const places: Readonly<Record<ChangedParagraph["where"], string>> = {
  title: "Title",
  lead: "Standfirst",
  body: "Paragraph",
};

/** A paragraph that came or went as a whole says so; within a changed one its words are marked. */
function paragraphHtml({ where, parts }: ChangedParagraph): Html {
  const [only] = parts.length === 1 ? parts : [];
  const what = only === undefined ? "changed" : only.kind;
  return markup`<div class="change${only === undefined ? "" : " whole"}"><p class="about" lang="en" dir="ltr">${places[where]} ${what}</p>
<p>${parts.map(partHtml)}</p></div>`;
}

function partHtml({ kind, text }: DiffPart): Html | string {
  if (kind === "same") return text;
  return kind === "added" ? markup`<ins>${text}</ins>` : markup`<del>${text}</del>`;
}

/** All revisions, the newest first, the shown one marked. */
export function historyHtml(revisions: readonly Listed[], shown: number): Html {
  return markup`<section class="history" aria-labelledby="history"><h2 id="history">Revisions</h2>
<ol class="list" reversed>${revisions
    .toReversed()
    .map(
      (one) =>
        markup`<li><a href="${readoutPath(one.readoutId, one.revision)}"${
          one.revision === shown ? markup` aria-current="true"` : ""
        }>Revision ${one.revision}</a> <span class="quiet">${changeWords(one)}, read ${momentHtml(one.observedAt, "UTC")}</span></li>`,
    )}</ol></section>`;
}
