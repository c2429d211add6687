import type { ReadoutContent } from "../lambda/readouts/readout.ts";
import { type Chance, pick, seededChance } from "./chance.ts";

/** An invented readout. */
export interface CorpusDocument {
  readonly id: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
}

export type Language = "en" | "ru";

/** Which words queries are made of. `desk`: those in at most 3 % of the documents. `zipf`: any but the 120 commonest. */
export type Mix = "desk" | "zipf";

const LEMMAS = 9000;
const MEAN_WORDS = 762;
const TOPIC_WORDS = 24;
const TOPICAL = 0.1;

interface Tongue {
  readonly onsets: readonly [string, ...string[]];
  readonly vowels: readonly [string, ...string[]];
  readonly codas: readonly [string, ...string[]];
  readonly endings: readonly [string, ...string[]];
}

const tongues: Readonly<Record<Language, Tongue>> = {
  en: {
    onsets: [
      "b",
      "c",
      "d",
      "f",
      "g",
      "h",
      "l",
      "m",
      "n",
      "p",
      "r",
      "s",
      "t",
      "v",
      "st",
      "tr",
      "pl",
    ],
    vowels: ["a", "e", "i", "o", "u", "ea", "ou"],
    codas: ["n", "r", "t", "l", "nd", "st", "m", "ck", "p", "rm"],
    endings: ["", "", "", "", "", "", "", "s", "s", "ed", "ing"],
  },
  ru: {
    onsets: ["б", "в", "г", "д", "ж", "к", "л", "м", "н", "п", "р", "с", "т", "ст", "пр", "гр"],
    vowels: ["а", "е", "и", "о", "у", "я"],
    codas: ["н", "р", "т", "л", "ст", "м", "к", "п", "рм", "в"],
    endings: ["", "", "а", "у", "ом", "е", "ами", "ов", "ый", "ого"],
  },
};

/**
 * Texts whose words are as frequent as those of real ones (Zipf's law, and a topic for each), of 300 to 3,000 words, 762
 * as a mean; every form belongs to a lemma, and some lemmas are names.
 */
export function makeDocuments(given: {
  readonly seed: number;
  readonly count: number;
  readonly language?: Language;
}): readonly CorpusDocument[] {
  const { seed, count, language = "en" } = given;
  const chance = seededChance(seed);
  const lemmas = makeLemmas(tongues[language], chance);
  return Array.from({ length: count }, (_, n) => {
    const topic = Array.from({ length: TOPIC_WORDS }, () => zipfRank(chance));
    const word = () => {
      const rank =
        chance() < TOPICAL
          ? (topic[Math.floor(chance() ** 2 * TOPIC_WORDS)] ?? 0)
          : zipfRank(chance);
      return formOf(lemmas[rank] ?? "", rank, tongues[language], chance);
    };
    const length = Math.round(Math.min(3000, 300 + (MEAN_WORDS - 300) * -Math.log(1 - chance())));
    return {
      id: `text-${n}`,
      title: sentence(8, word),
      paragraphs: paragraphsOf(length, word, chance),
    };
  });
}

/** As the archive has it. */
export function contentOf(
  { title, paragraphs }: CorpusDocument,
  language: Language = "en",
): ReadoutContent {
  return {
    title,
    kind: "talks",
    language,
    publishedAt: { at: "2026-03-02T10:00:00.000Z", precision: "minute" },
    eventDate: null,
    place: null,
    lead: null,
    participants: [],
    countries: [],
    origin: null,
    turns: [],
    isContinued: false,
    blocks: paragraphs.map((text) => ({ kind: "paragraph", text })),
  };
}

function makeLemmas(tongue: Tongue, chance: Chance): readonly string[] {
  const lemmas = new Set<string>();
  while (lemmas.size < LEMMAS) {
    // Common words are short ones.
    const syllables = lemmas.size < 120 ? 1 : lemmas.size < 2000 ? 2 : 3;
    const parts = Array.from(
      { length: syllables },
      () => pick(tongue.onsets, chance) + pick(tongue.vowels, chance),
    );
    lemmas.add(parts.join("") + pick(tongue.codas, chance));
  }
  return [...lemmas];
}

/** The n-th word is n times rarer than the first (with Mandelbrot's shift of the commonest). */
function zipfRank(chance: Chance): number {
  const shift = 2.7;
  const rank = (LEMMAS + shift) ** chance() * shift ** (1 - chance()) - shift;
  return Math.min(LEMMAS - 1, Math.max(0, Math.floor(rank)));
}

/** Each tenth rarer lemma is a name, which has no other form. */
function formOf(lemma: string, rank: number, tongue: Tongue, chance: Chance): string {
  if (rank < 120) return lemma;
  if (rank % 10 === 0) return lemma.charAt(0).toUpperCase() + lemma.slice(1);
  return lemma + pick(tongue.endings, chance);
}

function paragraphsOf(words: number, word: () => string, chance: Chance): readonly string[] {
  const paragraphs: string[] = [];
  let left = words;
  while (left > 0) {
    const sentences: string[] = [];
    for (let n = 0; n < 4 && left > 0; n += 1) {
      const length = Math.min(left, 8 + Math.floor(chance() * 24));
      sentences.push(`${sentence(length, word, chance)}.`);
      left -= length;
    }
    paragraphs.push(sentences.join(" "));
  }
  return paragraphs;
}

function sentence(length: number, word: () => string, chance: Chance | null = null): string {
  const words = Array.from({ length }, word);
  const text = words.map((its, n) => {
    const comma = chance !== null && n + 1 < length && chance() < 0.08;
    return comma ? `${its},` : its;
  });
  const joined = text.join(" ");
  return joined.charAt(0).toUpperCase() + joined.slice(1);
}
