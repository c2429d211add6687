import MiniSearch from "minisearch";
import { indexTable } from "../lambda/archive/index/index-table.ts";
import { readoutsTable } from "../lambda/archive/readouts-table.ts";
import { searchIndex } from "../lambda/archive/search/open-index.ts";
import { searchArchive } from "../lambda/archive/search/search-archive.ts";
import { parseQuery } from "../lambda/query/parsing/parse-query.ts";
import type { Query } from "../lambda/query/query.ts";
import type { Mix } from "./corpus.ts";
import { makeQueries } from "./corpus-queries.ts";
import { quantile, rounded } from "./interleave.ts";
import { limit, measureBare, measureScan, within } from "./search/beside.ts";
import { chunk, documentsOf, load } from "./search/load.ts";
import {
  addOpen,
  addToIndex,
  type IndexMeasure,
  liveReadouts,
  measureLive,
  rebuild,
} from "./search/writing.ts";
import { type BenchTables, startTables } from "./tables.ts";
import type { Subject } from "./subject.ts";

const queriesAMix = 200;
/** A larger index is not built by reading the archive, but as it is loaded: it would take most of the time. */
const rebuiltAtMost = 20_000;

interface SearchMeasure {
  readonly readouts: number;
  readonly mix: Mix;
  readonly hits: number;
  readonly looked: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly readUnits: number;
  readonly readUnitsP99: number;
  readonly calls: number;
  /** Processor time of this process for a search, without the database's: hardly more on a busy machine. */
  readonly cpuP50Ms: number;
  /** Bare DynamoDB Local in the same run: a GetItem of the manifest, a BatchGetItem of 20 revisions. */
  readonly getP50Ms: number;
  readonly batchP50Ms: number;
  /** A search's p50 beside that of the bare batch. */
  readonly batches: number;
  readonly minisearchP50Ms: number;
  readonly scanSeconds: number;
}

export const search: Subject = {
  name: "search",
  description: "queries of up to three terms over an archive in DynamoDB Local; minutes",
  options: [
    {
      flags: "--sizes <numbers>",
      description: "archived readouts, in thousands: 10,100 (default)",
    },
  ],
  isUsual: false,
  async measure(options, say) {
    const sizes = String(options["sizes"] ?? "10,100")
      .split(",")
      .map((thousands) => Number(thousands) * 1000);
    const tables = await startTables();
    try {
      const live = await measureLive(tables, say);
      const searches: SearchMeasure[] = [];
      const indexes: IndexMeasure[] = [];
      let from = liveReadouts;
      for (const size of sizes) {
        say(`Archiving ${size} readouts ...`);
        await load(tables, from, size, say);
        if (size <= rebuiltAtMost) indexes.push(await rebuild(tables, size, say));
        else await addToIndex(tables, from, size, say);
        from = size;
        const rival = size <= 20_000 ? minisearchOf(size) : null;
        const removeOpen = await addOpen(tables, size);
        for (const mix of ["desk", "zipf"] as const) {
          say(`Searching ${size} readouts, ${mix} ...`);
          searches.push(await measureSearches(tables, size, mix, rival));
        }
        await removeOpen();
      }
      return {
        json: { live, indexes, searches },
        print() {
          console.log("Writing: append, index and merge, units a readout", live);
          console.table(indexes);
          console.table(searches);
        },
      };
    } finally {
      await tables.stop();
    }
  },
};

function queriesOf(mix: Mix): readonly { readonly text: string; readonly query: Query }[] {
  const documents = documentsOf(3).concat(documentsOf(4));
  return makeQueries({ seed: 7, documents, count: queriesAMix, mix }).flatMap((text) => {
    const parsed = parseQuery(text);
    return parsed.ok ? [{ text, query: parsed.query }] : [];
  });
}

function minisearchOf(size: number): MiniSearch {
  const rival = new MiniSearch({ fields: ["title", "text"] });
  for (let part = 0; part < size / chunk; part += 1) {
    for (const [n, { title, paragraphs }] of documentsOf(part).entries()) {
      rival.add({ id: part * chunk + n, title, text: paragraphs.join("\n") });
    }
  }
  return rival;
}

async function measureSearches(
  tables: BenchTables,
  readouts: number,
  mix: Mix,
  rival: MiniSearch | null,
): Promise<SearchMeasure> {
  const { client, units } = tables;
  const archive = readoutsTable(client, tables.readouts);
  const deps = { readouts: archive, index: searchIndex(indexTable(client, tables.index)) };
  const queries = queriesOf(mix);
  for (const { query } of queries.slice(0, 20)) {
    await searchArchive(query, { ...within, limit }, deps);
  }
  const rows: {
    ms: number;
    cpuMs: number;
    rivalMs: number;
    getMs: number;
    batchMs: number;
    read: number;
    calls: number;
    hits: number;
    looked: number;
  }[] = [];
  for (const { text, query } of queries) {
    const before = { ...units };
    const start = performance.now();
    const cpu = process.cpuUsage();
    const page = await searchArchive(query, { ...within, limit }, deps);
    const ms = performance.now() - start;
    const { user, system } = process.cpuUsage(cpu);
    const spent = { read: units.read - before.read, calls: units.calls - before.calls };
    const bare = await measureBare(tables, readouts, rows.length);
    const rivalStart = performance.now();
    rival?.search(text.replaceAll(/AND|OR|NOT|NEAR\/\d+|title:|["()]/g, " "), {
      combineWith: "AND",
    });
    rows.push({
      ms,
      cpuMs: (user + system) / 1000,
      rivalMs: performance.now() - rivalStart,
      ...bare,
      ...spent,
      hits: page.hits.length,
      looked: page.looked,
    });
  }
  const searchP50 = p50(rows.map(({ ms }) => ms));
  const batchP50 = p50(rows.map(({ batchMs }) => batchMs));
  return {
    readouts,
    mix,
    hits: rounded(mean(rows.map(({ hits }) => hits))),
    looked: rounded(mean(rows.map(({ looked }) => looked))),
    p50Ms: rounded(searchP50),
    getP50Ms: rounded(p50(rows.map(({ getMs }) => getMs))),
    batchP50Ms: rounded(batchP50),
    batches: rounded(searchP50 / batchP50),
    p99Ms: rounded(
      quantile(
        rows.map(({ ms }) => ms),
        0.99,
      ),
    ),
    readUnits: rounded(mean(rows.map(({ read }) => read))),
    readUnitsP99: rounded(
      quantile(
        rows.map(({ read }) => read),
        0.99,
      ),
    ),
    calls: rounded(mean(rows.map(({ calls }) => calls))),
    cpuP50Ms: rounded(p50(rows.map(({ cpuMs }) => cpuMs))),
    minisearchP50Ms: rival === null ? 0 : rounded(p50(rows.map(({ rivalMs }) => rivalMs))),
    scanSeconds: rounded(
      await measureScan(
        queries.map(({ query }) => query),
        readouts,
        archive,
      ),
    ),
  };
}

const p50 = (times: readonly number[]): number => quantile(times, 0.5);
const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
