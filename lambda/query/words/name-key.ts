import { fold } from "./fold.ts";
import { NAME_LIST, NO_NAMES } from "./name-list.ts";
import type { Word } from "../query.ts";
import { isTerm } from "./word-parts.ts";

/** Shorter words are too much alike once their spelling is evened out; the list may name them all the same. */
const MIN_LETTERS = 5;

/**
 * Cyrillic letters as all the romanisations can agree on them: where ISO 9, BGN/PCGN, GOST 7.79 and ALA-LC
 * differ by a diacritic, an h or a y, the difference is left out (ж, zh, ž and з are all z).
 */
const ROMAN: Readonly<Record<string, string>> = Object.fromEntries(
  `а a б b в v г g ґ g ғ g д d е e є e э e ж z җ z з z и i і i ї i й i ј i ы i к k қ k л l љ l м m н n њ n
  ң n о o ө o п p р r с s т t у u ў u ү u ұ u ф f х h һ h ҳ h ц c ч c ћ c ҷ z џ z ђ z ш s щ s ю iu я ia ь _ ъ _`
    .split(/\s+/)
    .reduce<[string, string][]>((pairs, sign, n, all) => {
      if (n % 2 === 1) pairs.push([all[n - 1] ?? "", sign === "_" ? "" : sign]);
      return pairs;
    }, []),
);

/** Endings that Russian and Ukrainian put on a name: Зеленского, Токаевым, Эрдогану, Захаровой. */
const CYRILLIC_ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/([сц])ь?к(?:ий|ого|ому|им|ім|ом|ая|а|ой|ої|ій|ую|у|ою|ие|і|их|ими)$/u, "$1к"],
  [/(ов|ев|єв|їв|ин|ін|ын)(?:а|у|ым|им|ом|е|ой|ою|ую|ых|ыми|і|ові)$/u, "$1"],
  [/(?<=.{2}[бвгджзклмнпрстфхцчшщ])(?:ом|ем|ой|ою|у|а|е|ы|и|і)$/u, ""],
  [/(?<=[иі])(?:я|и|ї|ю|ей|єю)$/u, ""],
];

/** In this order: what is longer comes first. */
const LATIN_SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/dsch|dzh|dj|zh|^j(?=[aeou])/g, "z"],
  [/shch|sch|sh/g, "s"],
  [/tsch|tch|ch|ts|tz/g, "c"],
  [/kh/g, "h"],
  [/gh/g, "g"],
  [/x/g, "ks"],
  [/w/g, "v"],
  [/ou/g, "u"],
  [/[yj][eo]/g, "e"],
  [/[yj]/g, "i"],
];

const known = new Map<string, readonly string[]>();
const MAX_KNOWN = 50_000;

/**
 * What the spellings of a name have in common, in Latin and Cyrillic script; none for a word that is no
 * name by its letters. Two words may be one name if they share a key. It says nothing of whether a word is
 * a name: see `postings.ts`.
 * @param term folded
 * @example nameKeys("zelenskyy") and nameKeys("зеленського") share "zelensk"
 */
export function nameKeys(term: string): readonly string[] {
  const before = known.get(term);
  if (before !== undefined) return before;
  if (known.size >= MAX_KNOWN) known.clear();
  const skeletons = mayBeName(term) ? skeletonsOf(term) : [];
  const keys = [...new Set(skeletons.map((one) => LISTED.get(one) ?? one))];
  known.set(term, keys);
  return keys;
}

const mayBeName = (term: string): boolean =>
  SPELLINGS.has(term) || (term.length >= MIN_LETTERS && !ORDINARY.has(term));

/** Of a form in Cyrillic, what the man's name would be (Захаров), the woman's or the city's (Захарова), and as it is. */
function skeletonsOf(term: string): readonly string[] {
  if (/^[a-z]+$/.test(term)) return [even(respelt(term, LATIN_SPELLINGS))];
  if (!/^\p{sc=Cyrl}+$/u.test(term)) return [];
  const base = even(romanised(respelt(term, CYRILLIC_ENDINGS)));
  const whole = even(romanised(term));
  return base === whole ? [base] : [...new Set([base, `${base}a`, whole])];
}

const romanised = (term: string): string =>
  Array.from(term, (letter) => ROMAN[letter] ?? letter).join("");

const even = (letters: string): string =>
  letters.replaceAll(/(.)\1+/g, "$1").replace(/(?<=[sc]k)i$/, "");

function respelt(term: string, rules: readonly (readonly [RegExp, string])[]): string {
  return rules.reduce((text, [pattern, spelling]) => text.replace(pattern, spelling), term);
}

const SPELLINGS: ReadonlySet<string> = new Set(NAME_LIST.flatMap(({ names }) => names.map(fold)));

const ORDINARY: ReadonlySet<string> = new Set(NO_NAMES);

/** By a skeleton of each listed spelling, the first one of its entry. */
const LISTED: ReadonlyMap<string, string> = new Map(
  NAME_LIST.flatMap(({ names }) => {
    const skeletons = names.flatMap((name) => skeletonsOf(fold(name)));
    return skeletons.map((skeleton) => [skeleton, skeletons[0] ?? skeleton] as const);
  }),
);

/** Of a word in a query; one with a hyphen is found as it is written only. */
export const nameKeysOf = (word: Word): readonly string[] => (isTerm(word) ? nameKeys(word) : []);
