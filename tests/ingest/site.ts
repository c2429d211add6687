import type { FetchOutcome } from "../../lambda/outside/fetcher.ts";

/** What a press office publishes, in its feed and as a page. */
export interface Item {
  /** Of its address: `/news/7`. */
  readonly id: number;
  readonly title?: string;
  /** Paragraphs. */
  readonly text?: readonly string[];
  /** As the feed and page state it. */
  readonly publishedAt?: string;
  /** Markup that says nothing. */
  readonly trimmings?: string;
}

export function aFeed(host: string, items: readonly Item[], nextUrl: string | null = null): string {
  const next = nextUrl === null ? "" : `<atom:link rel="next" href="${nextUrl}"/>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>News</title>${next}
${items.map((item) => anItem(host, item)).join("\n")}
</channel></rss>`;
}

function anItem(host: string, item: Item): string {
  return `<item><title>${titleOf(item)}</title><link>https://${host}/news/${item.id}</link>
<guid>https://${host}/news/${item.id}</guid>
<pubDate>${new Date(item.publishedAt ?? "2026-03-02T08:00:00Z").toUTCString()}</pubDate>
<content:encoded><![CDATA[${textOf(item)}]]></content:encoded></item>`;
}

export function aPage(item: Item): string {
  return `<!doctype html><html><body><h1>${titleOf(item)}</h1>
<div class="text">${textOf(item)}</div></body></html>`;
}

/** A good answer with these bytes. */
export function fetched(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): FetchOutcome {
  const bytes = Buffer.from(body);
  const contentType = { "content-type": "text/html; charset=utf-8" };
  return { outcome: "fetched", url, status: 200, headers: { ...contentType, ...headers }, bytes };
}

const titleOf = ({ id, title = `Statement ${id}` }: Item): string => title;

function textOf({ id, text = [`The Prime Minister spoke of matter ${id}.`], trimmings }: Item) {
  return text.map((paragraph) => `<p>${paragraph}</p>`).join("") + (trimmings ?? "");
}
