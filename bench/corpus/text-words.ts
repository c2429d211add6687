import { stemmerOf } from "../../lambda/query/words/stems.ts";
import { tokenise } from "../../lambda/query/words/tokens.ts";
import type { CorpusDocument } from "../corpus.ts";
import type { Language } from "./vocabulary.ts";

/** A word of the texts, one object for all its occurrences. */
export interface TextWord {
  readonly number: number;
  /** Folded. */
  readonly text: string;
  readonly stem: string;
  /** In how many documents it stands, in any form. */
  readonly documents: number;
  /** 0 for what is in most documents. */
  readonly rank: number;
}

export interface TextWords {
  readonly titles: readonly (readonly TextWord[])[];
  readonly sentences: readonly (readonly TextWord[])[];
  /** In how many sentences the second directly follows the first. */
  together(first: TextWord, second: TextWord): number;
}

/** Documents of one language as lists of words, of which each knows how common it is. */
export function readTexts(documents: readonly CorpusDocument[]): TextWords {
  const stemOf = rememberingStems(documents[0]?.language ?? "en");
  const titles = documents.map(({ title }) => termsOf(title));
  const sentences = documents.map(({ paragraphs }) =>
    paragraphs.flatMap((text) => text.split(".")).map(termsOf),
  );
  const counts = new Map<string, number>();
  sentences.forEach((ofDocument, n) => {
    const stems = new Set([...ofDocument.flat(), ...(titles[n] ?? [])].map(stemOf));
    for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  });
  const byCount = [...counts].toSorted(([, a], [, b]) => b - a);
  const ranks = new Map(byCount.map(([stem], rank) => [stem, rank]));
  const words = new Map<string, TextWord>();
  const wordOf = (text: string): TextWord => {
    const known = words.get(text);
    if (known !== undefined) return known;
    const stem = stemOf(text);
    const word = {
      number: words.size,
      text,
      stem,
      documents: counts.get(stem) ?? 0,
      rank: ranks.get(stem) ?? 0,
    };
    words.set(text, word);
    return word;
  };
  const sentencesOfWords = sentences.flat().map((terms) => terms.map(wordOf));
  const pairs = countPairs(sentencesOfWords);
  return {
    titles: titles.map((terms) => terms.map(wordOf)),
    sentences: sentencesOfWords,
    together: (first, second) => pairs.get(pairOf(first, second)) ?? 0,
  };
}

const pairOf = (first: TextWord, second: TextWord): number =>
  first.number * 2 ** 20 + second.number;

function countPairs(sentences: readonly (readonly TextWord[])[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const sentence of sentences) {
    sentence.forEach((word, n) => {
      const next = sentence[n + 1];
      if (next === undefined) return;
      const pair = pairOf(word, next);
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    });
  }
  return counts;
}

const termsOf = (text: string): readonly string[] => tokenise(text).map(({ term }) => term);

function rememberingStems(language: Language): (term: string) => string {
  const stemOf = stemmerOf(language);
  const known = new Map<string, string>();
  return (term) => {
    const stem = known.get(term) ?? stemOf(term);
    known.set(term, stem);
    return stem;
  };
}
