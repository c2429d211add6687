import { prepareDocument } from "../lambda/query/finding/document.ts";
import { fold } from "../lambda/query/words/fold.ts";
import { type Stemmer, stemmerOf } from "../lambda/query/words/stems.ts";
import { unitTable } from "../lambda/query/words/units.ts";
import { type CorpusDocument, contentOf, makeDocuments } from "./corpus.ts";
import type { Language } from "./corpus/vocabulary.ts";
import { interleave, rounded } from "./interleave.ts";
import type { Subject } from "./subject.ts";

const seed = 2026;
const count = 2000;
const rounds = 7;

interface Row {
  readonly language: Language;
  readonly what: string;
  readonly megabytesPerSecond: number;
  readonly perSecond: number;
  /** Time against a bare scan of the characters. */
  readonly timesScan: number;
}

export const tokenising: Subject = {
  name: "tokenise",
  description:
    "texts into words and stems, beside a bare scan of the characters and a regular expression",
  options: [],
  isUsual: true,
  measure(_options, say) {
    say("Tokenising ...");
    const rows = (["en", "ru"] as const).flatMap(measure);
    return {
      json: { rows },
      print() {
        console.log(`Tokenising ${count} readouts of 762 words in a row, warm`);
        console.table(
          rows.map(({ language, what, megabytesPerSecond, perSecond, timesScan }) => ({
            language,
            what,
            "M characters/s": megabytesPerSecond,
            "readouts/s": perSecond,
            "times the scan": timesScan,
          })),
        );
      },
    };
  },
};

function measure(language: Language): readonly Row[] {
  const documents = makeDocuments({ seed, count, language });
  const texts = documents.map(textsOf);
  const contents = documents.map(contentOf);
  const characters = texts.flat().reduce((sum, { length }) => sum + length, 0);
  const stemOf = stemmerOf(language);
  const stems = new Map<string, string>();
  const ways = [
    ["bare scan by a table", () => scan(texts)],
    ["ours: words, places, stems", () => contents.map((content) => stemsOf(content))],
    ["regular expression, map of stems", () => byExpression(texts, stems, stemOf)],
  ] as const;
  const seconds = interleave(
    ways.map(([, way]) => way),
    rounds,
  );
  return ways.map(([what], n) => ({
    language,
    what,
    megabytesPerSecond: rounded(characters / 1e6 / (seconds[n] ?? 1)),
    perSecond: rounded(count / (seconds[n] ?? 1)),
    timesScan: rounded((seconds[n] ?? 1) / (seconds[0] ?? 1)),
  }));
}

const textsOf = ({ title, paragraphs }: CorpusDocument): readonly string[] => [
  title,
  ...paragraphs,
];

/** The least that can be done: each character looked up once. */
function scan(texts: readonly (readonly string[])[]): number {
  let sum = 0;
  for (const some of texts) {
    for (const text of some) {
      for (let n = 0; n < text.length; n += 1) sum += unitTable[text.charCodeAt(n)] ?? 0;
    }
  }
  return sum;
}

/** Words with their places, and the stem of each distinct one, as a set of queries asks for them. */
function stemsOf(content: Parameters<typeof prepareDocument>[0]): number {
  const { scan: found, stemOf } = prepareDocument(content);
  let stems = found.lexicon.stemsBy(stemOf);
  let sum = 0;
  for (let n = 0; n < found.words.length; n += 2) {
    const word = found.words[n] ?? 0;
    let stem = stems[word] ?? -1;
    if (stem === -1) {
      stem = found.lexicon.stem(word, stemOf);
      stems = found.lexicon.stemsBy(stemOf);
    }
    sum += stem;
  }
  return sum;
}

/** The usual way: what it finds is folded as ours, and stemmed when it is first seen. */
function byExpression(
  texts: readonly (readonly string[])[],
  stems: Map<string, string>,
  stemOf: Stemmer,
): number {
  let sum = 0;
  for (const some of texts) {
    for (const text of some) {
      for (const [word] of text.matchAll(/[\p{L}\p{N}]+/gu)) {
        let stem = stems.get(word);
        if (stem === undefined) {
          stem = stemOf(fold(word));
          stems.set(word, stem);
        }
        sum += stem.length;
      }
    }
  }
  return sum;
}
