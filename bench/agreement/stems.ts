import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stemmerOf } from "../../lambda/query/words/stems.ts";
import { tokenise } from "../../lambda/query/words/tokens.ts";
import type { Lucene } from "../peers/lucene/lucene.ts";

const documentation = join(import.meta.dirname, "../../docs");

export interface StemAgreement {
  readonly words: number;
  /** Words that one stemmer puts with a word from which the other keeps it apart. */
  readonly togetherByOurs: readonly string[];
  readonly togetherByLucene: readonly string[];
  /** Words that EnglishAnalyzer drops. */
  readonly stopWords: readonly string[];
}

/**
 * Real English words, those of our own documentation, by our stemmer and by Lucene's EnglishAnalyzer (Porter's first
 * algorithm): which of them are one word to the one and two to the other. How a stem is spelt makes no difference.
 */
export async function compareStems(lucene: Lucene): Promise<StemAgreement> {
  const words = englishWords();
  const answers = await lucene.run(
    ["stems"],
    words.map((word) => ({ word })),
  );
  const stemOf = stemmerOf("en");
  const stopWords: string[] = [];
  const both: Both[] = [];
  words.forEach((word, n) => {
    // As LucenePeer.java writes it.
    const { stems } = answers[n] as { readonly stems: readonly string[] };
    const [theirs] = stems;
    if (theirs === undefined) stopWords.push(word);
    else both.push({ word, ours: stemOf(word), theirs });
  });
  return {
    words: words.length,
    togetherByOurs: splits(
      both,
      ({ ours }) => ours,
      ({ theirs }) => theirs,
    ),
    togetherByLucene: splits(
      both,
      ({ theirs }) => theirs,
      ({ ours }) => ours,
    ),
    stopWords,
  };
}

interface Both {
  readonly word: string;
  readonly ours: string;
  readonly theirs: string;
}

/** Groups of the first that the second divides: `general | generally`. */
function splits(
  all: readonly Both[],
  one: (both: Both) => string,
  other: (both: Both) => string,
): readonly string[] {
  return [...grouped(all, one).values()].flatMap((group) => {
    const parts = [...grouped(group, other).values()];
    if (parts.length < 2) return [];
    return [parts.map((part) => part.map(({ word }) => word).join(" ")).join(" | ")];
  });
}

function grouped(
  all: readonly Both[],
  by: (both: Both) => string,
): ReadonlyMap<string, readonly Both[]> {
  const groups = new Map<string, Both[]>();
  for (const both of all) groups.set(by(both), [...(groups.get(by(both)) ?? []), both]);
  return groups;
}

/** Of plain prose only: tables and code hold words of other languages. */
function englishWords(): readonly string[] {
  const texts = readdirSync(documentation, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => readFileSync(join(documentation, path), "utf8"));
  const prose = texts.join("\n").replaceAll(/```[\s\S]*?```|^\|.*$|`[^`]*`|\]\([^)]*\)/gm, " ");
  const terms = new Set(tokenise(prose).map(({ term }) => term));
  return [...terms].filter((term) => /^[a-z]{3,}$/.test(term)).toSorted();
}
