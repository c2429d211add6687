import { beforeAll, expect, test } from "@jest/globals";
import {
  type Capture,
  type CapturesTable,
  capturesTable,
} from "../../lambda/archive/captures-table.ts";
import { testTables } from "../builders/dynamodb.ts";

let captures: CapturesTable;

beforeAll(async () => {
  const tables = await testTables();
  captures = capturesTable(tables.client, tables.captures);
});

function aCapture(changed: Partial<Capture> = {}): Capture {
  return {
    url: "https://pm.ostrovia.example/news/feed/",
    capturedAt: "2026-03-02T15:00:00.000Z",
    status: 200,
    headers: { etag: '"7"' },
    sha256: "c".repeat(64),
    bytes: Buffer.from("<rss/>"),
    ...changed,
  };
}

async function bytesOf(url: string, capturedAt: string): Promise<string | null> {
  const found = await captures.get(url, capturedAt);
  return found === null ? null : Buffer.from(found.bytes).toString("latin1");
}

test("a capture reads back byte for byte", async () => {
  const capture = aCapture();
  await captures.put(capture);
  expect(await captures.get(capture.url, capture.capturedAt)).toEqual({
    ...capture,
    bytes: expect.anything(),
  });
  expect(await bytesOf(capture.url, capture.capturedAt)).toBe("<rss/>");
});

test("a capture of 800 KB that does not compress is kept in pieces", async () => {
  let seed = 1;
  const bytes = Buffer.from(
    Array.from({ length: 800_000 }, () => (seed = (seed * 48_271) % 2_147_483_647) & 255),
  );
  const capture = aCapture({ url: "https://pm.ostrovia.example/long", bytes });
  await captures.put(capture);
  expect(await bytesOf(capture.url, capture.capturedAt)).toBe(bytes.toString("latin1"));
});

test("the same capture again changes nothing, its outcome neither", async () => {
  const capture = aCapture({ url: "https://president.veldmark.example/events/1" });
  await captures.put(capture);
  const outcome = { readoutId: "veldmark-presidency-1", outcome: "revision 1", takenFrom: null };
  await captures.recordOutcome(capture.url, capture.capturedAt, outcome);
  await captures.put({ ...capture, bytes: Buffer.from("other") });
  expect(await bytesOf(capture.url, capture.capturedAt)).toBe("<rss/>");
  expect(await captures.outcomes(capture.url, 5)).toEqual([
    { observedAt: capture.capturedAt, ...outcome },
  ]);
});

test("an outcome may be noted of a document whose text came with a listing", async () => {
  const url = "https://pm.ostrovia.example/news/103";
  const takenFrom = {
    url: "https://pm.ostrovia.example/news/feed/",
    capturedAt: "2026-03-02T15:00:00.000Z",
    sha256: "c".repeat(64),
    entryId: "103",
  };
  await captures.recordOutcome(url, "2026-03-02T15:00:00.000Z", {
    readoutId: "ostrovia-pm-103",
    outcome: "unchanged",
    takenFrom,
  });
  expect(await captures.outcomes(url, 5)).toMatchObject([{ outcome: "unchanged", takenFrom }]);
  expect(await captures.get(url, "2026-03-02T15:00:00.000Z")).toBeNull();
});

test("an empty body is a capture too", async () => {
  const capture = aCapture({ url: "https://pm.ostrovia.example/empty", bytes: Buffer.alloc(0) });
  await captures.put(capture);
  expect(await bytesOf(capture.url, capture.capturedAt)).toBe("");
});
