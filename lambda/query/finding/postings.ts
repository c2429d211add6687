import { currentLexicon } from "../words/current-lexicon.ts";
import type { Lexicon } from "../words/lexicon.ts";
import { nameKeys } from "../words/name-key.ts";
import type { Stemmer } from "../words/stems.ts";
import type { Found } from "./found.ts";
import { isName, lexiconNumber, type Scan, wordCount } from "./scan.ts";
import { scanTexts } from "./scanner.ts";
import { type Occurrence, Occurrences, type Place } from "./occurrences.ts";
import { WordIndex } from "./word-index.ts";

/**
 * By term or by stem, in the order of the text. Of grain-s, which is also one word, the stem grain
 * has two occurrences that begin together: the shorter is first.
 */
export interface Postings {
  get(key: string): readonly Occurrence[] | undefined;
  has(key: string): boolean;
  keys(): Iterable<string>;
}

export interface TextPostings {
  readonly terms: Postings;
  readonly stems: Postings;
  /** Of words that stand with a capital and never without one, by `nameKeys`. */
  readonly names: Postings;
  readonly stemOf: Stemmer;
  /** Words that were looked for before, by their term. */
  readonly words: Map<string, Found>;
  /** A folded term in all its forms: what has its stem, and names that may be the same. */
  formsOf(term: string): readonly Occurrence[];
}

/** The postings of several texts; an occurrence is made when it is asked for. */
export class ScannedTexts implements TextPostings {
  readonly scan: Scan;
  readonly places: readonly Place[];
  readonly stemOf: Stemmer;
  readonly words = new Map<string, Found>();

  readonly #lexicon = currentLexicon();
  readonly #occurrences: Occurrences;
  // Made when they are asked for first.
  #stemIndex: WordIndex | null = null;
  #nameIndex: WordIndex | null = null;
  #terms: Postings | null = null;
  #stems: Postings | null = null;
  #names: Postings | null = null;

  constructor(texts: readonly (readonly [Place, string])[], stemOf: Stemmer) {
    const lexicon = this.#lexicon;
    this.stemOf = stemOf;
    this.places = texts.map(([place]) => place);
    this.scan = scanTexts(
      texts.map(([, text]) => text),
      lexicon,
    );
    this.#occurrences = new Occurrences(this.scan, this.places);
  }

