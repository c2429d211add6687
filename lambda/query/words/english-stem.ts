/**
 * The stem of an English word by the Snowball English algorithm ("Porter2"): `treaties` and `treaty`
 * share one, `general` and `generation` do not, as they would by Porter's first algorithm.
 * @param word lower-case letters; anything else comes back as it is
 * @see https://snowballstem.org/algorithms/english/stemmer.html
 */
export function stemEnglish(word: string): string {
  if (word.length <= 2 || !/^[a-z]+$/.test(word)) return word;
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  const marked = word.includes("y") ? word.replace(/^y|(?<=[aeiouy])y/g, "Y") : word;
  const [r1, r2] = regionsOf(marked);
  const plural = withoutPlural(marked);
  if (AFTER_PLURAL.has(plural)) return plural;
  const inflected = yToI(withoutInflection(plural, r1));
  const stem = withoutE(withoutDerivation(derivationToBase(inflected, r1), r1, r2), r1, r2);
  return stem.toLowerCase();
}

const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ["skis", "ski"],
  ["skies", "sky"],
  ["dying", "die"],
  ["lying", "lie"],
  ["tying", "tie"],
  ["idly", "idl"],
  ["gently", "gentl"],
  ["ugly", "ugli"],
  ["early", "earli"],
  ["only", "onli"],
  ["singly", "singl"],
  ...["sky", "news", "howe", "atlas", "cosmos", "bias", "andes"].map(
    (word) => [word, word] as const,
  ),
]);

const AFTER_PLURAL: ReadonlySet<string> = new Set(
  "inning outing canning herring earring proceed exceed succeed".split(" "),
);

function lastUnit(word: string): number {
  return word.charCodeAt(word.length - 1);
}

/** R1 begins after the first consonant that follows a vowel, R2 likewise within R1. */
function regionsOf(word: string): readonly [number, number] {
  const r1 = /^(?:gener|commun|arsen)/.exec(word)?.[0].length ?? afterVowelConsonant(word, 0);
  return [r1, afterVowelConsonant(word, r1)];
}

function afterVowelConsonant(word: string, from: number): number {
  for (let n = from; n + 1 < word.length; n += 1) {
    if (isVowel(word.charCodeAt(n)) && !isVowel(word.charCodeAt(n + 1))) return n + 2;
  }
  return word.length;
}

const VOWELS: ReadonlySet<number> = new Set(Array.from("aeiouy", lastUnit));

const isVowel = (unit: number): boolean => VOWELS.has(unit);

/** No word of another last letter is changed by the step. */
const PLURAL_ENDS: ReadonlySet<number> = new Set(Array.from("ds", lastUnit));
const INFLECTION_ENDS: ReadonlySet<number> = new Set(Array.from("dgyY", lastUnit));

/** Step 1a. */
function withoutPlural(word: string): string {
  if (!PLURAL_ENDS.has(lastUnit(word))) return word;
  if (word.endsWith("sses")) return word.slice(0, -2);
  if (/(?:ied|ies)$/.test(word)) return word.slice(0, word.length > 4 ? -2 : -1);
  if (/(?:us|ss)$/.test(word)) return word;
  // A vowel before the last letter but one.
  const isPlural = word.endsWith("s") && /[aeiouy]/.test(word.slice(0, -2));
  return isPlural ? word.slice(0, -1) : word;
}

/** Step 1b. */
function withoutInflection(word: string, r1: number): string {
  if (!INFLECTION_ENDS.has(lastUnit(word))) return word;
  const eed = /(?:eed|eedly)$/.exec(word);
  if (eed !== null) return eed.index >= r1 ? `${word.slice(0, eed.index)}ee` : word;
  const suffix = /(?:ingly|edly|ing|ed)$/.exec(word);
  if (suffix === null || !/[aeiouy]/.test(word.slice(0, suffix.index))) return word;
  const stem = word.slice(0, suffix.index);
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(stem)) return stem.slice(0, -1);
  return isShort(stem, r1) ? `${stem}e` : stem;
}

