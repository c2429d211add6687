import { textsOf } from "../finding/document.ts";
import type { Span } from "../finding/found.ts";
import type { QueryMatch } from "../finding/match-document.ts";
import { ShownClauses } from "./shown-clauses.ts";
import type { CutTexts, Stretch } from "./stretches.ts";

/** A stretch of a readout with the spans of a match that begin in it: from `first` up to, not including, `last`. */
export interface Passage {
  readonly stretch: Stretch;
  readonly first: number;
  readonly last: number;
  /** How many of them end in it too. */
  readonly count: number;
}

/**
 * The passages that tell most of a match, in the order of the readout: whole sentences as far as they fit, each
 * next one chosen for the clauses not yet shown, then for the number of words found, then for coming first.
 */
export function choosePassages(
  texts: CutTexts,
  match: QueryMatch,
  maxSnippets: number,
): readonly Passage[] {
  if (match.spans.length === 0) return opening(texts);
  const open = candidates(texts, match.spans);
  const shown = new ShownClauses(match);
  const chosen: Passage[] = [];
  while (chosen.length < maxSnippets) {
    const at = bestOf(open, shown);
    const best = open[at];
    if (best === undefined) break;
    chosen.push(best);
    shown.add(best);
    leaveOut(open, at, best.stretch);
  }
  return chosen.length > 1 ? chosen.sort((a, b) => a.first - b.first) : chosen;
}

/** Where in the list the best one stands. */
function bestOf(open: readonly Passage[], shown: ShownClauses): number {
  let [best, most, count] = [0, -1, 0];
  for (let n = 0; n < open.length; n += 1) {
    const one = open[n];
    if (one === undefined) continue;
    const fresh = shown.freshIn(one);
    if (fresh < most || (fresh === most && one.count <= count)) continue;
    [best, most, count] = [n, fresh, one.count];
  }
  return best;
}

/** What overlaps the one that was chosen stands next to it in the list, since both their ends grow with their starts. */
function leaveOut(open: Passage[], at: number, { of, start, end }: Stretch): void {
  let [first, last] = [at, at + 1];
  for (; first > 0; first -= 1) {
    const before = open[first - 1]?.stretch;
    if (before?.of !== of || before.end <= start) break;
  }
  for (; last < open.length; last += 1) {
    const after = open[last]?.stretch;
    if (after?.of !== of || after.start >= end) break;
  }
  open.splice(first, last - first);
}

/** Where nothing in the text is the reason: how the text begins. */
function opening(texts: CutTexts): readonly Passage[] {
  const first = textsOf(texts.content).find(
    ([place, text]) => place !== "title" && text.trim() !== "",
  );
  if (first === undefined) return [];
  const text = texts.at(first[0]);
  const { start = 0 } = text.sentences[0] ?? {};
  return [{ stretch: text.stretchAt(0, { start, end: start }), first: 0, last: 0, count: 0 }];
}

/** For every sentence with a find, the passage that begins with it. */
function candidates(texts: CutTexts, spans: readonly Span[]): Passage[] {
  const found: Passage[] = [];
  let at = 0;
  for (let span = spans[at]; span !== undefined; span = spans[at]) {
    const text = texts.at(span.block);
    const { sentences } = text;
    for (let n = 0; n < sentences.length && span?.block === text.place; n += 1) {
      const { start, end } = sentences[n] ?? span;
      if (end <= span.start) continue;
      if (span.start >= start) found.push(passageAt(text.stretchAt(n, span), spans, at));
      // Those of the same sentence begin no other passage.
      do span = spans[(at += 1)];
      while (span?.block === text.place && span.start < end);
    }
    while (spans[at]?.block === text.place) at += 1;
  }
  return found;
}

function passageAt(stretch: Stretch, spans: readonly Span[], first: number): Passage {
  const { of, end } = stretch;
  let [last, count] = [first, 0];
  for (; last < spans.length; last += 1) {
    const span = spans[last];
    if (span?.block !== of.place || span.start >= end) break;
    if (span.end <= end) count += 1;
  }
  return { stretch, first, last, count };
}
