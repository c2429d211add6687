import { load } from "cheerio/slim";
import { resolveUrl } from "../listings/listing-item.ts";
import { parseJson, textAtPath } from "../listings/json-path.ts";
import type { ListingFormat } from "../source.ts";

/** Where feeds lie on the sites that we know, tried in this order where a page names none. */
const wellKnown = ["feed/", "rss.xml", "feed.xml", "atom.xml", "rss", "feed.json", "index.xml"];

const feedTypes = /^application\/(?:rss\+xml|atom\+xml|feed\+json|rdf\+xml)/i;

/**
 * Where a site's feeds may be: what its page declares, then what it links to that looks like one, then
 * well-known paths, beside the page and at the site's root. Feeds of comments are left out.
 */
export function feedAddresses(html: string, pageUrl: string): readonly string[] {
  const $ = load(html);
  const base = resolveUrl($("base[href]").attr("href"), pageUrl) ?? pageUrl;
  const declared = $("link[rel~=alternate][href]")
    .toArray()
    .filter((link) => feedTypes.test($(link).attr("type") ?? ""))
    .map((link) => $(link).attr("href"));
  const linked = $("a[href]")
    .toArray()
    .map((link) => $(link).attr("href") ?? "")
    .filter((href) => /(?:^|[/._?=-])(?:rss|atom|feed)(?:[/._?&-]|$)/i.test(href));
  const folder = pageUrl.endsWith("/") ? pageUrl : `${pageUrl}/`;
  const known = wellKnown.flatMap((path) => [
    resolveUrl(path, folder),
    resolveUrl(`/${path}`, pageUrl),
  ]);
  const isWordPress = /\/wp-(?:content|json)\//.test(html);
  const all = [
    ...declared.map((href) => resolveUrl(href, base)),
    ...linked.map((href) => resolveUrl(href, base)),
    ...(isWordPress ? [resolveUrl("/wp-json/wp/v2/posts?per_page=20", pageUrl)] : []),
    ...known,
  ];
  return [...new Set(all.filter((url) => url !== null && !/comments/i.test(url)))].flatMap(
    (url) => url ?? [],
  );
}

/** What kind of listing a document is, by its beginning; null for a page. */
export function listingFormat(text: string): ListingFormat | null {
  const head = text.slice(0, 5000);
  const json = /^\uFEFF?\s*[[{]/.test(head) ? parseJson(text) : undefined;
  if (Array.isArray(json)) {
    return textAtPath(json[0], "title.rendered") === null ? null : "wordpress";
  }
  if (json !== undefined) {
    if (textAtPath(json, "version")?.includes("jsonfeed.org") === true) return "json-feed";
    return textAtPath(json, "results.0.public_timestamp") === null ? null : "gov-uk";
  }
  if (/<(?:\w+:)?(?:rss|rdf)[\s>]/i.test(head)) return "rss";
  if (/<(?:\w+:)?feed[\s>]/i.test(head)) return "atom";
  return /<messages[\s>]/i.test(head) ? "messages" : null;
}
