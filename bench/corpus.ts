import type { ReadoutContent } from "../lambda/readouts/readout.ts";
import { type Chance, seededChance, numberBelow } from "./chance.ts";
import { capitalised } from "./corpus/languages/inflection.ts";
import { morphologies } from "./corpus/languages/languages.ts";
import {
  type Language,
  makeVocabulary,
  type Morphology,
  type Names,
  type Vocabulary,
} from "./corpus/vocabulary.ts";

/** Which words queries are made of. `desk`: those in at most 3 % of the documents. `zipf`: any but the 120 commonest. */
export type Mix = "desk" | "zipf";

/** A text that nobody wrote, with the frequencies, lengths and repetitions of real readouts. */
export interface CorpusDocument {
  readonly id: string;
  readonly language: Language;
  readonly title: string;
  readonly paragraphs: readonly string[];
}

interface DocumentsWanted {
  readonly seed: number;
  readonly count: number;
  /** @default "en" */
  readonly language?: Language;
  /** @default "own" */
  readonly names?: Names;
}

const MIN_WORDS = 300;
const MEAN_WORDS = 762;
const MAX_WORDS = 3000;
/** How often a text comes back to a word that it has used, so that 762 words have about 300 different stems. */
const REPEATED = 0.55;
const COLLOCATION = 0.06;
const COLLOCATIONS = 4000;
const NUMBERS = 0.012;

/** Documents of 300 to 3,000 words, 762 in the mean, by Zipf's law; the same for the same seed. */
export function makeDocuments({
  seed,
  count,
  language = "en",
  names = "own",
}: DocumentsWanted): readonly CorpusDocument[] {
  const morphology = morphologies[language];
  const vocabulary = makeVocabulary(morphology, names);
  const chance = seededChance(seed);
  return Array.from({ length: count }, (_, n) => {
    const writer = new Writer(morphology, vocabulary, chance);
    const title = writer.title();
    return {
      id: `${language}-${n + 1}`,
      language,
      title,
      paragraphs: writer.paragraphs(lengthOf(chance)),
    };
  });
}

/** As the archive has it. */
export function contentOf({ title, language, paragraphs }: CorpusDocument): ReadoutContent {
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
    ownCountry: null,
    origin: null,
    turns: [],
    isContinued: false,
    blocks: paragraphs.map((text) => ({ kind: "paragraph", text })),
  };
}

function lengthOf(chance: Chance): number {
  const more = -Math.log(1 - chance()) * (MEAN_WORDS - MIN_WORDS);
  return Math.min(MAX_WORDS, Math.round(MIN_WORDS + more));
}

/** One document's author, who comes back to the words already used. */
class Writer {
  readonly #morphology: Morphology;
  readonly #vocabulary: Vocabulary;
  readonly #chance: Chance;
  readonly #used: number[] = [];

  constructor(morphology: Morphology, vocabulary: Vocabulary, chance: Chance) {
    this.#morphology = morphology;
    this.#vocabulary = vocabulary;
    this.#chance = chance;
  }

  title(): string {
    const words = Array.from({ length: 4 + numberBelow(7, this.#chance) }, () => this.#word());
    return capitalised(words.join(" "));
  }

  paragraphs(length: number): readonly string[] {
    const paragraphs: string[] = [];
    let left = length;
    while (left > 0) {
      const sentences: string[] = [];
      const paragraphWords = Math.min(left, 40 + numberBelow(80, this.#chance));
      for (let written = 0; written < paragraphWords; ) {
        const words = Math.min(paragraphWords - written, 8 + numberBelow(24, this.#chance));
        sentences.push(this.#sentence(words));
        written += words;
      }
      paragraphs.push(sentences.join(" "));
      left -= paragraphWords;
    }
    return paragraphs;
  }

  #sentence(length: number): string {
    let text = "";
    for (let n = 0; n < length; n += 1) {
      const isCollocation = n + 1 < length && this.#chance() < COLLOCATION;
      const word = isCollocation ? this.#collocation() : this.#word();
      if (isCollocation) n += 1;
      if (text !== "") text += this.#chance() < 0.06 ? ", " : " ";
      text += word;
    }
    return `${capitalised(text)}.`;
  }

  #word(): string {
    if (this.#chance() < NUMBERS) return this.#morphology.makeNumber(this.#chance);
    let word = this.#vocabulary.draw(this.#chance);
    if (word >= this.#vocabulary.functionWords) {
      const before =
        this.#chance() < REPEATED
          ? this.#used[numberBelow(this.#used.length, this.#chance)]
          : undefined;
      word = before ?? word;
      this.#used.push(word);
    }
    return this.#vocabulary.form(word, this.#chance);
  }

  /** Two words that stand together wherever the first of them is used so: as titles and names of agreements do. */
  #collocation(): string {
    const n = Math.floor(COLLOCATIONS ** this.#chance()) - 1;
    const { functionWords, size } = this.#vocabulary;
    const member = (step: number) =>
      functionWords + 100 + (((n * step) % (size - functionWords - 100)) >> 1);
    return `${this.#vocabulary.form(member(7919), ALWAYS_FIRST)} ${this.#vocabulary.form(member(104_729), ALWAYS_FIRST)}`;
  }
}

/** As it stands in a dictionary. */
const ALWAYS_FIRST: Chance = () => 0;
