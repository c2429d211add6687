import type { QueryError } from "../../query/parsing/query-error.ts";
import { type Html, markup } from "./markup.ts";

/** What is wrong with what was typed, announced to screen readers. */
export function problemHtml(message: string): Html {
  return markup`<div class="problem" id="problem" role="alert"><p><bdi>${message}</bdi></p></div>`;
}

/** Of a long query, so much is shown on either side of the wrong part. */
const shownAround = 40;

/**
 * What is wrong with a query: the query itself with the wrong part set off, and a caret under it. What
 * stands before the caret is repeated unseen, so that it points right in any script and font.
 */
export function queryProblemHtml(
  query: string,
  { message, column, length, hint }: QueryError,
): Html {
  const start = column - 1;
  const from = Math.max(0, start - shownAround);
  const end = start + length;
  const before = `${from > 0 ? "…" : ""}${oneLine(query.slice(from, start))}`;
  const wrong = oneLine(query.slice(start, end).slice(0, shownAround));
  const after = oneLine(query.slice(end, end + shownAround));
  return markup`<div class="problem" id="problem" role="alert">
<p><bdi>${message}</bdi> <span class="quiet">(column ${column})</span></p>
<pre dir="ltr"><code>${before}<mark>${wrong}</mark>${after}</code>
<span class="caret" aria-hidden="true"><span>${before}</span>^</span></pre>
${hint === null ? "" : markup`<p><bdi>${hint}</bdi></p>`}
</div>`;
}

function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Bidi_Control}]/gu, " ");
}
