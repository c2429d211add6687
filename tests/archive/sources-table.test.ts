import { beforeAll, expect, test } from "@jest/globals";
import {
  type SourceState,
  type SourcesTable,
  sourcesTable,
} from "../../lambda/archive/sources-table.ts";
import { testTables } from "../builders/dynamodb.ts";

let sources: SourcesTable;

beforeAll(async () => {
  const tables = await testTables();
  sources = sourcesTable(tables.client, tables.sources);
});

function aState(changed: Partial<SourceState> = {}): SourceState {
  return {
    sourceId: "ostrovia-pm",
    version: 1,
    lastPolledAt: "2026-03-02T09:00:00.000Z",
    lastSuccessAt: "2026-03-02T09:00:00.000Z",
    lastNewEntryAt: null,
    failures: 0,
    lastProblem: null,
    nextPollAt: null,
    listings: {
      "https://pm.ostrovia.example/news/feed/": {
        etag: '"1"',
        lastModified: null,
        sha256: "d".repeat(64),
        readerVersion: "1",
        lastPolledAt: "2026-03-02T09:00:00.000Z",
        problem: null,
        seen: { "https://pm.ostrovia.example/?p=1": "e".repeat(64) },
      },
    },
    ...changed,
  };
}

test("a state reads back; a source never polled has none", async () => {
  expect(await sources.get("ostrovia-pm")).toBeNull();
  expect(await sources.save(aState(), 0)).toBe(true);
  expect(await sources.get("ostrovia-pm")).toEqual(aState());
});

test("the states of many sources come together, without what their listings say", async () => {
  const ids = Array.from({ length: 130 }, (_, n) => `office-${n}`);
  for (const sourceId of ids.slice(1)) await sources.save(aState({ sourceId }), 0);
  const found = await sources.summaries(ids);
  const { listings: _, ...summary } = aState({ sourceId: "office-129" });
  expect(found.size).toBe(129);
  expect(found.get("office-0")).toBeUndefined();
  expect(found.get("office-129")).toEqual(summary);
});

test("of two polls at once the second does not overwrite the first", async () => {
  const state = aState({ sourceId: "veldmark-presidency" });
  await sources.save(state, 0);
  expect(await sources.save({ ...state, version: 2, failures: 1 }, 1)).toBe(true);
  expect(await sources.save({ ...state, version: 2, failures: 9 }, 1)).toBe(false);
  expect((await sources.get("veldmark-presidency"))?.failures).toBe(1);
});

test("a listing of thousands of entries is remembered whole", async () => {
  const seen = Object.fromEntries(
    Array.from({ length: 3_000 }, (_, n) => [
      `https://pm.norrhaven.example/?p=${n}`,
      "f".repeat(64),
    ]),
  );
  const listings = {
    "https://pm.norrhaven.example/feed": {
      etag: null,
      lastModified: null,
      sha256: null,
      readerVersion: "1",
      lastPolledAt: "2026-03-02T09:00:00.000Z",
      problem: null,
      seen,
    },
  };
  const state = aState({ sourceId: "norrhaven-mfa", listings });
  await sources.save(state, 0);
  expect(await sources.get("norrhaven-mfa")).toEqual(state);
});
