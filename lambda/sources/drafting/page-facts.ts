import { load } from "cheerio/slim";
import { filled } from "../listings/listing-item.ts";
import { parseJson, textAtPath } from "../listings/json-path.ts";
import { tidy } from "../markup.ts";

/** What a page or feed says of itself. */
export function describePage(text: string): {
  readonly title: string | null;
  readonly language: string | null;
} {
  const json = /^\uFEFF?\s*[[{]/.test(text) ? parseJson(text) : undefined;
  if (json !== undefined) {
    return { title: textAtPath(json, "title"), language: textAtPath(json, "language") };
  }
  const isXml = /^\uFEFF?\s*<(?:\?xml|rss|feed|rdf)/i.test(text);
  const $ = load(text, { xmlMode: isXml });
  const name = isXml ? "" : ($("meta[property='og:site_name']").attr("content") ?? "");
  const title = $(isXml ? "channel > title, feed > title" : "title")
    .first()
    .text();
  const language = isXml
    ? (($("channel > language").first().text() || $("feed").attr("xml:lang")) ?? "")
    : ($("html").attr("lang") ?? "");
  return { title: filled(tidy(name === "" ? title : name)), language: filled(language.trim()) };
}
