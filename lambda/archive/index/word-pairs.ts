import { lexiconNumber, type Scan, tokenCount, wordCount } from "../../query/finding/scan.ts";
import { COMMON_TERMS } from "../../query/words/common-terms.ts";

/**
 * Pairs share so many terms of the index. A readout has some 600 pairs, so that one readout in two hundred has a given
 * term by chance: few, since it must have the phrase's words as well. More terms make a larger index.
 */
const buckets = 1 << 17;

/**
 * The term that the index has of two words of which one follows the other; null where it has none: pairs of
 * function words are in every text.
 */
export function pairTerm(first: string, second: string): string | null {
  return isCommon(first) && isCommon(second) ? null : termOf(hashOf(first), hashOf(second));
}

/** Of every word in a text, and of words written as one or in parts, with every word that follows. */
export function pairTermsOf(scan: Scan): ReadonlySet<string> {
  const { lexicon, tokens, texts } = scan;
  const words = Array.from({ length: wordCount(scan) }, (_, local) => {
    const text = lexicon.textOf(lexiconNumber(scan, local));
    return { hash: hashOf(text), isCommon: isCommon(text) };
  });
  const { beginning, ending } = compoundsOf(scan);
  const found = new Set<string>();
  const beginsText = new Set(texts);
  for (let token = 1; token < tokenCount(scan); token += 1) {
    if (beginsText.has(token)) continue;
    const firsts = [tokens[3 * token - 3] ?? 0, ...(ending.get(token - 1) ?? [])];
    const seconds = [tokens[3 * token] ?? 0, ...(beginning.get(token) ?? [])];
    for (const a of firsts) {
      for (const b of seconds) {
        const [first, second] = [words[a], words[b]];
        if (first === undefined || second === undefined) continue;
        if (!first.isCommon || !second.isCommon) found.add(termOf(first.hash, second.hash));
      }
    }
  }
  return found;
}

/** Words that are made of several tokens, by their first token and by their last. */
function compoundsOf({ compounds }: Scan) {
  const beginning = new Map<number, number[]>();
  const ending = new Map<number, number[]>();
  for (let n = 0; n < compounds.length; n += 3) {
    const [local = 0, first = 0, last = 0] = compounds.subarray(n, n + 3);
    beginning.set(first, [...(beginning.get(first) ?? []), local]);
    ending.set(last, [...(ending.get(last) ?? []), local]);
  }
  return { beginning, ending };
}

const isCommon = (word: string): boolean => COMMON_TERMS.has(word);

/** FNV-1a, of UTF-16 units. @see http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let n = 0; n < word.length; n += 1) {
    hash = Math.imul(hash ^ word.charCodeAt(n), 0x01000193);
  }
  return hash;
}

const signs = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

/** Three signs, so that a list of them is short. */
function termOf(first: number, second: number): string {
  const mixed = Math.imul(Math.imul(first, 0x9e3779b1) ^ second, 0x85ebca6b);
  const bucket = (mixed >>> 14) % buckets;
  return signs.charAt(bucket >> 12) + signs.charAt((bucket >> 6) & 63) + signs.charAt(bucket & 63);
}
