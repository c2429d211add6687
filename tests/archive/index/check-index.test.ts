import { beforeEach, expect, test } from "@jest/globals";
import { describeIndex } from "../../../cli/commands/index-finding.ts";
import { checkIndex, type IndexState } from "../../../lambda/archive/index/check-index.ts";
import { indexReadout } from "../../../lambda/archive/index/index-readout.ts";
import { type IndexTable, indexTable } from "../../../lambda/archive/index/index-table.ts";
import { keepIndex } from "../../../lambda/archive/index/keep-index.ts";
import { noManifest } from "../../../lambda/archive/index/manifest.ts";
import { type ReadoutsTable, readoutsTable } from "../../../lambda/archive/readouts-table.ts";
import { silentLog } from "../../../lambda/runtime/log.ts";
import { archived } from "../../builders/archive.ts";
import { emptiedTables } from "../../builders/dynamodb.ts";

let readouts: ReadoutsTable;
let index: IndexTable;
const clock = { now: () => "2026-04-01T00:00:00.000Z" };
const lastYear = "2025-04-01T00:00:00.000Z";

beforeEach(async () => {
  const tables = await emptiedTables();
  readouts = readoutsTable(tables.client, tables.readouts);
  index = indexTable(tables.client, tables.index);
});

const check = async (): Promise<IndexState> => await checkIndex({ clock, index, readouts });
const keep = async (): Promise<void> => await keepIndex({ clock, log: silentLog, readouts, index });

test("an installation without readouts needs no index", async () => {
  expect(await check()).toEqual({ state: "no archive" });
  expect(describeIndex(await check()).isWell).toBe(true);
});

test("without an index, search walks; where that takes long, reindex is what to do", async () => {
  await archived(readouts);
  expect(await check()).toEqual({ state: "missing", needed: false });
  expect(describeIndex(await check()).isWell).toBe(true);
  await Promise.all(
    Array.from({ length: 200 }, async (_, n) => {
      await archived(readouts, { readoutId: `ostrovia-pm-${n}` });
    }),
  );
  const { isWell, seen } = describeIndex(await check());
  expect([isWell, seen]).toEqual([false, expect.stringMatching(/there is none.*readouts reindex/)]);
});

test("an index of older code is told of with both formats", async () => {
  await archived(readouts);
  await index.replaceManifest({ ...noManifest, format: "1.1", isComplete: true }, noManifest);
  expect(await check()).toMatchObject({ state: "other format", format: "1.1" });
  const { isWell, seen } = describeIndex(await check());
  expect([isWell, seen]).toEqual([false, expect.stringMatching(/format 1\.1.*readouts reindex/)]);
});

test("an index that is being built is not complete", async () => {
  await archived(readouts);
  const rebuild = { replaces: [], cursor: "somewhere", done: 500 };
  await index.replaceManifest({ ...noManifest, rebuild }, noManifest);
  expect(await check()).toEqual({ state: "being built", done: 500 });
  expect(describeIndex(await check()).isWell).toBe(false);
});

test("a complete index has the newest readouts as they are now", async () => {
  await archived(readouts, {}, { firstSeenAt: lastYear });
  await keep();
  expect(await check()).toEqual({ state: "complete", readouts: 1, compared: 1, behind: [] });
  expect(describeIndex(await check()).isWell).toBe(true);
});

test("a readout that is not indexed, or only as it was, is named until it is", async () => {
  const { readoutId } = await archived(readouts, {}, { firstSeenAt: lastYear });
  await keep();
  await archived(readouts, {}, { firstSeenAt: lastYear });
  const other = "veldmark-presidency-77";
  await archived(readouts, { readoutId: other }, { firstSeenAt: lastYear });
  const found = await check();
  expect(found.state === "complete" ? found.behind.toSorted() : found).toEqual([readoutId, other]);
  expect(describeIndex(found).seen).toContain(other);
  for (const id of [readoutId, other]) await indexReadout(id, { readouts, index });
  expect(describeIndex(await check()).isWell).toBe(true);
});

test("what came this minute may be on its way", async () => {
  await archived(readouts, {}, { firstSeenAt: lastYear });
  await keep();
  await archived(readouts, { readoutId: "ostrovia-pm-9" }, { firstSeenAt: clock.now() });
  expect(describeIndex(await check()).isWell).toBe(true);
});
