import type { JsonListingRule } from "../source.ts";
import { escapeXml } from "./mended-xml.ts";
import { ListingError, type ListingItem, type ListingItems, resolveUrl } from "./listing-item.ts";
import { atPath, parseJson, textAtPath } from "./json-path.ts";

/** @see https://www.jsonfeed.org/version/1.1/ */
export const jsonFeed: JsonListingRule = {
  items: "items",
  id: "id",
  url: "url",
  title: "title",
  published: "date_published",
  updated: "date_modified",
  body: "content_html",
  next: "next_url",
};

/** @see https://developer.wordpress.org/rest-api/reference/posts/ */
export const wordpress: JsonListingRule = {
  id: "guid.rendered",
  url: "link",
  title: "title.rendered",
  published: "date_gmt",
  updated: "modified_gmt",
  body: "content.rendered",
};

/** GOV.UK's search API, `/api/search.json`. */
export const govUk: JsonListingRule = {
  items: "results",
  id: "_id",
  url: "link",
  title: "title",
  published: "public_timestamp",
};

/** Names of GMT's own fields: their times carry no zone and are not the site's. */
const greenwich = /_gmt$/;

/** @throws ListingError where there is no list where it should be */
export function readJsonListing(text: string, url: string, rule: JsonListingRule): ListingItems {
  const document = parseJson(text);
  if (document === undefined) throw new ListingError("not JSON");
  const list = rule.items === undefined ? document : atPath(document, rule.items);
  if (!Array.isArray(list)) {
    throw new ListingError(`JSON without a list at ${rule.items ?? "its top"}`);
  }
  return {
    title: textAtPath(document, "title"),
    items: list.map((item: unknown) => readItem(item, url, rule)),
    nextUrl: resolveUrl(textAtPath(document, rule.next), url),
    problems: [],
  };
}

function readItem(item: unknown, url: string, rule: JsonListingRule): ListingItem {
  const time = (path: string | undefined): string | null => {
    const stated = textAtPath(item, path);
    return stated !== null && greenwich.test(path ?? "") ? `${stated}Z` : stated;
  };
  const link = resolveUrl(textAtPath(item, rule.url), url);
  const title = textAtPath(item, rule.title);
  const isHtml = rule.title.endsWith(".rendered");
  // A JSON Feed may carry plain text instead.
  const plain = rule === jsonFeed ? textAtPath(item, "content_text") : null;
  return {
    id: textAtPath(item, rule.id),
    links: link === null ? [] : [link],
    title: title === null || isHtml ? title : escapeXml(title),
    published: time(rule.published) ?? time(rule.updated),
    updated: time(rule.updated),
    bodyHtml: textAtPath(item, rule.body) ?? (plain === null ? null : paragraphs(plain)),
    raw: JSON.stringify(item),
  };
}

function paragraphs(text: string): string {
  return text
    .split(/\n\s*\n/)
    .map((part) => `<p>${escapeXml(part)}</p>`)
    .join("");
}
