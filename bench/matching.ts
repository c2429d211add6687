import { prepareDocument } from "../lambda/query/finding/document.ts";
import { parseQuery } from "../lambda/query/parsing/parse-query.ts";
import type { Query } from "../lambda/query/query.ts";
import { QuerySet } from "../lambda/query/set/query-set.ts";
import type { ReadoutContent } from "../lambda/readouts/readout.ts";
import { contentOf, makeDocuments, type Mix } from "./corpus.ts";
import { makeQueries } from "./corpus-queries.ts";
import { median, quantile, rounded } from "./interleave.ts";
import { measureRich } from "./rich.ts";
import type { Subject } from "./subject.ts";

const seed = 2026;
const documentCount = 2000;
const rounds = 3;
const sizes = [1_000, 10_000, 100_000];
const most = 1_000_000;

interface Row {
  readonly mix: Mix;
  readonly queries: number;
  readonly distinct: number;
  /** A readout, as a mean. */
  readonly hits: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Time against tokenising alone. */
  readonly timesFloor: number;
  readonly buildMs: number;
  readonly bytesPerQuery: number;
}

export const matching: Subject = {
  name: "matching",
  description: "a readout against many stored queries at once, beside tokenising alone",
  options: [
    { flags: "--million", description: "a million queries, too" },
    { flags: "--rich", description: "reasons and snippets for 100 hits, against matching alone" },
  ],
  isUsual: false,
  measure({ million, rich }, say) {
    if (rich === true) {
      say("Matching 100,000 queries with reasons ...");
      const measured = measureRich();
      return {
        json: measured,
        print() {
          const { explained, ...plain } = measured;
          console.log("Matching in eight languages, alone");
          console.table([plain]);
          console.log("... and with reasons and snippets for 100 hits");
          console.table(explained);
        },
      };
    }
    const contents = makeDocuments({ seed, count: documentCount });
    const rows: Row[] = [];
    for (const mix of ["desk", "zipf"] as const) {
      for (const count of million === true ? [...sizes, most] : sizes) {
        say(`Matching ${count} queries, ${mix} ...`);
        const texts = makeQueries({ seed: seed + 1, documents: contents, count, mix });
        rows.push(
          measure(
            mix,
            texts,
            contents.map((document) => contentOf(document)),
          ),
        );
      }
    }
    return { json: { rows }, print: () => print(rows) };
  },
};

function measure(mix: Mix, texts: readonly string[], contents: readonly ReadoutContent[]): Row {
  const queries = texts.map(parsed).filter((query) => query !== null);
  const begun = performance.now();
  const set = new QuerySet();
  queries.forEach((query, n) => {
    set.add(n, query);
  });
  const buildMs = performance.now() - begun;
  const floors: number[] = [];
  const times: number[] = [];
  const each: number[] = [];
  let hits = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const floor = timeOf(contents, (content) => prepareDocument(content));
    each.length = 0;
    hits = 0;
    const time = timeOf(contents, (content) => {
      const start = performance.now();
      hits += set.match(prepareDocument(content)).length;
      each.push(performance.now() - start);
    });
    if (round > 0) {
      floors.push(floor);
      times.push(time);
    }
  }
  return {
    mix,
    queries: queries.length,
    distinct: set.size,
    hits: Math.round(hits / contents.length),
    perSecond: rounded(contents.length / median(times)),
    p50Ms: rounded(quantile(each, 0.5), 2),
    p99Ms: rounded(quantile(each, 0.99), 2),
    timesFloor: rounded(median(times) / median(floors)),
    buildMs: Math.round(buildMs),
    bytesPerQuery: Math.round(set.bytes / queries.length),
  };
}

/** Our own language refuses what matches everything; of the drawn queries hardly one. */
function parsed(text: string): Query | null {
  const result = parseQuery(text);
  return result.ok ? result.query : null;
}

/** Seconds. */
function timeOf(
  contents: readonly ReadoutContent[],
  act: (content: ReadoutContent) => unknown,
): number {
  const start = performance.now();
  for (const content of contents) act(content);
  return (performance.now() - start) / 1000;
}

function print(rows: readonly Row[]): void {
  console.log(`Matching, ${documentCount} readouts of 762 words as a mean, tokenising included`);
  console.table(
    rows.map((row) => ({
      mix: row.mix,
      queries: row.queries,
      distinct: row.distinct,
      "hits a readout": row.hits,
      "readouts/s": row.perSecond,
      "p50, ms": row.p50Ms,
      "p99, ms": row.p99Ms,
      "times tokenising": row.timesFloor,
      "built in, ms": row.buildMs,
      "bytes a query": row.bytesPerQuery,
    })),
  );
}