  get terms(): Postings {
    return (this.#terms ??= new KeyPostings(this.#occurrences, indexTerms(this.scan)));
  }

  get stems(): Postings {
    return (this.#stems ??= new KeyPostings(this.#occurrences, this.#indexOfStems()));
  }

  /** Of words that stand with a capital and never without one, by `nameKeys`. */
  get names(): Postings {
    return (this.#names ??= new KeyPostings(this.#occurrences, this.#indexOfNames()));
  }

  formsOf(term: string): readonly Occurrence[] {
    const lexicon = this.#lexicon;
    // Before the term is looked up, for stems and names become known with them.
    const stems = this.#indexOfStems();
    const names = this.#indexOfNames();
    const word = lexicon.find(term);
    const isKnown = word !== -1;
    const stem = isKnown ? lexicon.stem(word, this.stemOf) : lexicon.find(this.stemOf(term));
    const words: number[] = [];
    stems.collect(stem, words);
    const forms = words.length;
    if (isKnown) collectNames(lexicon, word, names, words);
    else for (const key of nameKeys(term)) names.collect(lexicon.find(key), words);
    if (words.length === 0) return nothing;
    // Mostly a name is found by its stem, too.
    const distinct = words.length === forms ? words : [...new Set(words)];
    return occurrencesOf(distinct, this.#occurrences);
  }

  #indexOfStems(): WordIndex {
    return (this.#stemIndex ??= indexStems(this.scan, this.stemOf));
  }

  #indexOfNames(): WordIndex {
    return (this.#nameIndex ??= indexNames(this.scan));
  }
}

/** As most words of a query's alternatives find. */
const nothing: readonly Occurrence[] = [];

function indexTerms(scan: Scan): WordIndex {
  const count = wordCount(scan);
  const index = new WordIndex(count);
  for (let local = 0; local < count; local += 1) index.add(lexiconNumber(scan, local), local);
  return index;
}

function indexStems(scan: Scan, stemOf: Stemmer): WordIndex {
  const { lexicon } = scan;
  const count = wordCount(scan);
  const index = new WordIndex(count);
  for (let local = 0; local < count; local += 1) {
    index.add(lexicon.stem(lexiconNumber(scan, local), stemOf), local);
  }
  return index;
}

/** Of distinct words; it is no matter if there are more. */
const SHARE_OF_NAMES = 1 / 4;

function indexNames(scan: Scan): WordIndex {
  const { names } = scan.lexicon;
  const count = wordCount(scan);
  const index = new WordIndex(Math.ceil(count * SHARE_OF_NAMES));
  for (let local = 0; local < count; local += 1) {
    if (!isName(scan, local)) continue;
    const run = names.of(lexiconNumber(scan, local));
    for (let n = 0; n < names.count(run); n += 1) index.add(names.key(run, n), local);
  }
  return index;
}

/** Puts the words of a text that may be the same name behind others. */
function collectNames({ names }: Lexicon, word: number, index: WordIndex, words: number[]): void {
  const run = names.of(word);
  for (let n = 0; n < names.count(run); n += 1) index.collect(names.key(run, n), words);
}

class KeyPostings implements Postings {
  readonly #occurrences: Occurrences;
  readonly #index: WordIndex;
  #found: Map<number, readonly Occurrence[]> | null = null;

  constructor(occurrences: Occurrences, index: WordIndex) {
    this.#occurrences = occurrences;
    this.#index = index;
  }

  get(text: string): readonly Occurrence[] | undefined {
    const key = this.#occurrences.scan.lexicon.find(text);
    const before = this.#found?.get(key);
    if (before !== undefined) return before;
    const words = this.#index.wordsOf(key);
    if (words.length === 0) return undefined;
    const found = occurrencesOf(words, this.#occurrences);
    this.#found ??= new Map();
    this.#found.set(key, found);
    return found;
  }

  has(text: string): boolean {
    return this.#index.has(this.#occurrences.scan.lexicon.find(text));
  }

  keys(): Iterable<string> {
    const { lexicon } = this.#occurrences.scan;
    return Array.from(this.#index.keys(), (key) => lexicon.textOf(key));
  }
}

/** Mostly a text has one form of a word. */
function occurrencesOf(words: readonly number[], all: Occurrences): readonly Occurrence[] {
  const [only] = words;
  if (only !== undefined && words.length === 1) return all.of(only);
  return mergeOccurrences(words.map((word) => all.of(word)));
}

const inOrder = (a: Occurrence, b: Occurrence): number => a.from - b.from || a.to - b.to;

/** Lists as one, in the order of the text, of those that begin together the shorter first; of one list, itself. */
export const mergeOccurrences = (
  lists: readonly (readonly Occurrence[])[],
): readonly Occurrence[] => mergeRange(lists, 0, lists.length);

/** By halves, so that no list is gone through more than a few times. */
function mergeRange(
  lists: readonly (readonly Occurrence[])[],
  first: number,
  last: number,
): readonly Occurrence[] {
  if (last - first < 2) return lists[first] ?? nothing;
  const middle = (first + last) >> 1;
  return mergeTwo(mergeRange(lists, first, middle), mergeRange(lists, middle, last));
}

function mergeTwo(one: readonly Occurrence[], other: readonly Occurrence[]): readonly Occurrence[] {
  // A word is often found by its stem and as a name alike.
  if (one.length === 0 || one === other) return other;
  if (other.length === 0) return one;
  const merged: Occurrence[] = [];
  let [n, m] = [0, 0];
  for (;;) {
    const first = one[n];
    const second = other[m];
    if (first === undefined && second === undefined) return merged;
    const order = first === undefined ? 1 : second === undefined ? -1 : inOrder(first, second);
    const next = order <= 0 ? first : second;
    if (next !== undefined) merged.push(next);
    if (order <= 0) n += 1;
    if (order >= 0) m += 1;
  }
}
