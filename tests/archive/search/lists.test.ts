import { beforeAll, describe, expect, test } from "@jest/globals";
import { compactIndex } from "../../../lambda/archive/index/compact-index.ts";
import { indexReadout } from "../../../lambda/archive/index/index-readout.ts";
import { type IndexTable, indexTable } from "../../../lambda/archive/index/index-table.ts";
import { keepIndex } from "../../../lambda/archive/index/keep-index.ts";
import { CursorError } from "../../../lambda/archive/newest-heads.ts";
import { type ReadoutsTable, readoutsTable } from "../../../lambda/archive/readouts-table.ts";
import { searchIndex } from "../../../lambda/archive/search/open-index.ts";
import {
  countFacets,
  searchArchive,
  type SearchQuery,
} from "../../../lambda/archive/search/search-archive.ts";
import { parseQuery } from "../../../lambda/query/parsing/parse-query.ts";
import type { Query } from "../../../lambda/query/query.ts";
import { silentLog } from "../../../lambda/runtime/log.ts";
import { archived } from "../../builders/archive.ts";
import { testTables } from "../../builders/dynamodb.ts";
import { aReadout, paragraphs } from "../../builders/readout.ts";

let readouts: ReadoutsTable;
let index: IndexTable;
const clock = { now: () => "2026-04-01T00:00:00.000Z" };
const first = { sourceId: null, since: null, until: "2027-01-01T00:00:00.000Z", cursor: null };

beforeAll(async () => {
  const tables = await testTables();
  readouts = readoutsTable(tables.client, tables.readouts);
  index = indexTable(tables.client, tables.index);
  await keepIndex({ clock, log: silentLog, readouts, index });
  for (let n = 0; n < 24; n += 1) await publish(n);
  await compactIndex({ clock, index });
  for (let n = 24; n < 30; n += 1) await publish(n);
});

/** Grain in every one, a different number of times; two on each day; every third of another source. */
async function publish(n: number, grain = 1 + (n % 9)): Promise<void> {
  const readoutId = `ostrovia-pm-${n}`;
  const sourceId = n % 3 === 0 ? "veldmark-presidency" : "ostrovia-pm";
  const day = String(1 + Math.floor((n % 50) / 2)).padStart(2, "0");
  const content = aReadout({
    title: `Talks ${n}`,
    blocks: paragraphs(`${"grain ".repeat(grain)}and ${"harbour ".repeat(12)}`),
    publishedAt: { at: `2026-0${n < 10 ? 1 : 2}-${day}T00:00:00.000Z`, precision: "day" },
    countries: n % 2 === 0 ? [{ country: "KZ", weight: 1 }] : [],
  });
  await archived(
    readouts,
    { readoutId, sourceId, content },
    { countries: n % 2 === 0 ? ["KZ"] : [] },
  );
  await indexReadout(readoutId, { readouts, index });
}

function read(text: string): Query {
  const parsed = parseQuery(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.query;
}

const deps = () => ({ readouts, index: searchIndex(index) });

async function pages(text: string, its: Partial<SearchQuery>, between = async () => {}) {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const within = { ...first, limit: 7, ...its, cursor };
    const page = await searchArchive(read(text), within, deps());
    ids.push(...page.hits.map(({ head }) => head.readoutId));
    ({ cursor } = page);
    await between();
  } while (cursor !== null);
  return ids;
}

describe.each(["time", "relevance"] as const)("a list by %s", (sort) => {
  test("has no repeats and no gaps, though the archive grows and is merged between its pages", async () => {
    const before = await pages("grain harbour", { sort });
    expect(new Set(before).size).toBe(before.length);
    let more = sort === "time" ? 100 : 200;
    const during = await pages("grain harbour", { sort }, async () => {
      for (let n = 0; n < 6; n += 1) await publish((more += 1), 1 + (more % 12));
      await compactIndex({ clock, index });
    });
    expect(new Set(during).size).toBe(during.length);
    const added = new Set(during.filter((id) => !before.includes(id)));
    expect(during.filter((id) => !added.has(id))).toEqual(before);
  });
});

describe("by relevance", () => {
  test("what speaks of it most comes first", async () => {
    const ids = await pages("grain", { sort: "relevance", until: "2026-02-01T00:00:00.000Z" });
    expect(new Set(ids.slice(0, 2))).toEqual(new Set(["ostrovia-pm-7", "ostrovia-pm-8"]));
    expect(new Set(ids.slice(-2))).toEqual(new Set(["ostrovia-pm-0", "ostrovia-pm-9"]));
  });

  test("finds the same as by time", async () => {
    for (const text of ["grain OR ferry", 'grain -"harbour grain"', "country:KZ grain"]) {
      const byTime = await pages(text, {});
      expect((await pages(text, { sort: "relevance" })).toSorted()).toEqual(byTime.toSorted());
      expect(byTime.length).toBeGreaterThan(0);
    }
  });

  test("is by time where no word is asked for", async () => {
    const byTime = await pages("country:KZ", {});
    expect(byTime.length).toBeGreaterThan(7);
    expect(await pages("country:KZ", { sort: "relevance" })).toEqual(byTime);
    const asked = { ...first, limit: 3 };
    const ranked = await searchArchive(read("country:KZ"), { ...asked, sort: "relevance" }, deps());
    const next = await searchArchive(
      read("country:KZ"),
      { ...asked, cursor: ranked.cursor },
      deps(),
    );
    expect(next.hits.map(({ head }) => head.readoutId)).toEqual(byTime.slice(3, 6));
  });

  test("an edited readout has its new rank alone", async () => {
    const before = await pages("grain", { sort: "relevance" });
    await publish(9, 11);
    const ids = await pages("grain", { sort: "relevance" });
    expect(ids.indexOf("ostrovia-pm-9")).toBeLessThan(before.indexOf("ostrovia-pm-9") - 5);
    expect(ids.toSorted()).toEqual(before.toSorted());
  });

  test("a cursor of the other order is refused, and so is one that was made up", async () => {
    const { cursor } = await searchArchive(read("grain"), { ...first, limit: 3 }, deps());
    const made = Buffer.from('["index",null,{"by":"relevance","after":{"score":"x"}}]').toString(
      "base64url",
    );
    for (const wrong of [cursor, made]) {
      const asked = { ...first, limit: 3, cursor: wrong, sort: "relevance" as const };
      await expect(searchArchive(read("grain"), asked, deps())).rejects.toThrow(CursorError);
    }
  });
});

describe("facets", () => {
  test("count what was found by source, country, speaker and month", async () => {
    const within = { sourceId: null, since: null, until: "2026-02-01T00:00:00.000Z" };
    const facets = await countFacets(read("grain"), within, deps());
    expect(facets).toMatchObject({
      counted: 10,
      isAll: true,
      sources: [
        { value: "ostrovia-pm", count: 6 },
        { value: "veldmark-presidency", count: 4 },
      ],
      countries: [{ value: "KZ", count: 5 }],
      months: [{ value: "2026-01", count: 10 }],
    });
  });
});
