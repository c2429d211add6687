import { beforeAll, describe, expect, test } from "@jest/globals";
import { previewQuery } from "../../../lambda/archive/preview/query-preview.ts";
import { type ReadoutsTable, readoutsTable } from "../../../lambda/archive/readouts-table.ts";
import { indexTable } from "../../../lambda/archive/index/index-table.ts";
import { keepIndex } from "../../../lambda/archive/index/keep-index.ts";
import { type SearchIndex, searchIndex } from "../../../lambda/archive/search/open-index.ts";
import { parseQuery } from "../../../lambda/query/parsing/parse-query.ts";
import { silentLog } from "../../../lambda/runtime/log.ts";
import { archived } from "../../builders/archive.ts";
import { testTables } from "../../builders/dynamodb.ts";
import { aReadout, paragraphs } from "../../builders/readout.ts";

const now = "2026-03-04T12:00:00.000Z";

describe.each(["by walking", "by the index"] as const)("a preview %s", (how) => {
  let readouts: ReadoutsTable;
  let index: SearchIndex;

  beforeAll(async () => {
    const tables = await testTables();
    readouts = readoutsTable(tables.client, tables.readouts);
    const table = indexTable(tables.client, tables.index);
    index = searchIndex(table);
    const days = ["2026-03-03", "2026-03-02", "2026-02-20", "2026-02-19", "2025-11-03"];
    for (const [n, day] of days.entries()) {
      await archived(readouts, {
        readoutId: `ostrovia-pm-${n}`,
        content: aReadout({
          title: `Day ${n}`,
          publishedAt: { at: `${day}T10:00:00.000Z`, precision: "minute" },
          blocks: paragraphs(n === 4 ? "An old herring." : "The ferry sails to Calandra."),
          turns: [],
        }),
      });
    }
    if (how === "by the index") {
      await keepIndex({ clock: { now: () => now }, log: silentLog, readouts, index: table });
    }
  });

  async function preview(text: string) {
    const parsed = parseQuery(text);
    if (!parsed.ok) throw new Error(parsed.error.message);
    return await previewQuery(parsed.query, now, { readouts, index });
  }

  test("counts matches by week from Monday, with empty weeks between, up to this one", async () => {
    const { weeks, looked } = await preview("ferry");
    expect(looked).toBe(5);
    expect(weeks).toHaveLength(12);
    expect(weeks.slice(-3)).toEqual([
      { monday: "2026-02-16", matches: 2 },
      { monday: "2026-02-23", matches: 0 },
      { monday: "2026-03-02", matches: 2 },
    ]);
  });

  test("gives the newest with their passages, also such as are older than the weeks shown", async () => {
    const { hits } = await preview("ferry");
    expect(hits.map(({ head }) => head.title)).toEqual(["Day 0", "Day 1", "Day 2", "Day 3"]);
    expect(hits[0]?.snippets[0]?.parts.some(({ marked }) => marked)).toBe(true);
    const old = await preview("herring");
    expect(old.hits.map(({ head }) => head.title)).toEqual(["Day 4"]);
    expect(old.weeks.every(({ matches }) => matches === 0)).toBe(true);
  });

  test("names the words that never occurred, and what they may have been meant to be", async () => {
    const { unseen, hits } = await preview('(fery OR "grey heron") NOT gas');
    expect(hits).toEqual([]);
    expect(unseen).toEqual([
      { word: "fery", suggestion: "ferry" },
      { word: "grey heron", suggestion: null },
    ]);
    expect((await preview("ferries")).unseen).toEqual([]);
  });

  test("of an empty archive says nothing about words", async () => {
    const none = await empty();
    const parsed = parseQuery("ferry");
    if (!parsed.ok) throw new Error("the query is good");
    expect(await previewQuery(parsed.query, now, none)).toMatchObject({
      hits: [],
      looked: 0,
      unseen: [],
    });
  });
});

async function empty() {
  const tables = await testTables();
  const none = readoutsTable(tables.client, tables.readouts);
  return { readouts: none, index: searchIndex(indexTable(tables.client, tables.index)) };
}
