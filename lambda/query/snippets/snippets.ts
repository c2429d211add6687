import type { PreparedDocument } from "../finding/document.ts";
import type { Span } from "../finding/found.ts";
import type { QueryMatch } from "../finding/match-document.ts";
import { choosePassages, type Passage } from "./passages.ts";

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
  return choosePassages(document, match, limits).map((passage) => {
    const { where, speaker, language, direction } = passage.stretch.frame;
    return { where, speaker, parts: partsOf(passage, match.spans), language, direction };
  });
}

type Part = Snippet["parts"][number];

const omittedBefore: Part = { text: "… ", marked: false };
const omittedAfter: Part = { text: " …", marked: false };

/** Finds that overlap are one mark. */
function partsOf({ stretch, first, last }: Passage, spans: readonly Span[]): Snippet["parts"] {
  const { start, end, frame } = stretch;
  const { text } = stretch.of;
  const parts: Part[] = [];
  if (frame.hasBefore) parts.push(omittedBefore);
  let at = start;
  for (let n = first; n < last; ) {
    const span = spans[n];
    n += 1;
    if (span === undefined || span.end > end) continue;
    let to = span.end;
    for (; n < last; n += 1) {
      const next = spans[n];
      if (next === undefined || next.start >= to) break;
      if (next.end <= end && next.end > to) to = next.end;
    }
    if (span.start > at) parts.push({ text: text.slice(at, span.start), marked: false });
    if (to > span.start) parts.push({ text: text.slice(span.start, to), marked: true });
    at = to;
  }
  if (end > at) parts.push({ text: text.slice(at, end), marked: false });
  if (frame.hasAfter) parts.push(omittedAfter);
  return parts;
}
