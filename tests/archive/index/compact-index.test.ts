import { EventEmitter, once } from "node:events";
import { BatchGetCommand, DeleteCommand, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { compactIndex } from "../../../lambda/archive/index/compact-index.ts";
import { MissingItemError } from "../../../lambda/archive/index/index-items.ts";
import {
  type IndexState,
  type IndexTable,
  indexTable,
} from "../../../lambda/archive/index/index-table.ts";
import type { IndexedReadout } from "../../../lambda/archive/index/term-block.ts";
import { keepIndex } from "../../../lambda/archive/index/keep-index.ts";
import { readoutsTable } from "../../../lambda/archive/readouts-table.ts";
import { searchIndex } from "../../../lambda/archive/search/open-index.ts";
import { silentLog } from "../../../lambda/runtime/log.ts";
import { emptiedTables, type TestTables } from "../../builders/dynamodb.ts";

const minuteMs = 60_000;
const plan = { kind: "term", as: "stem", term: "grain" } as const;
const everything = { since: 0, until: Number.POSITIVE_INFINITY, after: null };

let tables: TestTables;
let index: IndexTable;
let now: number;
const clock = { now: () => new Date(now).toISOString() };

beforeEach(async () => {
  tables = await emptiedTables();
  index = indexTable(tables.client, tables.index);
  now = Date.parse("2026-04-01T00:00:00.000Z");
  await keep();
});

async function keep(): Promise<void> {
  const readouts = readoutsTable(tables.client, tables.readouts);
  await keepIndex({ clock, log: silentLog, readouts, index });
}

function aBlock(n: number, revision = 1): IndexedReadout {
  return {
    readoutId: `ostrovia-pm-${n}`,
    revision,
    publishedAt: n * 1000,
    words: 10,
    language: "en",
  };
}

/** Readouts with a common word, and one of their own each. */
async function add(from: number, count: number, revision = 1): Promise<void> {
  for (let n = from; n < from + count; n += 1) {
    await index.addBlock(
      aBlock(n, revision),
      new Map([
        ["sgrain", 1 + (n % 9)],
        [`wword${n}`, 1],
      ]),
    );
  }
}

async function found(search = searchIndex(index)): Promise<readonly string[]> {
  const ids = await search.asked(async (view) => {
    const all: string[] = [];
    for await (const some of view.candidates(plan, {
      bounds: everything,
      atOnce: () => 20,
      foresee: null,
    })) {
      all.push(...some.map(({ readoutId, revision }) => `${readoutId}#${revision}`));
    }
    return all;
  });
  return ids ?? ["no index"];
}

/** The table, but it dies at the n-th write. */
function dying(at: number): IndexTable {
  let writes = 0;
  const write = async <T>(call: () => Promise<T>): Promise<T> => {
    if (writes === at) throw new Error("killed");
    writes += 1;
    return await call();
  };
  return {
    ...index,
    replaceManifest: async (next, previous) =>
      await write(async () => await index.replaceManifest(next, previous)),
    putItems: async (...args) => {
      await write(async () => {
        await index.putItems(...args);
      });
    },
    removeBlock: async (readout) => {
      await write(async () => {
        await index.removeBlock(readout);
      });
    },
    removeSegment: async (segment) => {
      await write(async () => {
        await index.removeSegment(segment);
      });
    },
  };
}

async function segmentsInTable(): Promise<ReadonlySet<unknown>> {
  const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: tables.index }));
  return new Set(
    Items.map(({ segmentId, itemId }) =>
      itemId === "~manifest" ? "manifest" : (segmentId as unknown),
    ),
  );
}

const newestFirst = (count: number) =>
  Array.from({ length: count }, (_, n) => `ostrovia-pm-${count - 1 - n}#1`);

test("few open blocks are left as they are, and found", async () => {
  await add(0, 5);
  expect(await compactIndex({ clock, index })).toBe("nothing to do");
  expect(await found()).toEqual(newestFirst(5));
});

test("a process that asked before finds what was merged since", async () => {
  const search = searchIndex(index);
  for (let count = 16; count <= 80; count += 16) {
    await add(count - 16, 16);
    expect(await found(search)).toEqual(newestFirst(count));
    await keep();
    expect(await found(search)).toEqual(newestFirst(count));
  }
  now += 10 * minuteMs;
  await keep();
  expect(await found(search)).toEqual(newestFirst(80));
});

test("a manifest that lies where it lay before is found, and replaced where it lies now", async () => {
  await add(0, 20);
  await keep();
  const manifest = await index.manifest();
  const key = { segmentId: "open", itemId: "~manifest" };
  const TableName = tables.index;
  const former = {
    segmentId: "manifest",
    itemId: "live",
    manifest,
    manifestVersion: manifest?.version,
  };
  await tables.client.send(new PutCommand({ TableName, Item: former }));
  await tables.client.send(new DeleteCommand({ TableName, Key: key }));
  expect(await index.manifest()).toEqual(manifest);
  expect(await found()).toEqual(newestFirst(20));
  await add(20, 16);
  await keep();
  expect((await index.manifest())?.version).toBeGreaterThan(manifest?.version ?? 0);
  expect(await found()).toEqual(newestFirst(36));
});

test("where a block goes while it is read, the index is asked again", async () => {
  await add(0, 16);
  let isMerged = false;
  const search = searchIndex({
    ...index,
    // Another process takes the blocks away between the two calls.
    state: async () => {
      if (!isMerged) {
        isMerged = true;
        await keep();
        throw new MissingItemError("open/ostrovia-pm-3 is not there");
      }
      return await index.state();
    },
  });
  expect(await found(search)).toEqual(newestFirst(16));
});

