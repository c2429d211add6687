import { describe, expect, test } from "@jest/globals";
import { contentOf, makeDocuments } from "../../bench/corpus.ts";
import { makeQueries } from "../../bench/corpus-queries.ts";
import { readTexts } from "../../bench/corpus/text-words.ts";
import { prepareDocument } from "../../lambda/query/finding/document.ts";
import { QuerySet } from "../../lambda/query/set/query-set.ts";
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

  test("in Russian have forms that its stemmer brings together", () => {
    const words = readTexts(makeDocuments({ seed: 1, count: 50, language: "ru" })).sentences.flat();
    const forms = new Set(words.map(({ text }) => text)).size;
    const stems = new Set(words.map(({ stem }) => stem)).size;
    expect(stems).toBeLessThan(forms * 0.6);
  });
});

describe("invented queries", () => {
  test("are the same for the same seed", () => {
    const wanted = { documents, count: 50, mix: "zipf", seed: 4 } as const;
    expect(makeQueries(wanted)).toEqual(makeQueries(wanted));
    expect(makeQueries({ ...wanted, seed: 5 })).not.toEqual(makeQueries(wanted));
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
