import { currentLexicon } from "../words/lexicon.ts";
import type { Stemmer } from "../words/stems.ts";
import { isName, lexiconNumber, type Scan, wordCount } from "./scan.ts";
import { scanTexts } from "./scanner.ts";
import { type Occurrence, Occurrences, type Place } from "./occurrences.ts";

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
}

/** The postings of several texts; an occurrence is made when it is asked for. */
export class ScannedTexts implements TextPostings {
  readonly scan: Scan;
  readonly places: readonly Place[];
  readonly terms: Postings;
  readonly stems: Postings;
  /** Of words that stand with a capital and never without one, by `nameKeys`. */
  readonly names: Postings;

  constructor(texts: readonly (readonly [Place, string])[], stemOf: Stemmer) {
    const lexicon = currentLexicon();
    this.places = texts.map(([place]) => place);
    this.scan = scanTexts(
      texts.map(([, text]) => text),
      lexicon,
    );
    const occurrences = new Occurrences(this.scan, this.places);
    this.terms = new KeyPostings(occurrences, (word) => [word]);
    this.stems = new KeyPostings(occurrences, (word) => [lexicon.stem(word, stemOf)]);
    this.names = new KeyPostings(occurrences, (word, local) =>
      isName(this.scan, local) ? lexicon.names(word) : [],
    );
  }
}

/** The numbers that a word of a scan is looked up by. */
type KeysOf = (word: number, local: number) => readonly number[];

class KeyPostings implements Postings {
  readonly #occurrences: Occurrences;
  readonly #keysOf: KeysOf;
  #locals: ReadonlyMap<number, readonly number[]> | null = null;
  #found: Map<number, readonly Occurrence[]> | null = null;

  constructor(occurrences: Occurrences, keysOf: KeysOf) {
    this.#occurrences = occurrences;
    this.#keysOf = keysOf;
  }

  get(text: string): readonly Occurrence[] | undefined {
    // Before the text is looked up, for stems and names become known with it.
    const byKey = this.#byKey();
    const key = this.#occurrences.scan.lexicon.find(text);
    const locals = byKey.get(key);
    if (locals === undefined) return undefined;
    this.#found ??= new Map();
    const known =
      this.#found.get(key) ?? mergeOccurrences(locals.map((one) => this.#occurrences.of(one)));
    this.#found.set(key, known);
    return known;
  }

  has(text: string): boolean {
    return this.#byKey().has(this.#occurrences.scan.lexicon.find(text));
  }

  keys(): Iterable<string> {
    const { lexicon } = this.#occurrences.scan;
    return Array.from(this.#byKey().keys(), (key) => lexicon.textOf(key));
  }

  #byKey(): ReadonlyMap<number, readonly number[]> {
    return (this.#locals ??= localsByKey(this.#occurrences.scan, this.#keysOf));
  }
}

function localsByKey(scan: Scan, keysOf: KeysOf): ReadonlyMap<number, readonly number[]> {
  const byKey = new Map<number, number[]>();
  for (let local = 0; local < wordCount(scan); local += 1) {
    for (const key of keysOf(lexiconNumber(scan, local), local)) {
      const others = byKey.get(key);
      if (others === undefined) byKey.set(key, [local]);
      else others.push(local);
    }
  }
  return byKey;
}

const inOrder = (a: Occurrence, b: Occurrence): number => a.from - b.from || a.to - b.to;

/** Lists as one, in the order of the text, of those that begin together the shorter first. */
export function mergeOccurrences(lists: readonly (readonly Occurrence[])[]): readonly Occurrence[] {
  const [only] = lists;
  if (only !== undefined && lists.length === 1) return only;
  return lists
    .flat()
    .sort(inOrder)
    .filter((occurrence, n, all) => {
      const before = all[n - 1];
      return before === undefined || inOrder(before, occurrence) !== 0;
    });
}

/** Only what stands in some of the places. */
export function postingsIn(
  { terms, stems, names }: TextPostings,
  has: (place: Place) => boolean,
): TextPostings {
  return { terms: partOf(terms, has), stems: partOf(stems, has), names: partOf(names, has) };
}

function partOf(postings: Postings, has: (place: Place) => boolean): Postings {
  const found = new Map<string, readonly Occurrence[]>();
  const get = (key: string): readonly Occurrence[] | undefined => {
    const known = found.get(key) ?? (postings.get(key) ?? []).filter(({ place }) => has(place));
    found.set(key, known);
    return known.length === 0 ? undefined : known;
  };
  return {
    get,
    has: (key) => get(key) !== undefined,
    keys: () => Array.from(postings.keys()).filter((key) => get(key) !== undefined),
  };
}
