import { type PreparedDocument, prepareDocument } from "../lambda/query/finding/document.ts";
import { matchDocument, type QueryMatch } from "../lambda/query/finding/match-document.ts";
import { parseQuery } from "../lambda/query/parsing/parse-query.ts";
import type { Query } from "../lambda/query/query.ts";
import { QuerySet } from "../lambda/query/set/query-set.ts";
import { makeSnippets } from "../lambda/query/snippets/snippets.ts";
import { contentOf, makeDocuments } from "./corpus.ts";
import { makeQueries } from "./corpus-queries.ts";
import { morphologies } from "./corpus/languages/languages.ts";
import type { Language } from "./corpus/vocabulary.ts";
import { interleave, rounded } from "./interleave.ts";

const seed = 2026;
const documentCount = 200;
const queryCount = 100_000;
const languages = Object.keys(morphologies) as Language[];
const explained = 100;
const rounds = 5;
const limits = { maxChars: 400, maxSnippets: 4 };

interface Choice {
  readonly name: string;
  readonly choose: (hits: Int32Array) => Int32Array;
}

/** Which of a readout's hits are explained. */
const choices: readonly Choice[] = [
  // Those found one after the other have words in common.
  { name: "the first 100", choose: (hits) => hits.subarray(0, explained) },
  {
    name: "100 of all",
    choose: (hits) => {
      const count = Math.min(explained, hits.length);
      const step = hits.length / count;
      return Int32Array.from({ length: count }, (_, n) => hits[Math.floor(n * step)] ?? 0);
    },
  },
];

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
    sum(contents.map((content) => set.match(prepareDocument(content)).length));
  const explain = ({ choose }: Choice, show: (match: QueryMatch, of: PreparedDocument) => number) =>
    sum(
      contents.map((content) => {
        const document = prepareDocument(content);
        return sum(
          Array.from(choose(set.match(document)), (reference) => {
            const query = queries[reference];
            const found = query === undefined ? null : matchDocument(query, document);
            return found === null ? 0 : show(found, document);
          }),
        );
      }),
    );
  const countReasons = (choice: Choice) => explain(choice, ({ clauses }) => clauses.length);
  const countSnippets = (choice: Choice) =>
    explain(choice, (found, document) => makeSnippets(document, found, limits).length);
  const ways = [
    match,
    ...choices.map((choice) => () => countReasons(choice)),
    ...choices.map((choice) => () => countSnippets(choice)),
  ];
  const [plain = 1, ...times] = interleave(ways, rounds);
  const rows = choices.map((choice, n) => {
    const reasons = times[n] ?? 0;
    const rich = times[choices.length + n] ?? 0;
    return {
      "explained hits": choice.name,
      "snippets a readout": Math.round(countSnippets(choice) / contents.length),
      "reasons, times plain": rounded(reasons / plain),
      "and snippets, times plain": rounded(rich / plain),
      "readouts/s": rounded(contents.length / rich),
      "100 hits, µs": rounded(((rich - plain) / contents.length) * 1e6),
    };
  });
  return {
    readouts: contents.length,
    languages: languages.length,
    queries: queries.length,
    "hits a readout": Math.round(match() / contents.length),
    "plain, readouts/s": rounded(contents.length / plain),
    explained: rows,
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
