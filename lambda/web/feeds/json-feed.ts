import type { AlertFeed } from "./alert-feed.ts";

/** @see https://www.jsonfeed.org/version/1.1/ */
export function jsonFeed({ title, selfUrl, siteUrl, entries }: AlertFeed) {
  return {
    version: "https://jsonfeed.org/version/1.1",
    title,
    home_page_url: `${siteUrl}/`,
    feed_url: selfUrl,
    items: entries.map((entry) => ({
      id: entry.id,
      url: entry.url,
      external_url: entry.sourceUrl,
      title: entry.title,
      content_text: entry.passages.join("\n\n"),
      date_published: entry.publishedAt,
      date_modified: entry.seenAt,
      authors: [{ name: entry.sourceName }],
      language: entry.language,
    })),
  };
}