function isShort(word: string, r1: number): boolean {
  return r1 >= word.length && endsInShortSyllable(word);
}

const endsInShortSyllable = (word: string): boolean =>
  /[^aeiouy][aeiouy][^aeiouywxY]$/.test(word) || /^[aeiouy][^aeiouy]$/.test(word);

/** Step 1c. */
const yToI = (word: string): string =>
  /[yY]$/.test(word) ? word.replace(/(?<=.[^aeiouy])[yY]$/, "i") : word;

type Rule = readonly [suffix: string, replacement: string];

/** Most words end in a letter that no rule's suffix ends in, so that none needs to be tried. */
function rulesByEnd(rules: readonly Rule[]): ReadonlyMap<number, readonly Rule[]> {
  const byEnd = new Map<number, Rule[]>();
  for (const rule of rules) {
    const end = lastUnit(rule[0]);
    byEnd.set(end, [...(byEnd.get(end) ?? []), rule]);
  }
  return byEnd;
}

/** The first one whose suffix the word has. */
function ruleFor(word: string, rules: ReadonlyMap<number, readonly Rule[]>): Rule | null {
  for (const rule of rules.get(lastUnit(word)) ?? []) if (word.endsWith(rule[0])) return rule;
  return null;
}

const STEP_2 = rulesByEnd([
  ["ization", "ize"],
  ["ational", "ate"],
  ["fulness", "ful"],
  ["ousness", "ous"],
  ["iveness", "ive"],
  ["tional", "tion"],
  ["biliti", "ble"],
  ["lessli", "less"],
  ["entli", "ent"],
  ["ation", "ate"],
  ["alism", "al"],
  ["aliti", "al"],
  ["ousli", "ous"],
  ["iviti", "ive"],
  ["fulli", "ful"],
  ["enci", "ence"],
  ["anci", "ance"],
  ["abli", "able"],
  ["izer", "ize"],
  ["ator", "ate"],
  ["alli", "al"],
  ["bli", "ble"],
  ["ogi", "og"],
  ["li", ""],
]);

function derivationToBase(word: string, r1: number): string {
  const rule = ruleFor(word, STEP_2);
  if (rule === null) return word;
  const stem = word.slice(0, -rule[0].length);
  if (stem.length < r1) return word;
  if (rule[0] === "ogi" && !stem.endsWith("l")) return word;
  if (rule[0] === "li" && !/[cdeghkmnrt]$/.test(stem)) return word;
  return stem + rule[1];
}

const STEP_3 = rulesByEnd([
  ["ational", "ate"],
  ["tional", "tion"],
  ["alize", "al"],
  ["icate", "ic"],
  ["iciti", "ic"],
  ["ative", ""],
  ["ical", "ic"],
  ["ness", ""],
  ["ful", ""],
]);

const STEP_4 = rulesByEnd(
  "ement ance ence able ible ment ant ent ism ate iti ous ive ize ion al er ic"
    .split(" ")
    .map((suffix) => [suffix, ""]),
);

/** Steps 3 and 4. */
function withoutDerivation(word: string, r1: number, r2: number): string {
  const rule = ruleFor(word, STEP_3);
  let base = word;
  if (rule !== null) {
    const stem = word.slice(0, -rule[0].length);
    if (stem.length >= (rule[0] === "ative" ? r2 : r1)) base = stem + rule[1];
  }
  const last = ruleFor(base, STEP_4);
  if (last === null) return base;
  const [suffix] = last;
  const stem = base.slice(0, -suffix.length);
  if (stem.length < r2 || (suffix === "ion" && !/[st]$/.test(stem))) return base;
  return stem;
}

/** Step 5. */
function withoutE(word: string, r1: number, r2: number): string {
  const stem = word.slice(0, -1);
  if (word.endsWith("e")) {
    return stem.length >= r2 || (stem.length >= r1 && !endsInShortSyllable(stem)) ? stem : word;
  }
  return word.endsWith("ll") && stem.length >= r2 ? stem : word;
}
