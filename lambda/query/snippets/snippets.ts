import type { ReadoutContent } from "../../readouts/readout.ts";
import type { PreparedDocument } from "../finding/document.ts";
import type { QueryMatch } from "../finding/match-document.ts";
import { choosePassages, type Passage } from "./passages.ts";
import type { Place } from "../finding/occurrences.ts";

/** A passage that shows why a readout matched, for any medium: mail, page or terminal. */
export interface Snippet {
  readonly where: "title" | "lead" | "body";
  /** Who says it, where it lies in a turn. */
  readonly speaker: string | null;
  /** The passage in order; marked parts are what the query found. */
  readonly parts: readonly { readonly text: string; readonly marked: boolean }[];
  /** BCP 47. */
  readonly language: string;
  readonly direction: "ltr" | "rtl";
}

export interface SnippetLimits {
  /** Of one snippet, without the dots of an omission; a longer find is shown whole. */
  readonly maxChars: number;
  readonly maxSnippets: number;
}

/**
 * The passages that tell most of a match, in the order of the readout, cut at sentence ends.
 * Where a sentence is cut itself, or more follows, an ellipsis says so.
 */
export function makeSnippets(
  document: PreparedDocument,
  match: QueryMatch,
  limits: SnippetLimits,
): readonly Snippet[] {
  const { content } = document;
  return choosePassages(document, match, limits).map((passage) => ({
    where: typeof passage.place === "number" ? "body" : passage.place,
    speaker: speakerOf(content, passage.place),
    parts: partsOf(passage),
    language: content.language,
    direction: directionOf(passage.text.slice(passage.start, passage.end)),
  }));
}

function speakerOf(content: ReadoutContent, place: Place): string | null {
  if (typeof place !== "number") return null;
  return content.turns.find(({ from, to }) => from <= place && place < to)?.speaker ?? null;
}

function partsOf({ text, start, end, spans }: Passage): Snippet["parts"] {
  const parts: { text: string; marked: boolean }[] = [];
  const add = (piece: string, marked: boolean) => {
    if (piece !== "") parts.push({ text: piece, marked });
  };
  if (start > text.length - text.trimStart().length) add("… ", false);
  let at = start;
  for (const mark of merge(spans)) {
    add(text.slice(at, mark.start), false);
    add(text.slice(mark.start, mark.end), true);
    at = mark.end;
  }
  add(text.slice(at, end), false);
  if (end < text.trimEnd().length) add(" …", false);
  return parts;
}

/** Overlapping finds become one mark. */
function merge(spans: Passage["spans"]): readonly { start: number; end: number }[] {
  const marks: { start: number; end: number }[] = [];
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    const last = marks.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else marks.push({ start, end });
  }
  return marks;
}

/** By the first letter that has a direction, as HTML's dir=auto does. */
function directionOf(text: string): "ltr" | "rtl" {
  const first = /\p{L}/u.exec(text)?.[0] ?? "";
  const isRightToLeft =
    /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}\p{sc=Adlm}]/u.test(first);
  return isRightToLeft ? "rtl" : "ltr";
}
