import { load } from "cheerio/slim";
import type { HtmlIndexRule } from "../source.ts";
import { statedText } from "../stated-text.ts";
import {
  filled,
  ListingError,
  type ListingItem,
  type ListingItems,
  resolveUrl,
} from "./listing-item.ts";
import { escapeXml } from "./mended-xml.ts";

/**
 * Reads an index page by its selectors. Each address counts once: indexes link the same document by
 * its picture, its title and "read more".
 * @throws ListingError where no item is found: the page has changed, or is another
 */
export function readHtmlIndex(html: string, url: string, rule: HtmlIndexRule): ListingItems {
  const $ = load(html);
  const base = resolveUrl($("base[href]").attr("href"), url) ?? url;
  const items = new Map<string, ListingItem>();
  const found = $(rule.item).toArray();
  for (const element of found) {
    const item = $(element);
    const inner = item.find(rule.link ?? "a[href]").first();
    const link = inner.length > 0 ? inner : item;
    const stated = link.attr(rule.linkAttribute ?? "href") ?? item.attr(rule.linkAttribute ?? "");
    const address =
      stated === undefined || rule.linkTemplate === undefined
        ? stated
        : rule.linkTemplate.replace("{value}", encodeURIComponent(stated));
    const target = resolveUrl(address, base);
    if (target === null || items.has(target)) continue;
    const title = (rule.title === undefined ? link : item.find(rule.title).first()).text();
    const published = rule.published === undefined ? null : statedText(item, rule.published);
    items.set(target, {
      id: null,
      links: [target],
      title: filled(escapeXml(title)),
      published,
      updated: null,
      bodyHtml: null,
      raw: JSON.stringify([title.replaceAll(/\s+/g, " ").trim(), published]),
    });
  }
  if (items.size === 0) throw new ListingError(`an index without entries (${rule.item})`);
  const next = rule.next === undefined ? undefined : $(rule.next).first().attr("href");
  return {
    title: filled($("title").first().text()),
    items: [...items.values()],
    nextUrl: resolveUrl(next, base),
    problems: [],
  };
}
