import { type Html, markup } from "./page.ts";

export function searchForm(query: string): Html {
  return markup`<form class="search" role="search" action="/search" method="get">
<div><label for="q">Search the archive</label>
<input id="q" type="search" name="q" value="${query}" autocomplete="off" aria-describedby="q-hint"></div>
<button type="submit">Search</button>
</form>
<p class="hint" id="q-hint">Words, “exact phrases”, AND, OR, NOT and brackets: <code>"water treaty" AND NOT ferry</code></p>`;
}
