import { load } from "cheerio/slim";
import { ListingError, type ListingItems, resolveUrl } from "./listing-item.ts";
import { escapeXml, mendXml } from "./mended-xml.ts";

/**
 * Reads the list of messages of the Swiss federal government's API: each in several languages, of
 * which the source's own is taken, else the first.
 * @param template of an address, with `{id}`
 * @throws ListingError where there is no message in it
 */
export function readMessages(
  text: string,
  url: string,
  { language, template }: { readonly language: string; readonly template: string | undefined },
): ListingItems {
  const mended = mendXml(text);
  const $ = load(mended.text, { xmlMode: true });
  const messages = $("message").toArray();
  if (messages.length === 0) throw new ListingError("no messages");
  const items = messages.map((element) => {
    const message = $(element);
    const id = message.attr("id") ?? null;
    const own = message.children(`content[lang=${language}]`);
    const content = own.length > 0 ? own : message.children("content").first();
    const link = id === null ? null : resolveUrl(template?.replace("{id}", id), url);
    const lead = content.children("lead").text().trim();
    return {
      id,
      links: link === null ? [] : [link],
      title: escapeXml(content.children("title").text()),
      published: message.children("pubdate").text().trim() || null,
      updated: null,
      bodyHtml: `${lead === "" ? "" : `<p>${escapeXml(lead)}</p>`}${content.children("text").text()}`,
      raw: $.xml(message),
    };
  });
  return { title: null, items, nextUrl: null, problems: mended.problems };
}
