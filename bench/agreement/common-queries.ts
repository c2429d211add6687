import { type Chance, numberBelow, pick, seededChance } from "../chance.ts";
import type { CorpusDocument } from "../corpus.ts";
import { readTexts, type TextWord } from "../corpus/text-words.ts";

type Sentences = readonly (readonly TextWord[])[];

/** Queries of every kind that Lucene has a counterpart for, of words of the documents, common ones too. */
export function makeCommonQueries(
  documents: readonly CorpusDocument[],
  count: number,
  seed: number,
): readonly string[] {
  const { sentences } = readTexts(documents);
  const chance = seededChance(seed);
  const long = sentences.filter(({ length }) => length > 3);
  return Array.from({ length: count }, () => aQuery(long, chance));
}

function aQuery(sentences: Sentences, chance: Chance): string {
  const leaf = () => aLeaf(sentences, chance);
  const kind = chance();
  if (kind < 0.5) return leaf();
  if (kind < 0.6) return `${leaf()} AND ${leaf()}`;
  if (kind < 0.7) return `${leaf()} (${leaf()} OR ${leaf()})`;
  if (kind < 0.8) return `(${leaf()}) -(${leaf()})`;
  if (kind < 0.9) return `(${leaf()}) OR (${leaf()})`;
  if (kind < 0.95) return `atleast/2(${leaf()}, ${leaf()}, ${leaf()})`;
  return `(${leaf()}) (${leaf()} OR -(${leaf()}))`;
}

function aLeaf(sentences: Sentences, chance: Chance): string {
  const kind = chance();
  const sentence = pick(sentences, chance);
  if (kind < 0.75) return inText(kind / 0.75, sentence, chance);
  const field = chance() < 0.5 ? "title" : "body";
  if (kind < 0.85) return `${field}:(${inText(chance(), sentence, chance)})`;
  const between = `${chance() < 0.7 ? "NEAR" : "BEFORE"}/${1 + numberBelow(12, chance)}`;
  return `${operand(sentence, chance)} ${between} ${operand(sentence, chance)}`;
}

function inText(kind: number, sentence: readonly TextWord[], chance: Chance): string {
  const at = numberBelow(sentence.length - 2, chance);
  const words = sentence.slice(at).map(({ text }) => text);
  const [word = ""] = words;
  if (kind < 0.45) return word;
  if (kind < 0.75) return `"${words.slice(0, 2 + numberBelow(2, chance)).join(" ")}"`;
  if (kind < 0.85) return `"${word}"`;
  if (word.length < 5) return word;
  if (kind < 0.94) return `${word.slice(0, 3 + numberBelow(word.length - 3, chance))}*`;
  const hidden = 3 + numberBelow(word.length - 3, chance);
  return `${word.slice(0, hidden)}?${word.slice(hidden + 1)}`;
}

function operand(sentence: readonly TextWord[], chance: Chance): string {
  const one = () => inText(chance(), sentence, chance);
  return chance() < 0.15 ? `(${one()} OR ${one()})` : one();
}
