import { prepareDocument } from "../lambda/query/finding/document.ts";
import { matchDocument } from "../lambda/query/finding/match-document.ts";
import { parseQuery } from "../lambda/query/parsing/parse-query.ts";
import type { Query } from "../lambda/query/query.ts";
import { QuerySet } from "../lambda/query/set/query-set.ts";
import { makeSnippets } from "../lambda/query/snippets/snippets.ts";
import type { ReadoutContent } from "../lambda/readouts/readout.ts";
import { contentOf, makeDocuments } from "./corpus.ts";
import { makeQueries } from "./corpus-queries.ts";
import { type Language, morphologies } from "./corpus/languages.ts";
import { interleave, rounded } from "./interleave.ts";

const seed = 2026;
const documentCount = 200;
const queryCount = 100_000;
const languages = Object.keys(morphologies) as Language[];
const explained = 100;
const rounds = 5;
const limits = { maxChars: 400, maxSnippets: 4 };

/** Which of a readout's hits are explained, by their name. */
const choices: Readonly<Record<string, (hits: Int32Array) => Int32Array>> = {
  // Those found one after the other have words in common.
  "the first 100": (hits) => hits.subarray(0, explained),
  "100 of all": (hits) => {
    const count = Math.min(explained, hits.length);
    const step = hits.length / count;
    return Int32Array.from({ length: count }, (_, n) => hits[Math.floor(n * step)] ?? 0);
  },
};

/** Matching in all languages, and the same with reasons for 100 of each readout's hits, and with snippets besides. */
export function measureRich() {
  const documents = languages.flatMap((language) =>
    makeDocuments({ seed, count: documentCount, language, names: "common" }),
  );
  const contents = documents.map((document) => contentOf(document));
  const texts = makeQueries({ seed, documents, count: queryCount, mix: "desk" });
  const queries = texts.flatMap((text): Query[] => {
    const parsed = parseQuery(text);
    return parsed.ok ? [parsed.query] : [];
  });
  const set = new QuerySet();
  queries.forEach((query, n) => {
    set.add(n, query);
  });
  const match = (): number =>
    sumOf(contents, (content) => set.match(prepareDocument(content)).length);
  /** @returns how many snippets there were */
  const explain = (choose: (hits: Int32Array) => Int32Array, withSnippets: boolean): number =>
    sumOf(contents, (content) => {
      const document = prepareDocument(content);
      let snippets = 0;
      for (const reference of choose(set.match(document))) {
        const query = queries[reference];
        const found = query === undefined ? null : matchDocument(query, document);
        if (withSnippets && found !== null)
          snippets += makeSnippets(document, found, limits).length;
      }
      return snippets;
    });
  const chosen = Object.entries(choices);
  const [plain = 1, ...times] = interleave(
    [
      match,
      ...chosen.flatMap(([, choose]) => [
        () => explain(choose, false),
        () => explain(choose, true),
      ]),
    ],
    rounds,
  );
  return {
    readouts: contents.length,
    languages: languages.length,
    queries: queries.length,
    "hits a readout": Math.round(match() / contents.length),
    "plain, readouts/s": rounded(contents.length / plain),
    explained: chosen.map(([which, choose], n) => {
      const reasons = times[2 * n] ?? 0;
      const rich = times[2 * n + 1] ?? 0;
      return {
        "explained hits": which,
        "snippets a readout": Math.round(explain(choose, true) / contents.length),
        "reasons, times plain": rounded(reasons / plain),
        "and snippets, times plain": rounded(rich / plain),
        "readouts/s": rounded(contents.length / rich),
        "a hit, µs": rounded(((rich - plain) / contents.length / explained) * 1e6),
      };
    }),
  };
}

const sumOf = (
  contents: readonly ReadoutContent[],
  of: (content: ReadoutContent) => number,
): number => contents.reduce((sum, content) => sum + of(content), 0);
