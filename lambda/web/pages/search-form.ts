import { MAX_QUERY_CHARS } from "../../query/parsing/parse-query.ts";
import type { Source } from "../../sources/source.ts";
import { type Html, markup } from "./markup.ts";

export interface SearchFields {
  readonly q: string;
  readonly source: string;
  readonly since: string;
  readonly until: string;
  /** Empty: by time. */
  readonly sort: "" | "relevance";
}

export const noSearch: SearchFields = { q: "", source: "", since: "", until: "", sort: "" };

/** One field, two uses: look back in the archive, or be mailed from now on. */
export function searchForm(
  { q, source, since, until, sort }: SearchFields,
  sources: readonly Source[],
  problem: Html | null = null,
): Html {
  const isNarrowed = source !== "" || since !== "" || until !== "" || sort !== "";
  return markup`<form class="search" role="search" action="/search" method="get">
<label for="q">Search the archive</label>
${problem}
<div class="row"><input id="q" type="search" name="q" value="${q}" maxlength="${MAX_QUERY_CHARS}" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="${problem === null ? "q-hint" : "problem q-hint"}"${problem === null ? "" : markup` aria-invalid="true"`}>
<button type="submit">Search</button>
<button type="submit" class="plain" formaction="/subscribe">Alert me</button></div>
<p class="hint" id="q-hint">Words, <code>"exact phrases"</code>, <code>AND</code>, <code>OR</code>, <code>NOT</code> and brackets:
<code>"water treaty" (ferry OR harbour)</code></p>
<details${isNarrowed ? markup` open` : ""}><summary>Source, dates and order</summary>
<div class="fields">
<div><label for="source">Source</label><select id="source" name="source"><option value="">All</option>${sources.map(
    ({ id, name }) =>
      markup`<option value="${id}"${id === source ? markup` selected` : ""}>${name}</option>`,
  )}</select></div>
<div><label for="since">Published from</label><input id="since" type="date" name="since" value="${since.slice(0, 10)}"></div>
<div><label for="until">Published before</label><input id="until" type="date" name="until" value="${until.slice(0, 10)}"></div>
<div><label for="sort">Order</label><select id="sort" name="sort"><option value="">Newest first</option><option value="relevance"${sort === "relevance" ? markup` selected` : ""}>Most relevant first</option></select></div>
</div></details>
</form>`;
}
