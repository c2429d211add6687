import { parseDocument } from "htmlparser2";
import type { Document, Element } from "domhandler";
import { isCDATA, isTag, isText } from "domhandler";
import type { Problem } from "../reading.ts";
import {
  filled,
  ListingError,
  type ListingItem,
  type ListingItems,
  resolveUrl,
} from "./listing-item.ts";
import { mendXml } from "./mended-xml.ts";
import { htmlOf, plainText } from "./text-construct.ts";
import { inherited, nameOf } from "./xml-names.ts";

/** Items lie no deeper, even where those before them are not closed: a page of them has some dozens. */
const maxDepth = 200;

const rootNames = new Set([
  "rss:rss",
  "atom:feed",
  "rss:feed",
  "rdf:rdf",
  "rss:channel",
  "rss:rdf",
]);
const itemNames = new Set(["rss:item", "atom:entry", "rss:entry", "atom:item"]);

/** In the order of trust: the whole text before its beginning. */
const bodyNames = [
  "content:encoded",
  "rss:fullitem",
  "xhtml:body",
  "xhtml:div",
  "atom:content",
  "rss:content",
  "rss:body",
  "rss:description",
  "atom:summary",
  "rss:summary",
  "dc:description",
  "atom:description",
];
const titleNames = ["rss:title", "atom:title", "dc:title"];
const idNames = ["rss:guid", "atom:id", "rss:id", "atom:guid"];
const publishedNames = [
  "rss:pubdate",
  "atom:published",
  "rss:published",
  "atom:issued",
  "rss:issued",
  "dcterms:issued",
  "dc:date",
  "atom:created",
  "dcterms:created",
];
const updatedNames = [
  "atom:updated",
  "rss:updated",
  "atom:modified",
  "rss:modified",
  "dcterms:modified",
];

/**
 * Reads RSS 0.9x, 1.0, 2.0 and Atom 0.3, 1.0, as well-formed as they come.
 * @throws ListingError where there is no feed in it
 */
export function readXmlFeed(text: string, url: string): ListingItems {
  const mended = mendXml(text);
  const document = parseDocument(mended.text, {
    xmlMode: true,
    withStartIndices: true,
    withEndIndices: true,
  });
  const root = document.children.filter(isTag).find((one) => rootNames.has(nameOf(one)));
  if (root === undefined) throw new ListingError("neither RSS nor Atom");
  const { items, heads } = gather(document);
  const problems: Problem[] = [...mended.problems];
  const title = first(heads, titleNames);
  const next = heads.find(
    (one) => nameOf(one) === "atom:link" && one.attribs["rel"]?.toLowerCase() === "next",
  );
  return {
    title: title === null ? null : htmlOf(title),
    items: items.map(readItem(mended.text, url, problems)),
    nextUrl: next === undefined ? null : linkFrom(next, next.attribs["href"], url),
    problems,
  };
}

/** Items wherever they lie (one that is not closed holds those that follow), and what the feed says of itself. */
function gather(document: Document): { items: readonly Element[]; heads: readonly Element[] } {
  const items: Element[] = [];
  const heads: Element[] = [];
  const waiting: Element[] = document.children.filter(isTag).toReversed();
  const depths = new WeakMap<Element, number>();
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const depth = depths.get(one) ?? 0;
    if (depth > maxDepth) continue;
    const name = nameOf(one);
    if (itemNames.has(name)) items.push(one);
    if (["rss:channel", "atom:feed", "rss:feed"].includes(name))
      heads.push(...one.children.filter(isTag));
    for (let at = one.children.length - 1; at >= 0; at -= 1) {
      const child = one.children[at];
      if (child === undefined || !isTag(child)) continue;
      depths.set(child, depth + 1);
      waiting.push(child);
    }
  }
  return { items, heads };
}

