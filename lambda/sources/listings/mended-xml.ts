import { parseDocument } from "htmlparser2";
import type { Problem } from "../reading.ts";

/** XML as it is meant, and what was wrong with it as it came. */
export interface MendedXml {
  readonly text: string;
  readonly problems: readonly Problem[];
}

const root = /<(?:[\w.-]+:)?(?:rss|feed|rdf|channel|messages?)[\s>]/i;
const xmlEntities = new Set(["amp", "lt", "gt", "quot", "apos"]);

/** Left alone: what stands between these is no reference and no tag. */
const literals = [
  ["<![CDATA[", "]]>"],
  ["<!--", "-->"],
] as const;

/** As much of a document may declare entities. */
const prologLength = 10_000;

/** Longer replacements of a declared entity are no abbreviation but a bomb's fuse. */
const maxEntityLength = 200;

/**
 * Takes away what stands before and after a feed, and what XML forbids; gives the entities of HTML,
 * which feeds use undeclared, their characters. Entities of the document's own type definition are
 * replaced once, never again within what replaced them, so that none can grow.
 */
export function mendXml(xml: string): MendedXml {
  const problems: Problem[] = [];
  const note = (what: string): void => {
    problems.push({ what, where: null });
  };
  const declared = declaredEntities(xml);
  let text = withoutComments(xml);
  const start = text.search(root);
  if (start > 0) {
    if (!isProlog(text.slice(0, start)))
      note("there is text before the feed, which is passed over");
    text = text.slice(start);
  }
  const end = closingEnd(text);
  if (end === null) note("the feed ends before it is closed: what came is read");
  else if (text.slice(end).trim() !== "") {
    note("there is text after the feed, which is passed over");
    text = text.slice(0, end);
  }
  // oxlint-disable-next-line no-control-regex -- what XML forbids
  const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
  if (forbidden.test(text)) {
    note("control characters that XML forbids are left out");
    text = text.replaceAll(forbidden, "");
  }
  if (/[\u0080-\u009F]/.test(text)) {
    note("characters of windows-1252 are given as control characters: read as they are meant");
    text = text.replaceAll(/[\u0080-\u009F]/g, (one) => htmlCharacter(`&#${one.charCodeAt(0)};`));
  }
  const undeclared = new Set<string>();
  const resolve = (part: string): string =>
    part.replaceAll(
      /&(?:#(\d{1,7}|x[\da-f]{1,6})|([a-z][\w.-]{0,40}));/gi,
      (whole, number, name) => {
        if (typeof number === "string") return escapeXml(htmlCharacter(whole));
        if (xmlEntities.has(String(name))) return whole;
        const own = declared.get(String(name));
        if (own !== undefined) return escapeXml(own);
        undeclared.add(whole);
        return escapeXml(htmlCharacter(whole));
      },
    );
  text = changed(text, resolve, (part) => part);
  if (undeclared.size > 0) {
    note(`undeclared entities are read as HTML's: ${[...undeclared].slice(0, 5).join(" ")}`);
  }
  return { text, problems };
}

/** A comment may hold anything, tags of a feed too. Those in CDATA are text. */
function withoutComments(xml: string): string {
  return changed(
    xml,
    (part) => part,
    (part) => (part.startsWith("<!--") ? "" : part),
  );
}

function isProlog(text: string): boolean {
  return text.replaceAll(/<[?!][^<]*>|\uFEFF/g, "").trim() === "" || /<!DOCTYPE/i.test(text);
}

/** Where the last closing tag of the root ends; null where there is none. */
function closingEnd(text: string): number | null {
  const name = /^<([\w.:-]+)/.exec(text)?.[1];
  if (name === undefined) return null;
  const at = text.lastIndexOf(`</${name}`);
  if (at === -1) return /^<[^>]*\/>/.test(text) ? text.indexOf(">") + 1 : null;
  const close = text.indexOf(">", at);
  return close === -1 ? null : close + 1;
}

function declaredEntities(xml: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const type = /<!DOCTYPE[^[>]*\[([\s\S]*?)\]\s*>/i.exec(xml.slice(0, prologLength))?.[1] ?? "";
  for (const [, name, , value] of type.matchAll(/<!ENTITY\s+([\w.-]+)\s+(["'])(.*?)\2\s*>/g)) {
    if (name === undefined || value === undefined || value.length > maxEntityLength) continue;
    if (!value.includes("&")) found.set(name, value);
  }
  return found;
}

/** Changes what lies outside CDATA and comments, and what lies inside; one that is not closed is none. */
function changed(
  text: string,
  outside: (part: string) => string,
  inside: (part: string) => string,
): string {
  const parts: string[] = [];
  let at = 0;
  let [cdata = -1, comment = -1] = literals.map(([opening]) => text.indexOf(opening));
  while (cdata !== -1 || comment !== -1) {
    const isComment = cdata === -1 || (comment !== -1 && comment < cdata);
    const start = isComment ? comment : cdata;
    const closing = literals[isComment ? 1 : 0][1];
    const end = text.indexOf(closing, start);
    if (end === -1) {
      // None of its kind that begins later is closed either.
      if (isComment) comment = -1;
      else cdata = -1;
      continue;
    }
    parts.push(outside(text.slice(at, start)), inside(text.slice(start, end + closing.length)));
    at = end + closing.length;
    if (cdata !== -1 && cdata < at) cdata = text.indexOf(literals[0][0], at);
    if (comment !== -1 && comment < at) comment = text.indexOf(literals[1][0], at);
  }
  parts.push(outside(text.slice(at)));
  return parts.join("");
}

const characters = new Map<string, string>();

/** As a browser reads a reference: windows-1252's for the controls; itself where it is none. */
function htmlCharacter(reference: string): string {
  let character = characters.get(reference);
  if (character === undefined) {
    const [node] = parseDocument(reference).children;
    character = node !== undefined && "data" in node ? node.data : reference;
    if (characters.size < 5000) characters.set(reference, character);
  }
  return character;
}

export function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
