import type { PreparedDocument } from "../finding/document.ts";
import type { Span } from "../finding/found.ts";
import type { QueryMatch } from "../finding/match-document.ts";
import { choosePassages, type Passage } from "./passages.ts";
import { CutTexts } from "./stretches.ts";

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
  // Nobody else writes there.
  const before = document.kept.get(KEPT) as Made | undefined;
  const isSame =
    before?.limits.maxChars === limits.maxChars && before.limits.maxSnippets === limits.maxSnippets;
  const { texts, bySpans } = isSame ? before : begin(document, limits);
  const known = bySpans.get(match.spans);
  if (known !== undefined) return known;
  const snippets = choosePassages(texts, match, limits.maxSnippets).map((passage) => {
    const { where, speaker, language, direction } = passage.stretch.frame;
    return { where, speaker, parts: partsOf(passage, match.spans), language, direction };
  });
  if (isOfOneClause(match)) bySpans.set(match.spans, snippets);
  return snippets;
}

/** What the snippets of a readout have in common. */
interface Made {
  readonly limits: SnippetLimits;
  readonly texts: CutTexts;
  /** By the spans of one clause, whose list matches share; weak, for a document that is kept is asked for others without an end. */
  readonly bySpans: WeakMap<QueryMatch["spans"], readonly Snippet[]>;
}

/** Many queries may find something in a document, and many of them the same. */
const KEPT = "snippets";

function begin(document: PreparedDocument, limits: SnippetLimits): Made {
  const texts = new CutTexts(document.content, limits.maxChars);
  const begun: Made = { limits, texts, bySpans: new WeakMap() };
  document.kept.set(KEPT, begun);
  return begun;
}

/** Whichever clause it is and whatever others hold, the same passages are chosen. */
const isOfOneClause = ({ spans }: QueryMatch): boolean =>
  spans.every(({ clause }) => clause === spans[0]?.clause);

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
