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
  readonly spans: readonly Span[];
  /** Those of the spans, each once. */
  readonly clauses: readonly number[];
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
  const chosen: Passage[] = [];
  while (chosen.length < maxSnippets && open.length > 0) {
    const best = open.reduce((a, b) => (isBetter(b, a, shown) ? b : a));
    chosen.push(best);
    for (const clause of best.clauses) shown.add(clause);
    open = open.filter((passage) => !overlap(passage, best));
  }
  return chosen.toSorted((a, b) => order(a.place) - order(b.place) || a.start - b.start);
}

function isBetter(a: Passage, b: Passage, shown: ReadonlySet<number>): boolean {
  const [more, less] = [freshIn(a, shown), freshIn(b, shown)];
  return more > less || (more === less && a.spans.length > b.spans.length);
}

/** How many clauses a passage shows that were not shown yet. */
function freshIn({ clauses }: Passage, shown: ReadonlySet<number>): number {
  let fresh = 0;
  for (const clause of clauses) if (!shown.has(clause)) fresh += 1;
  return fresh;
}

const overlap = (a: Passage, b: Passage): boolean =>
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
  return [{ place, text, ...range, spans: [], clauses: [] }];
}

/** For every sentence with a find, the passage that begins with it. */
function candidates(
  document: PreparedDocument,
  match: QueryMatch,
  maxChars: number,
): readonly Passage[] {
  const found: Passage[] = [];
  for (const [place, spans] of spansByPlace(match)) {
    const text = textAt(document.content, place);
    const sentences = sentencesIn(document, place, text);
    for (let n = 0, span = 0; n < sentences.length && span < spans.length; n += 1) {
      const sentence = sentences[n] ?? { start: 0, end: 0 };
      while ((spans[span]?.start ?? Infinity) < sentence.start) span += 1;
      const first = spans[span];
      if (first === undefined || first.start >= sentence.end) continue;
      const { start, end } =
        sentence.end - sentence.start > maxChars
          ? clip(text, sentence, first.start, first.end, maxChars)
          : extend(sentences, n, maxChars);
      const shown = within(spans, start, end);
      found.push({ place, text, start, end, spans: shown, clauses: clausesOf(shown) });
    }
  }
  return found;
}

function clausesOf(spans: readonly Span[]): readonly number[] {
  const clauses: number[] = [];
  for (const { clause } of spans) if (!clauses.includes(clause)) clauses.push(clause);
  return clauses;
}

function textAt({ title, lead, blocks }: ReadoutContent, place: Place): string {
  if (place === "title") return title;
  return (place === "lead" ? lead : blocks[place]?.text) ?? "";
}

/** Cut once, although many queries may find something in a document. */
const cut = new WeakMap<PreparedDocument, Map<Place, readonly Sentence[]>>();

function sentencesIn(document: PreparedDocument, place: Place, text: string): readonly Sentence[] {
  const byPlace = cut.get(document) ?? new Map<Place, readonly Sentence[]>();
  cut.set(document, byPlace);
  const sentences = byPlace.get(place) ?? sentencesOf(text);
  byPlace.set(place, sentences);
  return sentences;
}

/** Each place's spans by their start, places in the order of the readout as the spans are. */
function spansByPlace(match: QueryMatch): ReadonlyMap<Place, readonly Span[]> {
  const byPlace = new Map<Place, Span[]>();
  for (const span of match.spans) {
    const others = byPlace.get(span.block);
    if (others === undefined) byPlace.set(span.block, [span]);
    else others.push(span);
  }
  for (const spans of byPlace.values()) spans.sort((a, b) => a.start - b.start || a.end - b.end);
  return byPlace;
}

const within = (spans: readonly Span[], start: number, end: number): readonly Span[] =>
  spans.slice(firstFrom(spans, start), firstFrom(spans, end)).filter((span) => span.end <= end);

/** By bisection: index of the first span that starts at `offset` or later. */
function firstFrom(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
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