function readItem(text: string, url: string, problems: Problem[]): (item: Element) => ListingItem {
  return (item) => {
    const parts = item.children.filter(isTag).flatMap(closed);
    const guid = first(parts, idNames);
    const id = filled(guid === null ? item.attribs["rdf:about"] : plainText(guid));
    const title = first(parts, titleNames);
    const body = first(parts, bodyNames);
    const published = first(parts, publishedNames);
    // Where there are several, the last is the latest.
    const updated = first(parts.toReversed(), updatedNames);
    return {
      id: id === null ? null : id.trim(),
      links: linksOf(parts, guid, id, url),
      title: title === null ? null : filled(htmlOf(title)),
      published:
        filled(published === null ? null : plainText(published)) ??
        filled(updated === null ? null : plainText(updated)),
      updated: filled(updated === null ? null : plainText(updated)),
      bodyHtml: body === null ? null : bodyOf(body, id, problems),
      raw: text.slice(item.startIndex ?? 0, (item.endIndex ?? 0) + 1),
    };
  };
}

/** Elements of an entry that hold text alone. */
const plainNames = new Set(["title", "link", "guid", "id", "pubdate", "updated", "published"]);
const fieldNames = new Set([
  ...plainNames,
  "description",
  "encoded",
  "content",
  "summary",
  "author",
]);

/** An element that should have been closed before others of its entry began; they stand beside it again. */
function closed(part: Element): readonly Element[] {
  if (!plainNames.has(localName(part))) return [part];
  const strays = part.children.filter(isTag).filter((child) => fieldNames.has(localName(child)));
  if (strays.length === 0) return [part];
  part.children = part.children.filter((child) => !isTag(child) || !strays.includes(child));
  return [part, ...strays.flatMap(closed)];
}

function localName(element: Element): string {
  const [vocabulary, local = ""] = nameOf(element).split(":");
  return vocabulary === "other" || vocabulary === "xhtml" ? "" : local;
}

/** Markup too deep for any reader costs its own entry the text, and no other anything. */
function bodyOf(body: Element, where: string | null, problems: Problem[]): string | null {
  try {
    return filled(htmlOf(body));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    problems.push({ what: "an entry's text is nested too deeply to be read", where });
    return null;
  }
}

function linksOf(
  parts: readonly Element[],
  guid: Element | null,
  id: string | null,
  url: string,
): readonly string[] {
  const links: (string | null)[] = [];
  const others: (string | null)[] = [];
  for (const part of parts) {
    const name = nameOf(part);
    if (name !== "rss:link" && name !== "atom:link") continue;
    const rel = part.attribs["rel"]?.trim().toLowerCase() ?? "alternate";
    const link = linkFrom(part, filled(part.attribs["href"]) ?? filled(plainText(part)), url);
    if (rel === "alternate" || rel === "") links.push(link);
    else if (rel !== "enclosure" && rel !== "self") others.push(link);
  }
  const isAddress = guid !== null && guid.attribs["isPermaLink"]?.trim().toLowerCase() !== "false";
  const about = guid === null ? id : null;
  const own = isAddress && id !== null && /^https?:/i.test(id) ? id : about;
  const all = [...links, own === null ? null : resolveUrl(own, url), ...others];
  return [...new Set(all.filter((link) => link !== null))];
}

/** @see https://www.w3.org/TR/xmlbase/ */
function linkFrom(element: Element, link: string | null | undefined, url: string): string | null {
  let base = url;
  for (const one of inherited(element, "xml:base")) base = resolveUrl(one, base) ?? base;
  return resolveUrl(link, base);
}

/** The first element that has the first of these names and says something. */
function first(parts: readonly Element[], names: readonly string[]): Element | null {
  const named = parts.map((part) => [nameOf(part), part] as const);
  for (const name of names) {
    const found = named.find(([its, part]) => its === name && saysSomething(part));
    if (found !== undefined) return found[1];
  }
  return null;
}

function saysSomething(element: Element): boolean {
  return element.children.some(
    (child) => isTag(child) || isCDATA(child) || (isText(child) && child.data.trim() !== ""),
  );
}
