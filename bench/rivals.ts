import { parseQuery } from "../lambda/query/parsing/parse-query.ts";
import type { Query } from "../lambda/query/query.ts";
import { type CorpusDocument, makeDocuments, type Mix } from "./corpus.ts";
import { makeQueries } from "./corpus-queries.ts";
import { median, quantile, rounded } from "./interleave.ts";
import { findLucene, type Lucene } from "./peers/lucene/lucene.ts";
import { ahocorasick, monyoneAhoCorasick } from "./rivals/aho-corasick.ts";
import { expressions } from "./rivals/expressions.ts";
import { measureMonitor } from "./rivals/lucene-monitor.ts";
import { minisearch } from "./rivals/minisearch.ts";
import { ours } from "./rivals/ours.ts";
import type { Rival } from "./rivals/rival.ts";
import type { Subject } from "./subject.ts";

const seed = 2026;
const documentCount = 2000;
const rounds = 2;
const seconds = 3;
const monitorSeconds = 15;
const inProcess: readonly Rival[] = [expressions, ahocorasick, monyoneAhoCorasick, minisearch];

interface Row {
  readonly mix: Mix;
  readonly queries: number;
  readonly who: string;
  readonly caveat: string;
  /** A document, as a mean; of Aho-Corasick, words found. */
  readonly hits: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** How many times as fast we are, before and after it in the same run. */
  readonly ratio: number;
}

export const rivals: Subject = {
  name: "rivals",
  description: "a readout against many stored queries, beside other ways to do it",
  options: [
    { flags: "--lucene", description: "Lucene Monitor, too (Java 17 and Maven)" },
    { flags: "--sizes <counts>", description: "of queries: 1000,10000,100000 unless told" },
    { flags: "--mixes <mixes>", description: "desk,zipf unless told" },
  ],
  isUsual: false,
  async measure(options, say) {
    const found = options["lucene"] === true ? findLucene(say) : null;
    if (found?.isThere === false) say(found.why);
    const lucene = found?.isThere === true ? found : null;
    const documents = makeDocuments({ seed, count: documentCount });
    const sizes = listed(options["sizes"], "1000,10000,100000").map(Number);
    const mixes = (["desk", "zipf"] as const).filter((mix) =>
      listed(options["mixes"], "desk,zipf").includes(mix),
    );
    const rows: Row[] = [];
    for (const mix of mixes) {
      for (const count of sizes) {
        say(`${count} queries, ${mix} ...`);
        const texts = makeQueries({ seed: seed + 1, documents, count, mix });
        rows.push(...(await measureAll(mix, texts.flatMap(parsed), documents, lucene)));
      }
    }
    return { json: { rows }, print: () => print(rows) };
  },
};

const listed = (option: unknown, otherwise: string): readonly string[] =>
  (typeof option === "string" ? option : otherwise).split(",");

function parsed(text: string): readonly Query[] {
  const result = parseQuery(text);
  return result.ok ? [result.query] : [];
}

async function measureAll(
  mix: Mix,
  queries: readonly Query[],
  documents: readonly CorpusDocument[],
  lucene: Lucene | null,
): Promise<readonly Row[]> {
  const match = ours.build(queries);
  const own: Speed[] = [];
  const rows: Row[] = [];
  const row = (who: string, caveat: string, speed: Speed, ratio: number): Row => ({
    mix,
    queries: queries.length,
    who,
    caveat,
    hits: rounded(speed.hits, 4),
    perSecond: rounded(speed.perSecond),
    p50Ms: rounded(speed.p50Ms, 2),
    p99Ms: rounded(speed.p99Ms, 2),
    ratio: rounded(ratio),
  });
  run(match, documents);
  for (const rival of inProcess) {
    const theirs = rival.build(queries);
    run(theirs, documents);
    const pairs = Array.from(
      { length: rounds },
      () => [run(match, documents), run(theirs, documents)] as const,
    );
    own.push(...pairs.map(([mine]) => mine));
    const ratio = median(pairs.map(([mine, other]) => mine.perSecond / other.perSecond));
    const [, last] = pairs.at(-1) ?? [];
    if (last !== undefined) rows.push(row(rival.name, rival.caveat, last, ratio));
  }
  for (const presearcher of lucene === null ? [] : (["default", "weighted"] as const)) {
    if (lucene === null) break;
    const before = run(match, documents);
    const theirs = await measureMonitor(lucene, presearcher, {
      queries,
      documents,
      seconds: monitorSeconds,
    });
    const after = run(match, documents);
    own.push(before, after);
    const ratio = median(
      [before.perSecond, after.perSecond].map((mine) => mine / theirs.perSecond),
    );
    rows.push(row(`Lucene Monitor ${theirs.lucene}, ${presearcher}`, "", theirs, ratio));
  }
  const typical = own.toSorted((a, b) => a.perSecond - b.perSecond)[own.length >> 1];
  return typical === undefined ? rows : [row(ours.name, ours.caveat, typical, 1), ...rows];
}

interface Speed {
  readonly hits: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** The documents in a circle, at least one, until the time is over. */
function run(
  match: (document: CorpusDocument) => number,
  documents: readonly CorpusDocument[],
): Speed {
  const times: number[] = [];
  let hits = 0;
  const begun = performance.now();
  do {
    const document = documents[times.length % documents.length];
    if (document === undefined) break;
    const start = performance.now();
    hits += match(document);
    times.push(performance.now() - start);
  } while (performance.now() - begun < seconds * 1000);
  return {
    hits: hits / times.length,
    perSecond: (1000 * times.length) / (performance.now() - begun),
    p50Ms: quantile(times, 0.5),
    p99Ms: quantile(times, 0.99),
  };
}

function print(rows: readonly Row[]): void {
  console.log(`Matching, ${documentCount} readouts of 762 words as a mean, beside others`);
  console.table(
    rows.map((row) => ({
      mix: row.mix,
      queries: row.queries,
      who: row.who,
      "hits a readout": row.hits,
      "readouts/s": row.perSecond,
      "p50, ms": row.p50Ms,
      "p99, ms": row.p99Ms,
      "ours is so many times as fast": row.ratio,
      "not the same": row.caveat,
    })),
  );
}
