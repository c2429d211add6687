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
  if (start > 0 && text.slice(0, start).trim() !== "") parts.push({ text: "… ", marked: false });
  let at = start;
  for (let n = 0; n < spans.length; ) {
    const [from, to, next] = markAt(spans, n);
    if (from > at) parts.push({ text: text.slice(at, from), marked: false });
    if (to > from) parts.push({ text: text.slice(from, to), marked: true });
    [at, n] = [to, next];
  }
  if (end > at) parts.push({ text: text.slice(at, end), marked: false });
  const isCut = end < text.length && text.slice(end).trim() !== "";
  if (isCut) parts.push({ text: " …", marked: false });
  return parts;
}

/** Overlapping finds are one mark: its start and end, and the first span behind it. */
function markAt(spans: Passage["spans"], first: number): readonly [number, number, number] {
  const { start = 0, end = 0 } = spans[first] ?? {};
  let [to, n] = [end, first + 1];
  for (; n < spans.length; n += 1) {
    const span = spans[n];
    if (span === undefined || span.start >= to) break;
    to = Math.max(to, span.end);
  }
  return [start, to, n];
}

/** By the first letter that has a direction, as HTML's dir=auto does. */
function directionOf(text: string): "ltr" | "rtl" {
  if (/^[a-z]/i.test(text)) return "ltr";
  const first = /\p{L}/u.exec(text)?.[0] ?? "";
  const isRightToLeft =
    /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}\p{sc=Adlm}]/u.test(first);
  return isRightToLeft ? "rtl" : "ltr";
}
