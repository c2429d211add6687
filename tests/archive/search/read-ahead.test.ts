import { beforeAll, expect, test } from "@jest/globals";
import { indexReadout } from "../../../lambda/archive/index/index-readout.ts";
import { indexTable } from "../../../lambda/archive/index/index-table.ts";
import { keepIndex } from "../../../lambda/archive/index/keep-index.ts";
import { type ReadoutsTable, readoutsTable } from "../../../lambda/archive/readouts-table.ts";
import { searchIndex } from "../../../lambda/archive/search/open-index.ts";
import { readAhead } from "../../../lambda/archive/search/read-ahead.ts";
import { searchArchive, type SearchDeps } from "../../../lambda/archive/search/search-archive.ts";
import { parseQuery } from "../../../lambda/query/parsing/parse-query.ts";
import { silentLog } from "../../../lambda/runtime/log.ts";
import { archived } from "../../builders/archive.ts";
import { testTables } from "../../builders/dynamodb.ts";
import { aReadout } from "../../builders/readout.ts";

const within = { sourceId: null, since: null, until: "2027-01-01T00:00:00.000Z", cursor: null };

let readouts: ReadoutsTable;
let put: (day: number) => Promise<void>;
let keep: () => Promise<void>;
let deps: SearchDeps;

beforeAll(async () => {
  const tables = await testTables();
  readouts = readoutsTable(tables.client, tables.readouts);
  const index = indexTable(tables.client, tables.index);
  const clock = { now: () => "2026-04-01T00:00:00.000Z" };
  deps = { readouts, index: searchIndex(index) };
  keep = async () => {
    await keepIndex({ clock, log: silentLog, readouts, index });
  };
  put = async (day) => {
    const at = `2026-01-${String(day).padStart(2, "0")}T10:00:00.000Z`;
    const publishedAt = { at, precision: "day" as const };
    const readoutId = `ostrovia-pm-${day}`;
    await archived(readouts, { readoutId, content: aReadout({ title: "Grain", publishedAt }) });
    await indexReadout(readoutId, { readouts, index });
  };
  await keep();
});

async function daysFound(limit: number): Promise<readonly number[]> {
  const parsed = parseQuery("grain");
  if (!parsed.ok) throw new Error(parsed.error.message);
  const { hits } = await searchArchive(parsed.query, { ...within, limit }, deps);
  return hits.map(({ head }) => Number(head.readoutId.split("-").at(-1)));
}

test("what came in lately stands in its place among what was foreseen", async () => {
  for (let day = 1; day <= 20; day += 1) if (day % 4 !== 0) await put(day);
  for (let day = 21; day <= 24; day += 1) await put(day);
  await keep();
  const before = [24, 23, 22, 21, 19, 18, 17, 15, 14, 13];
  expect(await daysFound(10)).toEqual(before);
  for (const day of [8, 16, 20, 26]) await put(day);
  expect(await daysFound(10)).toEqual([26, 24, 23, 22, 21, 20, 19, 18, 17, 16]);
});

test("what was not foreseen is read as well, in the order asked for", async () => {
  const ahead = readAhead(readouts);
  const wanted = [3, 1, 99, 2].map((day) => ({ readoutId: `ostrovia-pm-${day}`, revision: 1 }));
  ahead.begin([2, 98, 1].map((day) => ({ readoutId: `ostrovia-pm-${day}`, revision: 1 })));
  const ids = (await ahead.found(wanted, null)).map((one) => one?.head.readoutId ?? null);
  expect(ids).toEqual(["ostrovia-pm-3", "ostrovia-pm-1", null, "ostrovia-pm-2"]);
});

test("what could not be read ahead is an error to whoever asks", async () => {
  const broken = { found: async () => await Promise.reject(new Error("throttled")) };
  const ahead = readAhead(broken);
  ahead.begin([{ readoutId: "ostrovia-pm-1", revision: 1 }]);
  await expect(ahead.found([], null)).rejects.toThrow("throttled");
});
