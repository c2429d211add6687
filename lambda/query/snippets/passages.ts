import { type PreparedDocument, textsOf } from "../finding/document.ts";
import type { ReadoutContent } from "../../readouts/readout.ts";
import type { QueryMatch, Span } from "../finding/match-document.ts";
import type { Place } from "../finding/occurrences.ts";
import { type Sentence, sentencesOf } from "./sentences.ts";

/** A stretch of one text of a readout, with the spans that lie in it. */
export interface Passage {
  readonly place: Place;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** By their start. */
  readonly spans: readonly Span[];
}

/** A passage that may be chosen: of the match's spans those from `first` up to, not including, `last` begin in it. */
interface Candidate {
  readonly place: Place;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly first: number;
  readonly last: number;
  /** How many of them end in it too. */
  readonly count: number;
}

/** The words that give a clipped sentence its context, before the first mark. */
const LEAD_IN = 0.3;

/**
 * The passages that tell most of a match: whole sentences as far as `maxChars` allows, each next one
 * chosen for the clauses not yet shown, then for the number of words found, then for coming first.
 */
export function choosePassages(
  document: PreparedDocument,
  match: QueryMatch,
  { maxChars, maxSnippets }: { maxChars: number; maxSnippets: number },
): readonly Passage[] {
  if (match.spans.length === 0) return opening(document, maxChars);
  let open = candidates(document, match, maxChars);
  const shown = new Set<number>();
  const chosen: Candidate[] = [];
  while (chosen.length < maxSnippets && open.length > 0) {
    const best = bestOf(open, match, shown);
    chosen.push(best);
    for (const { clause } of spansIn(best, match)) shown.add(clause);
    open = open.filter((one) => !overlap(one, best));
  }
  return chosen
    .sort((a, b) => order(a.place) - order(b.place) || a.start - b.start)
    .map((one) => {
      const { place, text, start, end } = one;
      return { place, text, start, end, spans: spansIn(one, match) };
    });
}

function bestOf(
  all: readonly Candidate[],
  match: QueryMatch,
  shown: ReadonlySet<number>,
): Candidate {
  const [first] = all;
  if (first === undefined) throw new RangeError("there is nothing to choose from");
  // What has not shown all clauses yet is chosen for those; of one clause there is nothing to weigh.
  const areWeighed = match.clauses.length > 1 && shown.size < match.clauses.length;
  let best = first;
  let most = areWeighed ? freshIn(first, match, shown) : 0;
  for (const one of all) {
    const fresh = areWeighed ? freshIn(one, match, shown) : 0;
    if (fresh < most || (fresh === most && one.count <= best.count)) continue;
    [best, most] = [one, fresh];
  }
  return best;
}

/** How many clauses a passage shows that were not shown yet. */
function freshIn(one: Candidate, match: QueryMatch, shown: ReadonlySet<number>): number {
  const fresh: number[] = [];
  for (let n = one.first; n < one.last; n += 1) {
    const span = match.spans[n];
    if (span === undefined || span.end > one.end) continue;
    if (!shown.has(span.clause) && !fresh.includes(span.clause)) fresh.push(span.clause);
  }
  return fresh.length;
}

const spansIn = ({ first, last, end }: Candidate, { spans }: QueryMatch): readonly Span[] =>
  spans.slice(first, last).filter((span) => span.end <= end);

const overlap = (a: Candidate, b: Candidate): boolean =>
  a.place === b.place && a.start < b.end && b.start < a.end;

const order = (place: Place): number => (place === "title" ? -2 : place === "lead" ? -1 : place);

/** Where nothing in the text is the reason: how the text begins. */
function opening(document: PreparedDocument, maxChars: number): readonly Passage[] {
  const texts = textsOf(document.content).filter(([place]) => place !== "title");
  const [first] = texts.filter(([, text]) => text.trim() !== "");
  if (first === undefined) return [];
  const [place, text] = first;
  const sentences = sentencesOf(text);
  const [sentence = { start: 0, end: 0 }] = sentences;
  const range =
    sentence.end - sentence.start > maxChars
      ? clip(text, sentence, sentence.start, sentence.start, maxChars)
      : extend(sentences, 0, maxChars);
  return [{ place, text, ...range, spans: [] }];
}

