import type { Facets, FacetValue } from "../../archive/search/facets.ts";
import type { Catalogue } from "../../sources/catalogue.ts";
import { address, type Html, markup } from "./markup.ts";

/** What a search found by source, country, speaker and month; each leads to the search of those alone. */
export function facetsHtml(
  facets: Facets,
  q: string,
  kept: Readonly<Record<string, string>>,
  sources: Pick<Catalogue, "get">,
): Html {
  const narrowed = (clause: string): string =>
    address("/search", { ...kept, q: `(${q}) ${clause}`, facets: "yes" });
  const group = (
    title: string,
    values: readonly FacetValue[],
    clauseOf: (value: string) => string,
    nameOf: (value: string) => string = (value) => value,
  ): Html =>
    values.length === 0
      ? markup``
      : markup`<div><h3>${title}</h3><ul>${values.map(
          ({ value, count }) =>
            markup`<li><a href="${narrowed(clauseOf(value))}"><bdi>${nameOf(value)}</bdi></a> ${count}</li>`,
        )}</ul></div>`;
  const among = facets.isAll ? "" : `, counted among the newest ${facets.counted}`;
  return markup`<section aria-labelledby="counts"><h2 id="counts">By source, country, speaker and month${among}</h2>
<div class="fields">${group(
    "Source",
    facets.sources,
    (value) => `source:${value}`,
    (value) => sources.get(value)?.name ?? value,
  )}${group("Country", facets.countries, (value) => `country:${value}`)}${group(
    "Speaker",
    facets.speakers,
    (value) => `speaker:"${value.replaceAll(/["“”„«»]/g, "")}"`,
  )}${group("Month", facets.months, (value) => `published:${value}`)}</div></section>`;
}
