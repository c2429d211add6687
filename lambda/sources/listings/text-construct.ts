import { type ChildNode, type Element, isCDATA, isTag, isText } from "domhandler";
import { DomUtils } from "htmlparser2";
import { escapeXml } from "./mended-xml.ts";
import { nameOf } from "./xml-names.ts";

/**
 * What a feed's element says, as HTML: whether it carries HTML escaped or as elements, plain text, or
 * either in base64.
 * @see RFC 4287 §3.1; Atom 0.3 has `mode`
 */
export function htmlOf(element: Element): string {
  const type = (element.attribs["type"] ?? "").trim().toLowerCase();
  const mode = (element.attribs["mode"] ?? "").trim().toLowerCase();
  if (element.children.some(isTag)) return markupOf(element);
  const text = characters(element.children).trim();
  if (mode === "base64" || isOpaque(element, type)) return fromBase64(text);
  return isPlain(element, type) ? escapeXml(text) : text;
}

/** What an element that holds no markup says. */
export function plainText(element: Element): string {
  return characters(element.children).trim();
}

/** Plain by its type, which of RSS's elements none states, and of Atom 0.3's nobody heeds. */
function isPlain(element: Element, type: string): boolean {
  const name = nameOf(element);
  if (name.startsWith("rss:") || !name.startsWith("atom:")) return false;
  if (type === "text" || type === "text/plain") return true;
  return (
    type === "" &&
    element.attribs["mode"] === undefined &&
    !/<[a-z/!]/i.test(characters(element.children))
  );
}

/** @see RFC 4287 §4.1.3.3: any other media type is base64 */
function isOpaque(element: Element, type: string): boolean {
  return (
    nameOf(element).startsWith("atom:") &&
    /^[a-z]+\//.test(type) &&
    !/^text\/|[/+]xml$/.test(type) &&
    !/html/.test(type)
  );
}

function fromBase64(text: string): string {
  return Buffer.from(text, "base64").toString("utf8");
}

function markupOf(element: Element): string {
  return DomUtils.getInnerHTML(element, { xmlMode: false, encodeEntities: "utf8" }).trim();
}

function characters(nodes: readonly ChildNode[]): string {
  let text = "";
  for (const node of nodes) {
    if (isText(node)) text += node.data;
    else if (isCDATA(node)) text += characters(node.children);
    else if (isTag(node)) text += characters(node.children);
  }
  return text;
}