/** For every sentence with a find, the passage that begins with it. */
function candidates(
  document: PreparedDocument,
  { spans }: QueryMatch,
  maxChars: number,
): readonly Candidate[] {
  const found: Candidate[] = [];
  const sentencesAt = cutOf(document);
  for (let from = 0; from < spans.length; ) {
    const place = spans[from]?.block ?? "title";
    let to = from + 1;
    while (to < spans.length && spans[to]?.block === place) to += 1;
    const text = textAt(document.content, place);
    const sentences = sentencesAt(place, text);
    let n = 0;
    for (let first = from; first < to; ) {
      const span = spans[first] ?? { start: 0, end: 0 };
      while (n < sentences.length && (sentences[n]?.end ?? 0) <= span.start) n += 1;
      const sentence = sentences[n];
      if (sentence === undefined) break;
      if (span.start >= sentence.start) {
        const { start, end } =
          sentence.end - sentence.start > maxChars
            ? clip(text, sentence, span.start, span.end, maxChars)
            : extend(sentences, n, maxChars);
        found.push({ place, text, start, end, ...within(spans, { first, to, end }) });
      }
      while (first < to && (spans[first]?.start ?? 0) < sentence.end) first += 1;
    }
    from = to;
  }
  return found;
}

/** Of the spans from `first` up to `to`, those of a passage that ends at `end`. */
function within(
  spans: readonly Span[],
  { first, to, end }: { first: number; to: number; end: number },
): Pick<Candidate, "first" | "last" | "count"> {
  let [last, count] = [first, 0];
  for (; last < to; last += 1) {
    const span = spans[last];
    if (span === undefined || span.start >= end) break;
    if (span.end <= end) count += 1;
  }
  return { first, last, count };
}

function textAt({ title, lead, blocks }: ReadoutContent, place: Place): string {
  if (place === "title") return title;
  return (place === "lead" ? lead : blocks[place]?.text) ?? "";
}

type SentencesAt = (place: Place, text: string) => readonly Sentence[];

/** Cut once, although many queries may find something in a document. */
const cut = new WeakMap<PreparedDocument, SentencesAt>();

function cutOf(document: PreparedDocument): SentencesAt {
  const before = cut.get(document);
  if (before !== undefined) return before;
  const known = new Map<Place, readonly Sentence[]>();
  const sentencesAt: SentencesAt = (place, text) => {
    const sentences = known.get(place) ?? sentencesOf(text);
    known.set(place, sentences);
    return sentences;
  };
  cut.set(document, sentencesAt);
  return sentencesAt;
}

/** As many following sentences as fit. */
function extend(sentences: readonly Sentence[], first: number, maxChars: number): Sentence {
  const start = sentences[first]?.start ?? 0;
  let end = start;
  for (let n = first; n < sentences.length; n += 1) {
    const next = sentences[n]?.end ?? start;
    if (next - start > maxChars) break;
    end = next;
  }
  return { start, end };
}

/** A piece of a sentence that is too long by itself, cut between words, with a little before the first find. */
function clip(
  text: string,
  sentence: Sentence,
  from: number,
  to: number,
  maxChars: number,
): Sentence {
  const latest = Math.max(sentence.start, sentence.end - maxChars);
  const wanted = Math.max(sentence.start, from - Math.floor(maxChars * LEAD_IN));
  const start = wordStart(text, Math.min(wanted, latest), from, sentence.start);
  const end = wordEnd(text, Math.min(start + maxChars, sentence.end), to, sentence.end);
  return { start, end };
}

function wordStart(text: string, at: number, most: number, sentenceStart: number): number {
  if (at <= sentenceStart) return sentenceStart;
  const space = text.slice(at, most).search(/\s/u);
  return space === -1 ? most : at + space + 1;
}

function wordEnd(text: string, at: number, least: number, sentenceEnd: number): number {
  if (at >= sentenceEnd) return sentenceEnd;
  const space = text.slice(least, Math.max(at, least)).search(/\s\S*$/u);
  return least + Math.max(space, 0);
}
