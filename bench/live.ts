import { prepareDocument } from "../lambda/query/finding/document.ts";
import { parseQuery } from "../lambda/query/parsing/parse-query.ts";
import type { Query } from "../lambda/query/query.ts";
import { QuerySet } from "../lambda/query/set/query-set.ts";
import { contentOf, makeDocuments } from "./corpus.ts";
import { makeQueries } from "./corpus-queries.ts";
import { median, rounded } from "./interleave.ts";
import type { Subject } from "./subject.ts";

const seed = 2026;
const documentCount = 500;
const queryCount = 100_000;
const changeCount = 10_000;
const pending = 1_000;
const rounds = 5;

/** Queries that come and go while readouts are matched. */
export const live: Subject = {
  name: "live",
  description: "queries added to a set of 100,000 and removed from it, and matching meanwhile",
  options: [],
  isUsual: false,
  measure(_options, say) {
    say("Adding and removing queries ...");
    const measured = measure();
    return {
      json: measured,
      print() {
        console.log(`Queries that come and go, beside ${queryCount} others`);
        console.table([measured]);
      },
    };
  },
};

function measure() {
  const documents = makeDocuments({ seed, count: documentCount });
  const contents = documents.map((document) => contentOf(document));
  const texts = makeQueries({ seed, documents, count: queryCount + changeCount, mix: "desk" });
  const queries = texts.map(parsed).filter((query) => query !== null);
  const [stored, coming] = [queries.slice(0, queryCount), queries.slice(queryCount)];
  const comingTexts = texts.slice(-coming.length);
  const set = new QuerySet();
  const buildMs = millisecondsOf(() => {
    stored.forEach((query, n) => {
      set.add(n, query);
    });
  });
  const matchAll = (): void => {
    for (const content of contents) set.match(prepareDocument(content));
  };
  matchAll();
  const before: number[] = [];
  const after: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    before.push(millisecondsOf(matchAll));
    for (let n = 0; n < pending; n += 1) add(set, n, coming);
    after.push(millisecondsOf(matchAll));
    for (let n = 0; n < pending; n += 1) set.remove(queryCount + n);
  }
  const addMs = millisecondsOf(() => {
    coming.forEach((_, n) => {
      add(set, n, coming);
    });
  });
  const removeMs = millisecondsOf(() => {
    coming.forEach((_, n) => {
      set.remove(queryCount + n);
    });
  });
  const parseMs = millisecondsOf(() => {
    for (const text of comingTexts) parsed(text);
  });
  return {
    "built in, ms": Math.round(buildMs),
    "parsing, µs": rounded((parseMs / comingTexts.length) * 1000),
    "adding, µs": rounded((addMs / coming.length) * 1000),
    "removing, µs": rounded((removeMs / coming.length) * 1000),
    "matching with 1,000 more, against before": rounded(median(after) / median(before)),
  };
}

function add(set: QuerySet, n: number, coming: readonly Query[]): void {
  const query = coming[n];
  if (query !== undefined) set.add(queryCount + n, query);
}

function parsed(text: string): Query | null {
  const result = parseQuery(text);
  return result.ok ? result.query : null;
}

function millisecondsOf(act: () => void): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}
