import { type Chance, seededChance, weighted } from "../chance.ts";
import { inventedNames } from "./names.ts";

/** A word in all its forms, each with how often it stands in a text beside the others. */
export interface Lemma {
  readonly isName: boolean;
  readonly forms: readonly (readonly [form: string, often: number])[];
}

/** Those that have a stemmer. */
export type Language = "en" | "ru" | "fr" | "de" | "es" | "it" | "pt" | "uk";

/** How a language makes its words. */
export interface Morphology {
  readonly language: Language;
  /** The commonest first. */
  readonly functionWords: readonly string[];
  makeLemma(syllables: number, chance: Chance): Lemma;
  makeNumber(chance: Chance): string;
  /** @param name in Latin letters */
  spellName(name: string): Lemma;
}

export interface Vocabulary {
  /** The number of a word, drawn as often as texts have it; below `functionWords` it is one of these. */
  draw(chance: Chance): number;
  /** One of the word's forms. */
  form(word: number, chance: Chance): string;
  readonly functionWords: number;
  readonly size: number;
}

const SEED = 20_261_123;
const LEMMAS = 14_000;
/** Where the second regime begins: rarer words thin out by the square of their rank (Ferrer i Cancho, Solé 2001). */
const KERNEL = 5_000;

/** Whose names a language's texts have: those it would make itself, or those that the texts of all languages have. */
export type Names = "own" | "common";

/** The words of a language, the same at every call: function words, then invented ones, the shorter the commoner. */
export function makeVocabulary(morphology: Morphology, names: Names): Vocabulary {
  const chance = seededChance(SEED);
  const functionWords = [...new Set(morphology.functionWords)];
  const taken = new Set(functionWords);
  const lemmas: Lemma[] = functionWords.map((word) => ({ isName: false, forms: [[word, 1]] }));
  const common = inventedNames();
  while (lemmas.length < functionWords.length + LEMMAS) {
    const made = morphology.makeLemma(syllablesAt(lemmas.length), chance);
    const isCommon = made.isName && names === "common";
    const lemma = isCommon ? morphology.spellName(common.next().value) : made;
    if (lemma.forms.some(([form]) => taken.has(form))) continue;
    for (const [form] of lemma.forms) taken.add(form);
    lemmas.push(lemma);
  }
  const formOf = lemmas.map(({ forms }) => weighted(forms.map(([, often]) => often)));
  return {
    draw: weighted(lemmas.map((_, n) => frequencyAt(n + 1))),
    form: (word, dice) => lemmas[word]?.forms[formOf[word]?.(dice) ?? 0]?.[0] ?? "",
    functionWords: functionWords.length,
    size: lemmas.length,
  };
}

/** Zipf's law as Mandelbrot bent it at the top. */
const frequencyAt = (rank: number): number =>
  rank <= KERNEL ? 1 / (rank + 2.7) : KERNEL / rank ** 2;

/** Zipf's law of abbreviation. */
function syllablesAt(rank: number): number {
  if (rank < 1200) return 1;
  return rank < 9000 ? 2 : 3;
}
