import { DateTime } from "luxon";
import type { Block, ReadoutContent } from "../lambda/readouts/readout.ts";
import type { DocumentReading } from "../lambda/sources/reading.ts";
import type { Source } from "../lambda/sources/source.ts";
import type { GoldEntry } from "./gold.ts";

/** How many were right of how many there are. */
export interface Exact {
  readonly right: number;
  readonly of: number;
}

/** Of two bags: what is in both, what we gave, what was wanted. */
export interface Overlap {
  readonly both: number;
  readonly given: number;
  readonly wanted: number;
}

export interface Score {
  readonly entries: number;
  readonly titles: Exact;
  /** Of those whose document states one. */
  readonly dates: Exact;
  readonly places: Exact;
  /** Words of the body, wherever they stand. */
  readonly words: Overlap;
  /** Whole paragraphs. */
  readonly paragraphs: Overlap;
  /** Speakers' labels, as often as each speaks. */
  readonly turns: Overlap;
  /** Who spoke, each once, by the longest of their labels. */
  readonly participants: Overlap;
  readonly continued: Exact;
  /** A line each. */
  readonly misses: readonly string[];
}

const nothing: Overlap = { both: 0, given: 0, wanted: 0 };
const none: Exact = { right: 0, of: 0 };

export const emptyScore: Score = {
  entries: 0,
  titles: none,
  dates: none,
  places: none,
  words: nothing,
  paragraphs: nothing,
  turns: nothing,
  participants: nothing,
  continued: none,
  misses: [],
};

export function scoreReading(source: Source, gold: GoldEntry, reading: DocumentReading): Score {
  const { expected } = gold;
  const found = reading.outcome === "read" ? reading.content : null;
  const misses: string[] = [];
  const miss = (what: string, ours: unknown, theirs: unknown): void => {
    misses.push(`${gold.file} ${what}: ${shown(ours)} | ${shown(theirs)}`);
  };
  if (reading.outcome === "unreadable") miss("unreadable", reading.reason, null);
  const exact = (what: string, ours: unknown, theirs: unknown): Exact => {
    if (ours !== theirs) miss(what, ours, theirs);
    return { right: ours === theirs ? 1 : 0, of: 1 };
  };
  const bags = (what: string, ours: readonly string[], theirs: readonly string[]): Overlap => {
    const { extra, lacking, overlap: shared } = compareBags(ours, theirs);
    for (const one of extra) miss(`${what} too many`, one, null);
    for (const one of lacking) miss(`${what} lacking`, null, one);
    return shared;
  };
  const body = expected.body.map(collapse);
  const blocks = (found?.blocks ?? []).map(({ text }) => collapse(text));
  const { date } = expected;
  return {
    entries: 1,
    titles: exact("title", collapse(found?.title ?? ""), collapse(expected.title)),
    dates: date === null ? none : exact("date", dateOf(found, date, source), comparable(date)),
    places: expected.place === null ? none : exact("place", found?.place ?? null, expected.place),
    words: compareBags(wordsOf(blocks), wordsOf(body)).overlap,
    paragraphs: bags("paragraph", blocks, body),
    turns: bags(
      "turn",
      (found?.turns ?? []).map(({ label }) => label),
      expected.labels.map(collapse),
    ),
    participants: bags("participant", speakersOf(found), expected.speakers.map(collapse)),
    continued: exact("continued", found?.isContinued ?? false, expected.isContinued),
    misses,
  };
}

/** What a reader gets right that gives a title and a text, and nothing else. */
export function scoreText(
  { expected }: GoldEntry,
  title: string,
  blocks: readonly Pick<Block, "text">[],
): Score {
  const ours = blocks.map(({ text }) => collapse(text));
  const body = expected.body.map(collapse);
  return {
    ...emptyScore,
    entries: 1,
    titles: { right: collapse(title) === collapse(expected.title) ? 1 : 0, of: 1 },
    words: compareBags(wordsOf(ours), wordsOf(body)).overlap,
    paragraphs: compareBags(ours, body).overlap,
  };
}

/** Each speaker once, by the longest of their labels; a single word names nobody. */
function speakersOf(found: ReadoutContent | null): readonly string[] {
  const longest = new Map<string, string>();
  for (const { speaker, label } of found?.turns ?? []) {
    const plain = label.replace(/\s*\([^)]*\)?$/u, "");
    if (plain.includes(" ") && plain.length > (longest.get(speaker)?.length ?? 0)) {
      longest.set(speaker, plain);
    }
  }
  return [...longest.values()];
}

export function addScores(a: Score, b: Score): Score {
  return {
    entries: a.entries + b.entries,
    titles: addExact(a.titles, b.titles),
    dates: addExact(a.dates, b.dates),
    places: addExact(a.places, b.places),
    words: addOverlap(a.words, b.words),
    paragraphs: addOverlap(a.paragraphs, b.paragraphs),
    turns: addOverlap(a.turns, b.turns),
    participants: addOverlap(a.participants, b.participants),
    continued: addExact(a.continued, b.continued),
    misses: [...a.misses, ...b.misses],
  };
}

function addExact(a: Exact, b: Exact): Exact {
  return { right: a.right + b.right, of: a.of + b.of };
}

function addOverlap(a: Overlap, b: Overlap): Overlap {
  return { both: a.both + b.both, given: a.given + b.given, wanted: a.wanted + b.wanted };
}

/** 1 where nothing is wanted and nothing given. */
export function f1({ both, given, wanted }: Overlap): number {
  return given + wanted === 0 ? 1 : (2 * both) / (given + wanted);
}

/** 1 where nothing is given. */
export function precision({ both, given }: Overlap): number {
  return given === 0 ? 1 : both / given;
}

/** 1 where nothing is wanted. */
export function recall({ both, wanted }: Overlap): number {
  return wanted === 0 ? 1 : both / wanted;
}

/** 1 where there is nothing to get right. */
export function share({ right, of }: Exact): number {
  return of === 0 ? 1 : right / of;
}

function compareBags(
  ours: readonly string[],
  theirs: readonly string[],
): { overlap: Overlap; extra: readonly string[]; lacking: readonly string[] } {
  const left = new Map<string, number>();
  for (const one of theirs) left.set(one, (left.get(one) ?? 0) + 1);
  const extra = ours.filter((one) => {
    const count = left.get(one) ?? 0;
    left.set(one, count - 1);
    return count < 1;
  });
  const lacking = [...left].flatMap(([one, count]) =>
    Array.from({ length: Math.max(count, 0) }, () => one),
  );
  const both = ours.length - extra.length;
  return { overlap: { both, given: ours.length, wanted: theirs.length }, extra, lacking };
}

/** A gold date is a day of the event, or an instant of publication. */
function dateOf(found: ReadoutContent | null, gold: string, source: Source): string | null {
  const published = found?.publishedAt ?? null;
  if (!isDay(gold)) return published?.at ?? null;
  if (found !== null && found.eventDate !== null) return found.eventDate.from;
  return published === null
    ? null
    : DateTime.fromISO(published.at, { zone: source.timeZone }).toISODate();
}

function comparable(gold: string): string {
  return isDay(gold) ? gold : new Date(gold).toISOString();
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text);
}

function wordsOf(paragraphs: readonly string[]): readonly string[] {
  return paragraphs.flatMap((text) => text.split(" ")).filter((word) => word !== "");
}

function collapse(text: string): string {
  return text.replaceAll(/[\s\u00A0]+/gu, " ").trim();
}

function shown(value: unknown): string {
  return typeof value === "string" ? value.slice(0, 140) : String(value);
}
