import { type Html, markup } from "../pages/markup.ts";
import type { AlertFeed, FeedEntry } from "./alert-feed.ts";

/** What no XML 1.0 document may hold, not even escaped (§2.2). */
const impossible = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** @see RFC 4287 */
export function atomFeed({ title, selfUrl, siteUrl, updatedAt, entries }: AlertFeed): string {
  const feed = markup`<feed xmlns="http://www.w3.org/2005/Atom">
<id>${selfUrl}</id>
<title>${clean(title)}</title>
<updated>${updatedAt}</updated>
<link rel="self" type="application/atom+xml" href="${selfUrl}"/>
<link rel="alternate" type="text/html" href="${siteUrl}/"/>
<author><name>Readouts</name></author>
${entries.map(entryXml)}
</feed>
`;
  return `<?xml version="1.0" encoding="utf-8"?>\n${String(feed)}`;
}

function entryXml(its: FeedEntry): Html {
  const { id, url, sourceUrl, sourceName, title, language, publishedAt, seenAt, passages } = its;
  return markup`<entry xml:lang="${language}">
<id>${id}</id>
<title>${clean(title)}</title>
<published>${publishedAt}</published>
<updated>${seenAt}</updated>
<author><name>${clean(sourceName)}</name></author>
<link rel="alternate" type="text/html" href="${url}"/>
<link rel="via" href="${clean(sourceUrl)}"/>
<summary>${clean(passages.join("\n\n"))}</summary>
</entry>`;
}

function clean(text: string): string {
  return text.replaceAll(impossible, "\u{FFFD}");
}
