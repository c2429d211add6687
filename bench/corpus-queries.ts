import { type Chance, pick, seededChance } from "./chance.ts";
import type { CorpusDocument, Mix } from "./corpus.ts";

/** Of `desk`: in so large a part of the documents a word may occur. */
const DESK_SHARE = 0.03;
/** Of `zipf`: so many of the commonest are left out. */
const COMMONEST = 120;

/** Of queries: 40 % terms, 25 % phrases, 25 % AND, OR and NOT, 10 % NEAR and title, all drawn from the documents. */
export function makeQueries(given: {
  readonly seed: number;
  readonly documents: readonly CorpusDocument[];
  readonly count: number;
  readonly mix: Mix;
}): readonly string[] {
  const { seed, documents, count, mix } = given;
  const chance = seededChance(seed);
  const texts = documents.map(({ paragraphs }) => wordsOf(paragraphs.join(" ")));
  const isAllowed = allowedWords(texts, mix);
  const places = texts.flatMap((words, text) =>
    words.flatMap((word, at) => (isAllowed(word) ? [[text, at] as const] : [])),
  ) as unknown as [readonly [number, number], ...(readonly [number, number])[]]; // some word is allowed
  const drawn = (): { word: string; next: string; near: string } => {
    const [text, at] = pick(places, chance);
    const words = texts[text] ?? [];
    const word = words[at] ?? "";
    return {
      word,
      next: words[at + 1] ?? words[at - 1] ?? word,
      near: words[at + 2 + Math.floor(chance() * 4)] ?? word,
    };
  };
  const rare = (): string => drawn().word;
  return Array.from({ length: count }, () => makeQuery(chance, drawn, rare));
}

function makeQuery(
  chance: Chance,
  drawn: () => { word: string; next: string; near: string },
  rare: () => string,
): string {
  const kind = chance();
  const { word, next, near } = drawn();
  if (kind < 0.4) return word;
  if (kind < 0.65) return `"${word} ${next}"`;
  if (kind < 0.75) return `${word} AND ${near === word ? rare() : near}`;
  if (kind < 0.85) return `${word} OR ${rare()}`;
  if (kind < 0.9) return `${word} NOT ${rare()}`;
  if (kind < 0.97 && near !== word) return `${word} NEAR/5 ${near}`;
  return `title:${word}`;
}

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/\p{L}+/gu) ?? [];

function allowedWords(texts: readonly (readonly string[])[], mix: Mix): (word: string) => boolean {
  const documents = new Map<string, number>();
  for (const words of texts) {
    for (const one of new Set(words)) documents.set(one, (documents.get(one) ?? 0) + 1);
  }
  if (mix === "desk") {
    return (word) => word.length > 3 && (documents.get(word) ?? 0) <= texts.length * DESK_SHARE;
  }
  const commonest = new Set(
    [...documents]
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, COMMONEST)
      .map(([word]) => word),
  );
  return (word) => word.length > 2 && !commonest.has(word);
}