describe("where segments with older readouts are asked after the newest", () => {
  test("they are asked where those do not suffice", async () => {
    await add(0, 80);
    await keep();
    await add(80, 16);
    await keep();
    await add(96, 3);
    expect((await index.manifest())?.segments.length).toBe(2);
    expect(await found(searchIndex(index, 1))).toEqual(newestFirst(99));
  });

  test("they are asked in time where they have newer readouts, too", async () => {
    const odd = Array.from({ length: 16 }, (_, n) => 2 * n + 41);
    for (let n = 0; n < 90; n += 1) if (!odd.includes(n)) await add(n, 1);
    await keep();
    for (const n of odd) await add(n, 1);
    await keep();
    expect((await index.manifest())?.segments.length).toBe(2);
    expect(await found(searchIndex(index, 1))).toEqual(newestFirst(90));
    // The smaller one is newer then, and the larger one reaches into its time.
    await add(90, 1);
    expect(await found(searchIndex(index, 1))).toEqual(newestFirst(91));
  });
});

test("segments of like size come together, so that there are a handful", async () => {
  for (let from = 0; from < 320; from += 16) {
    await add(from, 16);
    await keep();
  }
  const manifest = await index.manifest();
  expect(manifest?.segments.reduce((sum, { readouts }) => sum + readouts, 0)).toBe(320);
  expect(manifest?.segments.length).toBeLessThanOrEqual(4);
  expect(await found()).toEqual(newestFirst(320));
});

test("a later revision takes the place of an earlier one when they meet in a segment", async () => {
  await add(0, 16);
  await keep();
  await add(0, 16, 2);
  await keep();
  expect((await index.manifest())?.segments.map(({ readouts }) => readouts)).toEqual([16]);
  expect(new Set((await found()).map((id) => id.split("#")[1]))).toEqual(new Set(["2"]));
});

test("an earlier revision that comes late does not take the place of a later one", async () => {
  await add(0, 1, 2);
  await add(0, 1, 1);
  expect(await found()).toEqual(["ostrovia-pm-0#2"]);
});

describe("a crash at any instant", () => {
  test("loses nothing and repeats nothing, and leaves nothing behind", async () => {
    let count = 0;
    let survived = false;
    for (let at = 0; !survived; at += 1) {
      await add(count, 16);
      count += 16;
      survived = await compactIndex({ clock, index: dying(at) }).then(
        () => true,
        () => false,
      );
      expect(new Set(await found())).toEqual(new Set(newestFirst(count)));
      now += 20 * minuteMs;
      await keep();
      expect(new Set(await found())).toEqual(new Set(newestFirst(count)));
    }
    await add(count, 16);
    count += 16;
    await keep();
    now += 20 * minuteMs;
    await keep();
    expect([...new Set(await found())]).toEqual(newestFirst(count));
    const live = (await index.manifest())?.segments.map(({ id }) => id) ?? [];
    expect(await segmentsInTable()).toEqual(new Set(["manifest", ...live]));
  }, 60_000);

  test("while somebody writes a segment, nobody else begins one", async () => {
    await add(0, 16);
    await expect(compactIndex({ clock, index: dying(1) })).rejects.toThrow("killed");
    now += minuteMs;
    expect(await compactIndex({ clock, index })).toBe("busy");
  });
});

const idsOf = ({ blocks }: IndexState): readonly string[] =>
  blocks.map(({ readout }) => readout.readoutId);

describe("two searches at once, between which the index changes,", () => {
  test("each find all that was there when they began", async () => {
    const gate = aGate();
    let states: IndexState[] = [];
    let held = "none";
    const search = searchIndex({
      ...index,
      state: async () => states.shift() ?? (await index.state()),
      items: async (wanted) => {
        const isHeld = wanted.some(({ segment }) => segment === held);
        if (isHeld) held = "none";
        if (isHeld) await gate.pass();
        return await index.items(wanted);
      },
    });
    await add(0, 200);
    await compactIndex({ clock, index });
    expect(await found(search)).toHaveLength(200);
    await add(200, 16);
    await compactIndex({ clock, index });
    const former = await index.state();
    await add(216, 60);
    await compactIndex({ clock, index });

    states = [former, former];
    held = former.manifest?.segments.find(({ readouts }) => readouts === 16)?.id ?? "";
    const first = found(search);
    await gate.reached;
    expect(await found(search)).toHaveLength(276);
    gate.open();
    expect(await first).toHaveLength(216);
  });

  test("find what came in lately, though the later one was sooner", async () => {
    const gate = aGate();
    let reads = 0;
    const client = new Proxy(tables.client, {
      get: (its, name) =>
        name === "send"
          ? async (command: Parameters<typeof its.send>[0]) => {
              if (command instanceof BatchGetCommand && reads++ === 0) await gate.pass();
              return await its.send(command);
            }
          : (Reflect.get(its, name) as unknown),
    });
    const slow = indexTable(client, tables.index);
    await add(0, 1);
    await slow.state();
    await add(1, 1);
    const first = slow.state();
    await gate.reached;
    await index.removeBlock(aBlock(0));
    expect(idsOf(await slow.state())).toEqual(["ostrovia-pm-1"]);
    gate.open();
    expect(idsOf(await first)).toEqual(["ostrovia-pm-0", "ostrovia-pm-1"]);
  });
});

/** Who passes it waits until it is opened; `reached` when somebody does. */
function aGate() {
  const bell = new EventEmitter();
  const [reached, opened] = [once(bell, "reached"), once(bell, "open")];
  return {
    reached,
    pass: async () => {
      bell.emit("reached");
      await opened;
    },
    open: () => bell.emit("open"),
  };
}
