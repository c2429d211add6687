import type { QueryError } from "../query/query-error.ts";
import { type Html, markup } from "./page.ts";

/** What is wrong with what was typed, announced to screen readers. */
export function problemHtml(message: string): Html {
  return markup`<div class="problem" role="alert"><p>${message}</p></div>`;
}

/** What is wrong with a query, pointing at the column. */
export function queryProblemHtml(
  query: string,
  { message, column, length, hint }: QueryError,
): Html {
  const from = Math.max(0, column - 1 - 30);
  const shown = query.slice(from, column - 1 + Math.max(length, 1) + 30).replaceAll(/\s/g, " ");
  const pointer = " ".repeat(column - 1 - from) + "^".repeat(Math.max(1, Math.min(length, 60)));
  return markup`<div class="problem" role="alert">
<p>${message} (column ${column})</p>
<pre aria-hidden="true">${shown}
${pointer}</pre>
${hint === null ? "" : markup`<p>${hint}</p>`}
</div>`;
}
