import type { Cheerio } from "cheerio/slim";
import type { AnyNode } from "domhandler";
import type { StatedRule } from "./source.ts";

/** What a page states where a rule says: the first such element's attribute or text, or the part of it that counts. */
export function statedText(within: Cheerio<AnyNode>, rule: StatedRule): string | null {
  const inner = within.find(rule.selector).first();
  const found = inner.length > 0 ? inner : within.filter(rule.selector).first();
  const text = rule.attribute === undefined ? found.text() : found.attr(rule.attribute);
  return partOf(text ?? null, rule);
}

/** @returns null where there is no such text, or the pattern is not in it */
export function partOf(text: string | null, { pattern }: StatedRule): string | null {
  if (text === null || text.trim() === "") return null;
  if (pattern === undefined) return text;
  return new RegExp(pattern, "u").exec(text)?.[1] ?? null;
}
