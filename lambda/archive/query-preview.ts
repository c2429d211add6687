import { closestTerm } from "../query/facts/closest-term.ts";
import { type PreparedDocument, prepareDocument } from "../query/finding/document.ts";
import { findLeaf } from "../query/finding/find-leaf.ts";
import { matchDocument } from "../query/finding/match-document.ts";
import type { Query } from "../query/query.ts";
import { makeSnippets } from "../query/snippets/snippets.ts";
import { type WantedWord, wantedWords } from "../query/wanted-words.ts";
import type { ReadoutHead } from "../readouts/revision.ts";
import { addMs, type Instant } from "../runtime/instant.ts";
import type { ReadoutsTable } from "./readouts-table.ts";
import type { Hit } from "./search/hit.ts";

/** What a query would have found in the archive. */
export interface QueryPreview {
  /** The newest, with their passages. */
  readonly hits: readonly Hit[];
  /** Readouts that were looked through. */
  readonly looked: number;
  /** Matches by the week they were published in, the oldest first; only weeks that were wholly looked through. */
  readonly weeks: readonly PreviewWeek[];
  /** Words of the query that occur in none of them. */
  readonly unseen: readonly UnseenWord[];
}

export interface PreviewWeek {
  /** Its Monday: `2026-03-02`. */
  readonly monday: string;
  readonly matches: number;
}

export interface UnseenWord {
  /** As it was written. */
  readonly word: string;
  /** What it may have been meant to be. */
  readonly suggestion: string | null;
}

/** One preview's work: some two seconds. */
const maxLooked = 1000;
const readAtOnce = 50;
const weeksShown = 12;
const hitsShown = 10;
const snippetLimits = { maxChars: 300, maxSnippets: 2 };
const dayMs = 24 * 60 * 60 * 1000;
const weekMs = 7 * dayMs;
/** Clocks of press offices go wrong, and announcements are dated ahead. */
const aheadMs = 366 * dayMs;

/**
 * Looks a query up in the newest readouts: how often it would have alerted, the last ten, and which of its
 * words never occurred.
 */
export async function previewQuery(
  query: Query,
  now: Instant,
  readouts: Pick<ReadoutsTable, "newest" | "latest">,
): Promise<QueryPreview> {
  const thisWeek = weekOf(now);
  const counts = new Map<number, number>();
  const hits: Hit[] = [];
  const words = new WordWatch(wantedWords(query));
  let looked = 0;
  let cursor: string | null = null;
  let oldest: Instant | null = null;
  do {
    const until = addMs(now, aheadMs);
    const within = { sourceId: null, since: null, until, cursor, limit: readAtOnce };
    const page = await readouts.newest(within);
    const read = await Promise.all(
      page.heads.map(async (head) => await documentOf(head, readouts)),
    );
    for (const [n, document] of read.entries()) {
      const head = page.heads[n];
      if (document === null || head === undefined) continue;
      words.see(document);
      const match = matchDocument(query, document);
      if (match === null) continue;
      const week = Math.min(weekOf(head.publishedAt.at), thisWeek);
      counts.set(week, (counts.get(week) ?? 0) + 1);
      if (hits.length < hitsShown) {
        hits.push({ head, snippets: makeSnippets(document, match, snippetLimits) });
      }
    }
    looked += page.heads.length;
    ({ cursor } = page);
    oldest = page.heads.at(-1)?.publishedAt.at ?? oldest;
  } while (cursor !== null && looked < maxLooked && !isEnough(oldest, thisWeek, hits));
  const firstWhole = cursor === null || oldest === null ? 0 : weekOf(oldest) + 1;
  return { hits, looked, weeks: weeksFrom(firstWhole, thisWeek, counts), unseen: words.unseen() };
}

/** Twelve weeks are looked through, and further back only where there are too few matches to show. */
function isEnough(oldest: Instant | null, thisWeek: number, hits: readonly Hit[]): boolean {
  return oldest !== null && thisWeek - weekOf(oldest) >= weeksShown && hits.length >= hitsShown;
}

async function documentOf(
  { readoutId, latest }: ReadoutHead,
  readouts: Pick<ReadoutsTable, "latest">,
): Promise<PreparedDocument | null> {
  const revision = latest === 0 ? null : await readouts.latest(readoutId);
  return revision === null ? null : prepareDocument(revision.content, revision);
}

/** Weeks since that of 29 December 1969, a Monday. */
function weekOf(at: Instant): number {
  return Math.floor((Date.parse(at) + 3 * dayMs) / weekMs);
}

function weeksFrom(
  firstWhole: number,
  last: number,
  counts: ReadonlyMap<number, number>,
): readonly PreviewWeek[] {
  const first = Math.min(last, Math.max(firstWhole, last - weeksShown + 1));
  return Array.from({ length: last - first + 1 }, (_, n) => ({
    monday: new Date((first + n) * weekMs - 3 * dayMs).toISOString().slice(0, 10),
    matches: counts.get(first + n) ?? 0,
  }));
}

/** Which words occurred so far, and all the others that did. */
class WordWatch {
  readonly #missing: Set<WantedWord>;
  readonly #vocabulary = new Map<string, number>();

  constructor(words: readonly WantedWord[]) {
    this.#missing = new Set(words);
  }

  see(document: PreparedDocument): void {
    for (const word of this.#missing) {
      const isSaid = findLeaf(word, document).count > 0;
      if (isSaid || findLeaf({ kind: "speaker", clause: word }, document).count > 0) {
        this.#missing.delete(word);
      }
    }
    for (const term of document.terms.keys()) {
      const times = document.terms.get(term)?.length ?? 0;
      this.#vocabulary.set(term, (this.#vocabulary.get(term) ?? 0) + times);
    }
  }

  /** Where nothing was seen, nothing is missing. */
  unseen(): readonly UnseenWord[] {
    if (this.#vocabulary.size === 0) return [];
    return [...this.#missing].map((word) => ({
      word: word.surface,
      suggestion: word.kind === "word" ? this.#nearest(word.word.parts) : null,
    }));
  }

  #nearest(parts: readonly string[]): string | null {
    const [only, ...others] = parts;
    if (only === undefined || others.length > 0) return null;
    return closestTerm(only, this.#vocabulary);
  }
}
