import { currentLexicon } from "../words/lexicon.ts";
import type { Stemmer } from "../words/stems.ts";
import { isName, lexiconNumber, type Scan, wordCount } from "./scan.ts";
import { scanTexts } from "./scanner.ts";
import { type Occurrence, occurrencesIn, type Place } from "./occurrences.ts";

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
export interface ScannedTexts extends TextPostings {
  readonly scan: Scan;
  readonly places: readonly Place[];
}

export function postTexts(
  texts: readonly (readonly [Place, string])[],
  stemOf: Stemmer,
): ScannedTexts {
  const lexicon = currentLexicon();
  const scan = scanTexts(
    texts.map(([, text]) => text),
    lexicon,
  );
  const places = texts.map(([place]) => place);
  const ofWord = occurrencesIn(scan, places);
  const postings = (keysOf: (word: number, local: number) => readonly number[]): Postings => {
    let locals: ReadonlyMap<number, readonly number[]> | null = null;
    const byKey = () => (locals ??= localsByKey(scan, keysOf));
    const found = new Map<number, readonly Occurrence[]>();
    return {
      get(text) {
        const keys = byKey();
        const key = lexicon.find(text);
        const several = keys.get(key);
        if (several === undefined) return undefined;
        const known = found.get(key) ?? mergeOccurrences(several.map(ofWord));
        found.set(key, known);
        return known;
      },
      has: (text) => byKey().has(lexicon.find(text)),
      keys: () => Array.from(byKey().keys(), (key) => lexicon.textOf(key)),
    };
  };
  return {
    scan,
    places,
    terms: postings((word) => [word]),
    stems: postings((word) => [lexicon.stem(word, stemOf)]),
    names: postings((word, local) => (isName(scan, local) ? lexicon.names(word) : [])),
  };
}

function localsByKey(
  scan: Scan,
  keysOf: (word: number, local: number) => readonly number[],
): ReadonlyMap<number, readonly number[]> {
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
