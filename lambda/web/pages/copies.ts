import type { Difference } from "../../readouts/difference.ts";
import type { ReadoutHead } from "../../readouts/revision.ts";
import type { Catalogue } from "../../sources/catalogue.ts";
import { differenceHtml } from "./changes.ts";
import { languageName } from "./language.ts";
import { type Html, markup, readoutPath } from "./markup.ts";
import { publishedHtml } from "./times.ts";

export function copyPath(readoutId: string, other: string): string {
  return `${readoutPath(readoutId)}/copies/${encodeURIComponent(other)}`;
}

/** Other sources' readouts that say the same, who published first, and where to see what differs. */
export function copiesHtml(
  own: ReadoutHead,
  copies: readonly ReadoutHead[],
  catalogue: Pick<Catalogue, "get">,
): Html {
  if (copies.length === 0) return markup``;
  const all = [own, ...copies].toSorted((a, b) => a.publishedAt.at.localeCompare(b.publishedAt.at));
  return markup`<section aria-labelledby="copies" lang="en" dir="ltr"><h2 id="copies">The same readout elsewhere</h2>
<ol>
${all.map((one, index) => lineHtml(own, one, index === 0, catalogue))}</ol></section>`;
}

function lineHtml(
  own: ReadoutHead,
  one: ReadoutHead,
  isFirst: boolean,
  catalogue: Pick<Catalogue, "get">,
): Html {
  const source = catalogue.get(one.sourceId);
  const name = `${source?.name ?? one.sourceId} (${languageName(one.language)})`;
  const first = isFirst ? markup`, first` : "";
  const time = publishedHtml(one.publishedAt, source?.timeZone ?? "UTC");
  if (one.readoutId === own.readoutId) return markup`<li>${name}, this one, ${time}${first}</li>\n`;
  return markup`<li><a href="${readoutPath(one.readoutId)}"><bdi>${name}</bdi></a>, ${time}${first};
${one.language === own.language ? markup`<a href="${copyPath(own.readoutId, one.readoutId)}">where the texts differ</a>` : "another language"}</li>\n`;
}

/** What stands in the one text and not in the other. */
export function comparisonHtml(own: ReadoutHead, other: ReadoutHead, difference: Difference): Html {
  return markup`<h1>Two copies of one text</h1>
<p>What <a href="${readoutPath(own.readoutId)}"><bdi>${own.title}</bdi></a> (${own.sourceId}) says otherwise
than <a href="${readoutPath(other.readoutId)}"><bdi>${other.title}</bdi></a> (${other.sourceId}): added words are marked as
inserted, words that only the other has as deleted.</p>
${differenceHtml(difference, "Where the texts differ")}`;
}
