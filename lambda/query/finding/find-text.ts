import { findNear } from "./find-near.ts";
import { Found, NOT_FOUND } from "./found.ts";
import type { Occurrence } from "./occurrences.ts";
import { mergeOccurrences, type Postings, type TextPostings } from "./postings.ts";
import type { NearClause, Operand, PatternClause, TextLeaf, Word, WordClause } from "../query.ts";
import { isTerm, partsOf } from "../words/word-parts.ts";

/**
 * Finds a word by its stem, the words of a phrase exactly, a pattern among all words, and of words
 * near one another those that are.
 */
export function findInText(leaf: TextLeaf, document: TextPostings): Found {
  if (leaf.kind === "word") return findWord(leaf, document);
  if (leaf.kind !== "near") {
    const occurrences = longest(findOperand(leaf, document));
    return new Found(occurrences, occurrences.length);
  }
  const taking = takingPart(leaf, document);
  const count = Math.min(...taking.map((list) => longest(list).length));
  return new Found(longest(mergeOccurrences(taking)), count);
}

/** Many queries may ask for one word. */
function findWord(leaf: WordClause, document: TextPostings): Found {
  const known = document.words.get(leaf.word);
  if (known !== undefined) return known;
  const occurrences = longest(findOperand(leaf, document));
  // There is no end of words that a document does not have, and some are kept for long.
  if (occurrences.length === 0) return NOT_FOUND;
  const found = new Found(occurrences, occurrences.length);
  document.words.set(leaf.word, found);
  return found;
}

/** Whether there is such a place at all: `findInText` without the places. */
export function isInText(leaf: TextLeaf, document: TextPostings): boolean {
  if (leaf.kind !== "near") return findOperand(leaf, document).length > 0;
  return takingPart(leaf, document).every((list) => list.length > 0);
}

const takingPart = (leaf: NearClause, document: TextPostings): readonly (readonly Occurrence[])[] =>
  findNear({
    first: findOperand(leaf.first, document),
    links: leaf.links.map(({ relation, distance, operand }) => ({
      relation,
      distance,
      found: findOperand(operand, document),
    })),
  });

/** Of finds that begin together, the longest: what is shown and counted once. */
function longest(found: readonly Occurrence[]): readonly Occurrence[] {
  // Mostly all of them are, and need no other list.
  const isOne = found.every(({ from }, n) => found[n + 1]?.from !== from);
  return isOne ? found : found.filter(({ from }, n) => found[n + 1]?.from !== from);
}

function findOperand(operand: Operand, document: TextPostings): readonly Occurrence[] {
  switch (operand.kind) {
    case "word": {
      if (isTerm(operand.word)) return document.formsOf(operand.word);
      const { stemOf, stems } = document;
      const parts = partsOf(operand.word);
      return startsOf({ asOne: stemOf(parts.join("")), parts: parts.map(stemOf) }, stems);
    }
    case "phrase":
      return findWords(operand.words, document.terms);
    case "pattern":
      return findPattern(operand, document.terms);
    case "choice":
      return mergeOccurrences(operand.options.map((option) => findOperand(option, document)));
  }
}

function findPattern(pattern: PatternClause, postings: Postings): readonly Occurrence[] {
  const terms = Array.from(postings.keys()).filter((term) => fits(pattern, term));
  const lists = terms.map((term) => postings.get(term) ?? []);
  return mergeOccurrences(lists);
}

function fits({ head, wildcard, tail }: PatternClause, term: string): boolean {
  if (!term.startsWith(head) || term.length < head.length + tail.length) return false;
  if (!term.endsWith(tail)) return false;
  if (wildcard === "*") return true;
  return Array.from(term.slice(head.length, term.length - tail.length)).length === 1;
}

/** A word as it is looked for: in one, or in its parts. */
interface Wanted {
  readonly asOne: string;
  readonly parts: readonly string[];
}

function findWords(words: readonly Word[], postings: Postings): readonly Occurrence[] {
  const wanted = words.map((word) => {
    const parts = partsOf(word);
    return { asOne: parts.join(""), parts };
  });
  const [first, ...rest] = wanted;
  if (first === undefined || !rest.every((word) => occursAtAll(word, postings))) return [];
  return startsOf(first, postings)
    .map((start) => follow(rest, start, postings))
    .filter((found) => found !== null);
}

function follow(
  words: readonly Wanted[],
  start: Occurrence,
  postings: Postings,
): Occurrence | null {
  let found: Occurrence | null = start;
  for (const word of words) {
    const next = wordAt(word, found.to, postings);
    if (next === null) return null;
    found = { ...start, end: next.end, to: next.to };
  }
  return found;
}

/** Where a word stands, written in one (ceasefire) or in its parts (cease-fire, cease fire). */
function startsOf(word: Wanted, postings: Postings): readonly Occurrence[] {
  const [first = ""] = word.parts;
  const asOne = postings.get(word.asOne) ?? [];
  if (word.parts.length === 1) return asOne;
  const inParts = (postings.get(first) ?? [])
    .map(({ from }) => partsAt(word, from, postings))
    .filter((found) => found !== null);
  const byStart = new Map([...inParts, ...asOne].map((found) => [found.from, found]));
  return [...byStart.values()].toSorted((a, b) => a.from - b.from);
}

function wordAt(word: Wanted, from: number, postings: Postings): Occurrence | null {
  return termAt(word.asOne, from, postings) ?? partsAt(word, from, postings);
}

function partsAt(word: Wanted, from: number, postings: Postings): Occurrence | null {
  const [first = "", ...rest] = word.parts;
  let found = termAt(first, from, postings);
  for (const part of rest) {
    const next: Occurrence | null = found && termAt(part, found.to, postings);
    found = found && next && { ...found, end: next.end, to: next.to };
  }
  return found;
}

const occursAtAll = (word: Wanted, postings: Postings): boolean =>
  postings.has(word.asOne) || word.parts.every((part) => postings.has(part));

/** By bisection: a common word may occur thousands of times. */
function termAt(term: string, from: number, postings: Postings): Occurrence | null {
  const all = postings.get(term) ?? [];
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.from ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  const found = all[low];
  return found?.from === from ? found : null;
}
