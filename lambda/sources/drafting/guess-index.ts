import { load } from "cheerio/slim";
import { resolveUrl } from "../listings/listing-item.ts";
import { tidy } from "../markup.ts";
import type { HtmlIndexRule } from "../source.ts";

/** Shorter than this, a link's text is a menu's, not a headline. */
const headlineLength = 25;

/** Fewer links of one form are no index. */
const fewest = 4;

/**
 * Guesses which links of a page are its news: of all that look like headlines, those whose addresses
 * are of the commonest form.
 * @returns null where no form is common enough
 */
export function guessIndex(html: string, pageUrl: string): HtmlIndexRule | null {
  const $ = load(html);
  const { hostname } = new URL(pageUrl);
  const forms = new Map<string, Set<string>>();
  for (const element of $("a[href]").toArray()) {
    const url = resolveUrl($(element).attr("href"), pageUrl);
    if (url === null || tidy($(element).text()).length < headlineLength) continue;
    if (new URL(url).hostname !== hostname) continue;
    const form = formOf(new URL(url));
    if (form !== null) forms.set(form, (forms.get(form) ?? new Set()).add(url));
  }
  const [best] = [...forms].toSorted(([, a], [, b]) => b.size - a.size);
  if (best === undefined || best[1].size < fewest) return null;
  return { item: `a[href*='${best[0]}']` };
}

/** The folder of an address, up to its first number. */
function formOf({ pathname }: URL): string | null {
  const folder = pathname.slice(0, pathname.replace(/\/$/, "").lastIndexOf("/") + 1);
  const fixed = folder.replace(/\d.*$/, "");
  return fixed.length > 1 && !fixed.includes("'") ? fixed : null;
}
