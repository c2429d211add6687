import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { type ReadoutsTable, readoutsTable } from "../../lambda/archive/readouts-table.ts";
import { testTables, type TestTables } from "../builders/dynamodb.ts";
import { aHead, aParagraph, aReadout, aRevision } from "../builders/readout.ts";

let tables: TestTables;
let readouts: ReadoutsTable;

beforeAll(async () => {
  tables = await testTables();
  readouts = readoutsTable(tables.client, tables.readouts);
});

async function publish(sourceId: string, at: string): Promise<void> {
  const revision = aRevision({
    readoutId: `${sourceId}-${at.slice(0, 10)}`,
    sourceId,
    content: aReadout({ publishedAt: { at, precision: "minute" } }),
  });
  await readouts.append(revision, aHead({}, revision), null);
}

describe("a revision", () => {
  test("reads back as it was written, with its head", async () => {
    const revision = aRevision({ readoutId: "ostrovia-pm-1" });
    expect(await readouts.append(revision, aHead({}, revision), null)).toBe("stored");
    expect(await readouts.latest("ostrovia-pm-1")).toEqual(revision);
    expect(await readouts.head("ostrovia-pm-1")).toEqual(aHead({}, revision));
  });

  test("of a transcript longer than an item reads back whole", async () => {
    const words = Array.from({ length: 60_000 }, (_, n) => `слово${(n * 7919) % 60_000}`);
    const blocks = Array.from({ length: 600 }, (_, n) =>
      aParagraph(words.slice(n * 100, n * 100 + 100).join(" ")),
    );
    const revision = aRevision({
      readoutId: "ostrovia-pm-2",
      content: aReadout({ language: "ru", blocks }),
    });
    expect(Buffer.byteLength(JSON.stringify(blocks))).toBeGreaterThan(400 * 1024);
    await readouts.append(revision, aHead({}, revision), null);
    expect(await readouts.latest("ostrovia-pm-2")).toEqual(revision);
  });

  test("that does not compress below an item is cut into pieces and put together", async () => {
    // Random letters: base64 of a fixed pseudo-random sequence, so that gzip finds little.
    let seed = 1;
    const noise = Buffer.from(
      Array.from({ length: 400_000 }, () => (seed = (seed * 48_271) % 2_147_483_647) & 255),
    );
    const blocks = [aParagraph(noise.toString("base64"))];
    const revision = aRevision({ readoutId: "ostrovia-pm-3", content: aReadout({ blocks }) });
    await readouts.append(revision, aHead({}, revision), null);
    expect(await readouts.latest("ostrovia-pm-3")).toEqual(revision);
    expect(await readouts.revisions("ostrovia-pm-3")).toEqual([revision]);
  });

  test("keeps its metadata as plain attributes, for people who query by hand", async () => {
    const revision = aRevision({ readoutId: "ostrovia-pm-4" });
    await readouts.append(revision, aHead({}, revision), null);
    const { Item } = await tables.client.send(
      new GetCommand({
        TableName: tables.readouts,
        Key: { readoutId: "ostrovia-pm-4", revision: 1 },
      }),
    );
    expect(Item).toMatchObject({
      title: "Talks with President of Veldmark Aksel Tamm",
      source: "ostrovia-pm",
      place: "Port Sella",
      eventFrom: "2026-03-02",
      publishedAt: "2026-03-02T14:40:00.000Z",
    });
  });

  test("is not stored where somebody else was quicker, and nothing of it is", async () => {
    const first = aRevision({ readoutId: "ostrovia-pm-5" });
    const head = aHead({}, first);
    await readouts.append(first, head, null);
    expect(await readouts.append(first, head, null)).toBe("stale");
    const second = aRevision({
      readoutId: "ostrovia-pm-5",
      revision: 2,
      observedAt: "2026-03-02T16:00:00.000Z",
    });
    const outdated = { ...head, lastObservedAt: "2026-03-02T14:00:00.000Z" };
    expect(await readouts.append(second, aHead({}, second), outdated)).toBe("stale");
    expect(await readouts.revision("ostrovia-pm-5", 2)).toBeNull();
    expect(await readouts.append(second, aHead({}, second), head)).toBe("stored");
    expect((await readouts.revisions("ostrovia-pm-5")).map((one) => one.revision)).toEqual([1, 2]);
  });

  test("that is not there is null", async () => {
    expect(await readouts.head("ostrovia-pm-none")).toBeNull();
    expect(await readouts.latest("ostrovia-pm-none")).toBeNull();
    expect(await readouts.revision("ostrovia-pm-none", 0)).toBeNull();
  });
});

describe("lists", () => {
  const until = "2027-01-01T00:00:00.000Z";

  beforeAll(async () => {
    for (const [source, at] of [
      ["norrhaven-mfa", "2024-05-01T10:00:00.000Z"],
      ["norrhaven-mfa", "2024-05-02T10:00:00.000Z"],
      ["calandra-pm", "2022-01-10T10:00:00.000Z"],
      ["calandra-pm", "2024-05-03T10:00:00.000Z"],
      ["calandra-pm", "2019-12-31T10:00:00.000Z"],
    ] as const) {
      await publish(source, at);
    }
  });

  test("go through the months, newest first, and pages continue where they ended", async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await readouts.newest({
        sourceId: null,
        since: null,
        until: "2025-01-01T00:00:00.000Z",
        cursor,
        limit: 2,
      });
      seen.push(...page.heads.map((head) => head.readoutId));
      cursor = page.cursor;
      // What is archived meanwhile does not disturb the pages still to come.
      await publish("late-office", `2024-06-0${seen.length}T10:00:00.000Z`);
    } while (cursor !== null);
    expect(seen).toEqual([
      "calandra-pm-2024-05-03",
      "norrhaven-mfa-2024-05-02",
      "norrhaven-mfa-2024-05-01",
      "calandra-pm-2022-01-10",
      "calandra-pm-2019-12-31",
    ]);
  });

  test("of one source, between two times", async () => {
    const page = await readouts.newest({
      sourceId: "calandra-pm",
      since: "2020-01-01T00:00:00.000Z",
      until,
      cursor: null,
      limit: 10,
    });
    expect(page.heads.map((head) => head.readoutId)).toEqual([
      "calandra-pm-2024-05-03",
      "calandra-pm-2022-01-10",
    ]);
    expect(page.cursor).toBeNull();
  });

  test("refuse a cursor that is none", async () => {
    await expect(
      readouts.newest({ sourceId: null, since: null, until, cursor: "!!", limit: 2 }),
    ).rejects.toThrow("start again without it");
  });
});

const at = (hour: number) => `2026-03-03T0${hour}:00:00.000Z`;

describe("rechecks", () => {
  test("are found when they are due, the longest overdue first, until they are taken off", async () => {
    for (const hour of [3, 1, 5]) {
      const revision = aRevision({ readoutId: `veldmark-presidency-${hour}` });
      await readouts.append(revision, aHead({ recheckAt: at(hour) }, revision), null);
    }
    const due = await readouts.dueForRecheck(at(4), 10);
    expect(due.map((head) => head.readoutId)).toEqual([
      "veldmark-presidency-1",
      "veldmark-presidency-3",
    ]);
    const [first] = due;
    if (first === undefined) throw new Error("nothing is due");
    expect(await readouts.touch({ ...first, recheckAt: null, rechecks: 1 }, first)).toBe("stored");
    expect(await readouts.dueForRecheck(at(4), 10)).toHaveLength(1);
  });
});
