import type { Occurrence, PreparedDocument } from "./document.ts";
import type { Leaf, Word } from "./query.ts";

/** All places where a word or phrase stands, in the order of the text. */
export function findLeaf(leaf: Leaf, document: PreparedDocument): readonly Occurrence[] {
  const [first, ...rest] = leaf.kind === "word" ? [leaf.word] : leaf.words;
  if (first === undefined || !rest.every((word) => occursAtAll(word, document))) return [];
  return startsOf(first, document)
    .map((start) => follow(rest, start, document))
    .filter((found) => found !== null);
}

function follow(
  words: readonly Word[],
  start: Occurrence,
  document: PreparedDocument,
): Occurrence | null {
  let found: Occurrence | null = start;
  for (const word of words) {
    const next = wordAt(word, found.to, document);
    if (next === null) return null;
    found = { ...start, end: next.end, to: next.to };
  }
  return found;
}

/** Where a word stands, written in one (ceasefire) or in its parts (cease-fire, cease fire). */
function startsOf(word: Word, document: PreparedDocument): readonly Occurrence[] {
  const [first = ""] = word.parts;
  const asOne = document.occurrences.get(word.parts.join("")) ?? [];
  if (word.parts.length === 1) return asOne;
  const inParts = (document.occurrences.get(first) ?? [])
    .map(({ from }) => partsAt(word, from, document))
    .filter((found) => found !== null);
  const byStart = new Map([...inParts, ...asOne].map((found) => [found.from, found]));
  return [...byStart.values()].toSorted((a, b) => a.from - b.from);
}

function wordAt(word: Word, from: number, document: PreparedDocument): Occurrence | null {
  return termAt(word.parts.join(""), from, document) ?? partsAt(word, from, document);
}

function partsAt(word: Word, from: number, document: PreparedDocument): Occurrence | null {
  const [first = "", ...rest] = word.parts;
  let found = termAt(first, from, document);
  for (const part of rest) {
    const next: Occurrence | null = found && termAt(part, found.to, document);
    found = found && next && { ...found, end: next.end, to: next.to };
  }
  return found;
}

const occursAtAll = (word: Word, document: PreparedDocument): boolean =>
  document.occurrences.has(word.parts.join("")) ||
  word.parts.every((part) => document.occurrences.has(part));

/** By bisection: a common word may occur thousands of times. */
function termAt(term: string, from: number, document: PreparedDocument): Occurrence | null {
  const all = document.occurrences.get(term) ?? [];
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
