import { type Chance, numberBelow, pick } from "../../chance.ts";
import type { Language, Lemma, Morphology } from "../vocabulary.ts";

/** Of which syllables are made. What occurs often in the language stands there several times. */
export interface Sounds {
  readonly onsets: readonly string[];
  readonly nuclei: readonly string[];
  /** Of a word's last syllable. */
  readonly codas: readonly string[];
  /** Of the others. */
  readonly between: readonly string[];
}

/** Endings, each with how often it stands in a text beside the others. */
export type Endings = readonly (readonly [ending: string, often: number])[];

/** A language whose words are a root and an ending. */
export interface Inflection {
  readonly language: Language;
  /** With a space between them, the commonest first. */
  readonly functionWords: string;
  readonly sounds: Sounds;
  readonly names: { readonly suffixes: readonly string[]; readonly endings: Endings };
  readonly verbs: Endings;
  readonly adjectives: { readonly suffix: string; readonly endings: Endings };
  readonly nouns: {
    /** Between root and ending, of words of more than one syllable. */
    readonly suffixes: readonly string[];
    readonly declensions: readonly Endings[];
    /** @default false */
    readonly areCapitalised?: boolean;
  };
  /** How it writes a name that is given in Latin letters. */
  spell(name: string): string;
}

const NAMES = 0.1;
const VERBS = 0.2;
const ADJECTIVES = 0.2;

/** Words that a language would make by its rules, in all their forms. */
export function inflecting(rules: Inflection): Morphology {
  const { names, verbs, adjectives, nouns } = rules;
  const nameOf = (name: string): Lemma => ({
    isName: true,
    forms: inflected(capitalised(name), names.endings),
  });
  return {
    language: rules.language,
    functionWords: rules.functionWords.split(" "),
    makeLemma(syllables, chance) {
      const root = makeRoot(rules.sounds, syllables, chance);
      const kind = chance();
      if (kind < NAMES) return nameOf(root + pick(names.suffixes, chance));
      if (kind < NAMES + VERBS) return { isName: false, forms: inflected(root, verbs) };
      if (kind < NAMES + VERBS + ADJECTIVES) {
        return { isName: false, forms: inflected(root + adjectives.suffix, adjectives.endings) };
      }
      const base = root + (syllables < 2 ? "" : pick(nouns.suffixes, chance));
      return {
        isName: false,
        forms: inflected(
          nouns.areCapitalised === true ? capitalised(base) : base,
          pick(nouns.declensions, chance),
        ),
      };
    },
    makeNumber,
    spellName: (name) => nameOf(rules.spell(name)),
  };
}

export const makeRoot = (sounds: Sounds, syllables: number, chance: Chance): string =>
  Array.from({ length: syllables }, (_, n) => {
    const coda = pick(n === syllables - 1 ? sounds.codas : sounds.between, chance);
    return pick(sounds.onsets, chance) + pick(sounds.nuclei, chance) + coda;
  }).join("");

/** Years and small numbers. */
export const makeNumber = (chance: Chance): string =>
  String(chance() < 0.4 ? 1990 + numberBelow(40, chance) : numberBelow(200, chance));

/** @param text as `а 24,ы 10`; an ending may be empty */
export function endings(text: string): Endings {
  return text.split(",").map((pair) => {
    const [ending = "", often = ""] = pair.split(" ");
    return [ending, Number(often)];
  });
}

const inflected = (base: string, all: Endings): Lemma["forms"] =>
  all.map(([ending, often]) => [base + ending, often]);

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
