import type { CorpusDocument, Mix } from "./corpus.ts";
import { type Chance, seededChance, numberBelow, pick } from "./chance.ts";
import { readTexts, type TextWord, type TextWords } from "./corpus/text-words.ts";

interface QueriesWanted {
  readonly seed: number;
  readonly documents: readonly CorpusDocument[];
  readonly count: number;
  readonly mix: Mix;
}

/** Words of a `desk` are in at most this share of all documents, as those of their own language have them. */
const FEW = 0.03;
const COMMONEST = 120;
/** Of so many words that a text offers, the one in most documents is asked for: desks watch what is talked about. */
const OFFERED = { desk: 8, zipf: 2 } as const;

/**
 * Queries in our language, drawn from the texts: 40 % words, 25 % phrases, 25 % AND, OR and NOT, 10 % NEAR and
 * title; the same for the same seed. A desk writes what others wrote, too: some are equal. Of documents in several
 * languages, each language has its turn.
 */
export function makeQueries({ seed, documents, count, mix }: QueriesWanted): readonly string[] {
  const chance = seededChance(seed);
  const isWanted = (word: TextWord): boolean =>
    mix === "desk" ? word.documents <= FEW * documents.length : word.rank >= COMMONEST;
  const drawers = languagesOf(documents).map(
    (some) => new Drawer(readTexts(some), isWanted, OFFERED[mix], chance),
  );
  return Array.from({ length: count }, (_, n) => drawers[n % drawers.length]?.query() ?? "");
}

function languagesOf(documents: readonly CorpusDocument[]): readonly (readonly CorpusDocument[])[] {
  const byLanguage = new Map<string, CorpusDocument[]>();
  for (const document of documents) {
    const others = byLanguage.get(document.language);
    if (others === undefined) byLanguage.set(document.language, [document]);
    else others.push(document);
  }
  return [...byLanguage.values()];
}

class Drawer {
  readonly #texts: TextWords;
  readonly #sentences: readonly (readonly TextWord[])[];
  readonly #titles: readonly (readonly TextWord[])[];
  readonly #isWanted: (word: TextWord) => boolean;
  readonly #offered: number;
  readonly #chance: Chance;

  constructor(
    texts: TextWords,
    isWanted: (word: TextWord) => boolean,
    offered: number,
    chance: Chance,
  ) {
    const hasWanted = (words: readonly TextWord[]) => words.some(isWanted);
    this.#texts = texts;
    this.#sentences = texts.sentences.filter(hasWanted);
    this.#titles = texts.titles.filter(hasWanted);
    this.#isWanted = isWanted;
    this.#offered = offered;
    this.#chance = chance;
  }

  query(): string {
    const kind = this.#chance();
    if (kind < 0.4) return this.#word().text;
    if (kind < 0.65) return this.#phrase();
    if (kind < 0.9) return this.#boolean();
    if (kind < 0.95) return `title:${pick(this.#wantedIn(this.#titles), this.#chance).text}`;
    return this.#near();
  }

  /** The wanted words of a sentence or title somewhere. */
  #wantedIn(some: readonly (readonly TextWord[])[]): readonly TextWord[] {
    return pick(some, this.#chance).filter(this.#isWanted);
  }

  #word(): TextWord {
    return this.#commonest(() => pick(this.#wantedIn(this.#sentences), this.#chance));
  }

  /** Others than those, of other stems: a query of one thing twice would be refused or shorter. */
  #words(count: number): readonly string[] {
    const words: TextWord[] = [];
    while (words.length < count) {
      const word = this.#word();
      if (words.every(({ stem }) => stem !== word.stem)) words.push(word);
    }
    return words.map(({ text }) => text);
  }

  #commonest<One extends { readonly documents: number }>(draw: () => One): One {
    let best = draw();
    for (let n = 1; n < this.#offered; n += 1) {
      const other = draw();
      if (other.documents > best.documents) best = other;
    }
    return best;
  }

  #phrase(): string {
    const length = this.#chance() < 0.7 ? 2 : 3;
    const { words } = this.#commonest(() => this.#pair(length));
    return `"${words.map(({ text }) => text).join(" ")}"`;
  }

  /** Words that follow one another somewhere, at least one of them wanted; in how many documents the first two do. */
  #pair(length: number): { readonly words: readonly TextWord[]; readonly documents: number } {
    for (;;) {
      const sentence = pick(this.#sentences, this.#chance);
      const from = numberBelow(sentence.length, this.#chance);
      const words = sentence.slice(from, from + length);
      const [first, second] = words;
      if (first === undefined || second === undefined || !words.some(this.#isWanted)) continue;
      return { words, documents: this.#texts.together(first, second) };
    }
  }

  #boolean(): string {
    const [a, b, c] = this.#words(3);
    const kind = this.#chance();
    if (kind < 0.15) return `${a} AND ${b}`;
    if (kind < 0.45) return `${a} OR ${b}`;
    if (kind < 0.8) return `${a} OR ${b} OR ${c}`;
    return kind < 0.92 ? `${a} NOT ${b}` : `${a} AND (${b} OR ${c})`;
  }

  #near(): string {
    for (;;) {
      const [a, b] = this.#wantedIn(this.#sentences);
      if (a === undefined || b === undefined || a.stem === b.stem) continue;
      return `${a.text} NEAR/${5 + 5 * numberBelow(3, this.#chance)} ${b.text}`;
    }
  }
}
