import { describe, expect, test } from "@jest/globals";
import { contentOf, type CorpusDocument, makeDocuments } from "../../bench/corpus.ts";
import { makeQueries } from "../../bench/corpus-queries.ts";
import { morphologies } from "../../bench/corpus/languages/languages.ts";
import { readTexts } from "../../bench/corpus/text-words.ts";
import type { Language, Names } from "../../bench/corpus/vocabulary.ts";
import { leavesOf, wordsOf as wordsOfLeaf } from "../../lambda/query/combine.ts";
import { prepareDocument } from "../../lambda/query/finding/document.ts";
import { matchDocument } from "../../lambda/query/finding/match-document.ts";
import { QuerySet } from "../../lambda/query/set/query-set.ts";
import { tokenise } from "../../lambda/query/words/tokens.ts";
import { aQuery } from "../query/queries.ts";

const documents = makeDocuments({ seed: 1, count: 300 });

describe("invented documents", () => {
  test("are the same for the same seed, and others for another", () => {
    expect(makeDocuments({ seed: 1, count: 3 })).toEqual(documents.slice(0, 3));
    expect(makeDocuments({ seed: 2, count: 1 })).not.toEqual(documents.slice(0, 1));
  });

  test("have 300 to 3,000 words, 762 in the mean", () => {
    const lengths = documents.map(({ paragraphs }) => paragraphs.join(" ").split(" ").length);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(300);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(3000);
    const mean = lengths.reduce((sum, length) => sum + length) / lengths.length;
    expect(mean).toBeGreaterThan(680);
    expect(mean).toBeLessThan(850);
  });

  test.each(Object.keys(morphologies) as Language[])(
    "in %s have forms that its own stemmer brings together",
    (language) => {
      const words = readTexts(makeDocuments({ seed: 1, count: 50, language })).sentences.flat();
      const forms = new Set(words.map(({ text }) => text)).size;
      const stems = new Set(words.map(({ stem }) => stem)).size;
      expect(stems).toBeLessThan(forms * 0.75);
    },
  );

  test("of several languages may have names in common, each in its own letters", () => {
    const english = namesIn(written("en", "common"));
    const ofBoth = (others: readonly CorpusDocument[]): readonly string[] =>
      [...namesIn(others)].filter((name) => english.has(name));
    expect(ofBoth(written("es", "own"))).toEqual([]);
    const names = ofBoth(written("es", "common"));
    expect(names.length).toBeGreaterThan(50);

    const russian = written("ru", "common");
    const prepared = russian.map((document) => prepareDocument(contentOf(document)));
    const found = names.filter((name) =>
      prepared.some((document) => matchDocument(aQuery(name), document) !== null),
    );
    expect(found.length).toBeGreaterThan(25);
    expect(russian.flatMap(({ paragraphs }) => paragraphs).join(" ")).not.toMatch(/[a-z]/i);
  });
});

const written = (language: Language, names: Names): readonly CorpusDocument[] =>
  makeDocuments({ seed: 1, count: 20, language, names });

/** Words with a capital that do not begin a sentence. */
function namesIn(some: readonly CorpusDocument[]): ReadonlySet<string> {
  const text = some.flatMap(({ paragraphs }) => paragraphs).join(" ");
  return new Set(Array.from(text.matchAll(/(?<=\p{Ll} )\p{Lu}\p{Ll}{3,}/gu), ([name]) => name));
}

describe("invented queries", () => {
  test("are the same for the same seed", () => {
    const wanted = { documents, count: 50, mix: "zipf", seed: 4 } as const;
    expect(makeQueries(wanted)).toEqual(makeQueries(wanted));
    expect(makeQueries({ ...wanted, seed: 5 })).not.toEqual(makeQueries(wanted));
  });

  test("of documents in several languages are drawn from each in turn", () => {
    const languages: readonly Language[] = ["en", "ru", "fr"];
    const several = languages.flatMap((language) =>
      makeDocuments({ seed: 1, count: 20, language }),
    );
    const texts = makeQueries({ documents: several, count: 30, mix: "zipf", seed: 4 });
    const wordsOf = (language: Language): ReadonlySet<string> =>
      new Set(
        several.flatMap((document) =>
          document.language === language
            ? tokenise([document.title, ...document.paragraphs].join(" ")).map(({ term }) => term)
            : [],
        ),
      );
    const known = languages.map(wordsOf);
    texts.forEach((text, n) => {
      const words = leavesOf(aQuery(text)).flatMap(wordsOfLeaf);
      expect(words.filter((word) => known[n % languages.length]?.has(word) !== true)).toEqual([]);
    });
  });

  test.each([
    ["desk", 1, 4],
    ["zipf", 6, 15],
  ] as const)(
    "of a %s are all in the language, and each readout is wanted by %i to %i in 100",
    (mix, low, high) => {
      const set = new QuerySet();
      for (const [n, text] of makeQueries({ seed: 3, documents, count: 2000, mix }).entries()) {
        set.add(n, aQuery(text));
      }
      const hits = documents
        .slice(0, 60)
        .map((document) => set.match(prepareDocument(contentOf(document))).length);
      const percent = hits.reduce((sum, count) => sum + count) / hits.length / 20;
      expect(percent).toBeGreaterThan(low);
      expect(percent).toBeLessThan(high);
    },
  );
});
