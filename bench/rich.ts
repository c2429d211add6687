import { prepareDocument } from "../lambda/query/finding/document.ts";
import { matchDocument } from "../lambda/query/finding/match-document.ts";
import { parseQuery } from "../lambda/query/parsing/parse-query.ts";
import type { Query } from "../lambda/query/query.ts";
import { QuerySet } from "../lambda/query/set/query-set.ts";
import { makeSnippets } from "../lambda/query/snippets/snippets.ts";
import type { ReadoutContent } from "../lambda/readouts/readout.ts";
import { contentOf, makeDocuments } from "./corpus.ts";
import { makeQueries } from "./corpus-queries.ts";
import { interleave, rounded } from "./interleave.ts";

const seed = 2026;
const documentCount = 200;
const queryCount = 100_000;
const explained = 100;
const rounds = 5;
const limits = { maxChars: 400, maxSnippets: 4 };

/** Matching, and the same with reasons and snippets for 100 of each readout's hits. */
export function measureRich() {
  const documents = [
    ...makeDocuments({ seed, count: documentCount }),
    ...makeDocuments({ seed, count: documentCount, language: "ru" }),
  ];
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
  let reasons = 0;
  const explain = (content: ReadoutContent): void => {
    const document = prepareDocument(content);
    for (const reference of set.match(document).subarray(0, explained)) {
      const query = queries[reference];
      const match = query === undefined ? null : matchDocument(query, document);
      if (match === null) continue;
      reasons += makeSnippets(document, match, limits).length;
    }
  };
  const [plain = 1, rich = 0] = interleave(
    [
      () => {
        for (const content of contents) set.match(prepareDocument(content));
      },
      () => {
        for (const content of contents) explain(content);
      },
    ],
    rounds,
  );
  return {
    readouts: contents.length,
    queries: queries.length,
    "snippets a readout": Math.round(reasons / contents.length / (rounds + 1)),
    "plain, readouts/s": rounded(contents.length / plain),
    "with reasons, readouts/s": rounded(contents.length / rich),
    "times plain": rounded(rich / plain),
    "a hit's reasons, µs": rounded(((rich - plain) / contents.length / explained) * 1e6),
  };
}
