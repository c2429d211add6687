import { load } from "cheerio/slim";
import type { AnyNode } from "domhandler";
import { ElementType } from "domelementtype";
import type { Block } from "../readouts/readout.ts";

/** A block, and how much of its beginning is set in bold: where a speaker's label may stand. */
export interface MarkedBlock extends Block {
  readonly boldLength: number;
}

/** Markup nested deeper than any writer nests it. */
export class NestingError extends Error {
  override readonly name = "NestingError";
}

const maxDepth = 500;

/** Never text of the document. */
const silent = new Set([
  "script",
  "style",
  "noscript",
  "template",
  "iframe",
  "object",
  "svg",
  "figure",
  "figcaption",
  "form",
  "button",
  "select",
  "nav",
  "head",
  "audio",
  "video",
]);

const blockKinds: Readonly<Record<string, Block["kind"]>> = {
  h1: "heading",
  h2: "heading",
  h3: "heading",
  h4: "heading",
  h5: "heading",
  h6: "heading",
  li: "list-item",
  blockquote: "quote",
};

/** Begin a block of their own, of the kind that lies around them. */
const blockElements = new Set([
  ...Object.keys(blockKinds),
  "p",
  "div",
  "section",
  "article",
  "header",
  "footer",
  "aside",
  "main",
  "ul",
  "ol",
  "dl",
  "dt",
  "dd",
  "table",
  "tr",
  "td",
  "th",
  "pre",
  "address",
  "hr",
]);

const separators = /^(?:(?:\*\s*){3,}|(?:#\s*){3,}|[-–—_]{3,})$/u;

/**
 * White space and no-break spaces to single spaces; bidirectional controls, which could turn what follows, removed.
 * Soft hyphens and joiners stay, as the press office wrote them: searches pass over them.
 */
export function tidy(text: string): string {
  return text
    .replaceAll(/[\uFEFF\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, "")
    .replaceAll(/[\s\u00A0\u2007\u202F]+/gu, " ")
    .trim();
}

/** A title or other single line that may hold markup and entities. */
export function htmlToLine(html: string): string {
  return tidy(load(html, null, false).text());
}

/**
 * The blocks below some elements, in order: one for each paragraph, heading, list item and quotation.
 * @throws NestingError
 */
export function collectBlocks(roots: readonly AnyNode[]): readonly MarkedBlock[] {
  const blocks: MarkedBlock[] = [];
  let pending = "";
  let boldEnd = 0;
  let isStillBold = true;

  function flush(kind: Block["kind"]): void {
    const text = tidy(pending);
    if (text !== "") {
      const isSeparator = separators.test(text);
      const boldLength = tidy(pending.slice(0, boldEnd)).length;
      blocks.push({ kind: isSeparator ? "separator" : kind, text, boldLength });
    }
    pending = "";
    boldEnd = 0;
    isStillBold = true;
  }

  function walk(node: AnyNode, kind: Block["kind"], isBold: boolean, depth: number): void {
    if (depth > maxDepth) throw new NestingError(`markup nested deeper than ${maxDepth}`);
    if (node.type === ElementType.Text) {
      pending += node.data;
      if (isBold && isStillBold) boldEnd = pending.length;
      else if (node.data.trim() !== "") isStillBold = false;
      return;
    }
    if (!("children" in node)) return;
    const name = "name" in node ? node.name.toLowerCase() : "";
    if (silent.has(name)) return;
    if (name === "br") {
      pending += "\n";
      return;
    }
    const isBlock = blockElements.has(name);
    const inner = blockKinds[name] ?? kind;
    if (isBlock) flush(kind);
    const bold = isBold || name === "b" || name === "strong";
    for (const child of node.children) walk(child, inner, bold, depth + 1);
    if (isBlock) flush(inner);
  }

  for (const root of roots) {
    walk(root, "paragraph", false, 0);
    flush("paragraph");
  }
  return blocks;
}
