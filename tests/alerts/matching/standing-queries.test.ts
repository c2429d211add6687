import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { DeleteCommand, paginateScan, ScanCommand } from "@aws-sdk/lib-dynamodb";
import {
  compareStandingQueries,
  keepStandingQueries,
  mendStandingQueries,
} from "../../../lambda/alerts/matching/keep-standing-queries.ts";
import { watchQueries } from "../../../lambda/alerts/matching/watch-queries.ts";
import {
  restoreWatched,
  saveWatched,
  WatchedQueries,
} from "../../../lambda/alerts/matching/watched-queries.ts";
import {
  type StandingQueriesTable,
  standingQueriesTable,
} from "../../../lambda/archive/standing-queries-table.ts";
import {
  type SubscriptionsTable,
  subscriptionsTable,
} from "../../../lambda/archive/subscriptions-table.ts";
import { type ReadoutsTable, readoutsTable } from "../../../lambda/archive/readouts-table.ts";
import { currentLexicon } from "../../../lambda/query/words/current-lexicon.ts";
import type { Clock } from "../../../lambda/runtime/clock.ts";
import type { Log } from "../../../lambda/runtime/log.ts";
import { silentLog } from "../../../lambda/runtime/log.ts";
import {
  standingKey,
  standingOf,
  type StandingQuery,
} from "../../../lambda/subscriptions/standing-query.ts";
import { ended, type Subscription } from "../../../lambda/subscriptions/subscription.ts";
import { type TestTables, testTables } from "../../builders/dynamodb.ts";
import { aHead, aReadout, aRevision } from "../../builders/readout.ts";
import { anActive } from "../../builders/subscription.ts";

const at = "2026-03-02T10:00:00.000Z";
const revision = aRevision({ content: aReadout({ title: "Talks on grain and gas" }) });

let standing: StandingQueriesTable;
let subscriptions: SubscriptionsTable;
let deps: {
  clock: Clock;
  log: Log;
  queryCode: string;
  readouts: ReadoutsTable;
  standing: StandingQueriesTable;
  subscriptions: SubscriptionsTable;
};
let tables: TestTables;

beforeAll(async () => {
  tables = await testTables();
  standing = standingQueriesTable(tables.client, tables.standing);
  subscriptions = subscriptionsTable(tables.client, tables.subscriptions);
  const readouts = readoutsTable(tables.client, tables.readouts);
  const clock = { now: () => at };
  deps = { clock, log: silentLog, queryCode: "this one", readouts, standing, subscriptions };
});

/** Tables of their own for each test would be a hundred more for DynamoDB Local to keep. */
beforeEach(async () => {
  await empty(tables.standing, ["part", "number"]);
  await empty(tables.subscriptions, ["subscriberId", "subscriptionId"]);
});

afterAll(() => {
  tables.client.destroy();
});

async function empty(TableName: string, keys: readonly string[]): Promise<void> {
  for await (const { Items = [] } of paginateScan({ client: tables.client }, { TableName })) {
    for (const item of Items) {
      const Key = Object.fromEntries(keys.map((key) => [key, item[key] as string | number]));
      await tables.client.send(new DeleteCommand({ TableName, Key }));
    }
  }
}

const queries = new Map<string, string>();

/** As matching has it. */
function standingNamed(name: string, query: string): StandingQuery {
  const its = standingOf(named(name, query));
  if (its === null) throw new Error("it is active");
  return its;
}

function named(name: string, query: string) {
  const active = anActive({ address: `${name}@newsroom.example`, query });
  queries.set(standingKey(active), query);
  return active;
}

/** Stores a subscription, and tells of it as the stream does. */
async function store(subscription: Subscription, previous: Subscription | null): Promise<void> {
  await subscriptions.save(subscription, previous);
  await keepStandingQueries([subscription], deps);
}

/** What the table holds, each part once. */
async function parts(): Promise<readonly string[]> {
  const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: tables.standing }));
  return [...new Set(Items.map((item) => String(item["part"])))].toSorted();
}

const neverRead = () => Promise.reject(new Error("this would be compiled here"));

/** The queries that a matcher finds wanting the revision. */
const found = async (
  watch: ReturnType<typeof watchQueries>,
): Promise<readonly (string | undefined)[]> =>
  (await watch()).matching(revision).map((rule) => queries.get(standingKey(rule)));

describe("standing queries", () => {
  test("are read from the subscriptions themselves until a copy of them is made", async () => {
    await subscriptions.save(named("first", "grain"), null);
    expect(await standing.head()).toBeNull();
    expect(await found(watchQueries(deps))).toEqual(["grain"]);
  });

  test("take part in matching as soon as the stream has told of them, without a new reading of all", async () => {
    const first = named("first", "grain");
    await store(first, null);
    const watch = watchQueries(deps);
    expect(await found(watch)).toEqual(["grain"]);
    const second = named("second", "gas");
    await store(second, null);
    expect(await found(watch)).toEqual(["grain", "gas"]);
    await store(ended(first, "unsubscribed", at), first);
    expect(await found(watch)).toEqual(["gas"]);
    await subscriptions.remove(second.subscriberId, second.subscriptionId);
    await keepStandingQueries([second], deps);
    expect((await watch()).isEmpty).toBe(true);
  });

  test("told of twice, late or of nothing, are what the subscriptions are", async () => {
    const first = named("first", "grain");
    await store(first, null);
    await store(ended(first, "unsubscribed", at), first);
    // An old record of the stream comes again.
    await keepStandingQueries([first, first], deps);
    await keepStandingQueries([named("nobody", "oil")], deps);
    expect((await watchQueries(deps)()).isEmpty).toBe(true);
  });

  test("are put together in a snapshot after many changes, and whoever was behind finds the same", async () => {
    const late = watchQueries(deps);
    let last = named("first", "grain");
    await store(last, null);
    await late();
    for (let n = 0; n < 205; n += 1) {
      const next: typeof last = {
        ...last,
        timeZone: n % 2 === 0 ? "UTC" : "Europe/Athens",
        version: n + 2,
      };
      await store(next, last);
      last = next;
    }
    const head = await standing.head();
    expect(head === null ? null : head.version - head.since).toBeLessThan(200);
    expect(head?.since).toBeGreaterThan(1);
    for (const watch of [late, watchQueries(deps)]) {
      const watched = await watch();
      expect(watched.matching(revision)).toEqual([
        expect.objectContaining({ query: "grain", timeZone: last.timeZone }),
      ]);
    }
  });

  test("come in pieces where they are many, and are whole again", async () => {
    // Of texts that do not compress: more than one item holds.
    const many = Array.from({ length: 12_000 }, (_, n) => ({
      subscriberId: `subscriber-${(n * 7919) % 12_000}-${Math.sin(n)}`,
      subscriptionId: `${Math.cos(n)}`,
      query: n === 7 ? "grain" : `"word ${Math.tan(n)}"`,
      frequency: { kind: "immediate" as const },
      timeZone: "UTC",
      events: ["new" as const],
    }));
    for (const one of many) queries.set(standingKey(one), one.query);
    const head = await standing.replace(many, null, null);
    expect(head?.pieces).toBeGreaterThan(1);
    const watch = watchQueries(deps);
    expect(await found(watch)).toEqual(["grain"]);
    // The next one takes its place, and leaves nothing of it.
    expect(await standing.replace(many.slice(0, 3), null, head)).toMatchObject({ pieces: 1 });
    expect(head === null ? null : await standing.snapshot(head)).toBeNull();
    expect((await watch()).matching(revision)).toEqual([]);
  });

  test("put together by two at once are those of the one that was faster", async () => {
    const [grain, gas] = [named("first", "grain"), named("second", "gas")].map(standingOf);
    if (!grain || !gas) throw new Error("both are active");
    // Of two who saw the same head, the slower one has all but moved it when it finds that it was moved.
    const first = await standing.replace([grain], null, null);
    expect(await standing.replace([gas], null, null)).toBeNull();
    expect(await found(watchQueries(deps))).toEqual(["grain"]);
    const second = await standing.replace([gas], null, first);
    expect(await standing.replace([grain], null, first)).toBeNull();
    expect(await standing.replace([gas], null, first)).toBeNull();
    expect(await found(watchQueries(deps))).toEqual(["gas"]);
    expect(await parts()).toEqual(["head", second?.snapshot]);
  });

  test("are compiled once, for every process of the same code", async () => {
    await store(named("first", "grain"), null);
    const elsewhere = { ...standing, snapshot: neverRead };
    const watch = watchQueries({ ...deps, standing: elsewhere });
    expect(await found(watch)).toEqual(["grain"]);
    // And are changed from there.
    const second = named("second", "gas");
    await store(second, null);
    await store(named("third", '"grain and gas"'), null);
    expect(await found(watch)).toEqual(["grain", "gas", '"grain and gas"']);
    await store(ended(second, "unsubscribed", at), second);
    expect(await found(watch)).toEqual(["grain", '"grain and gas"']);
    expect((await watch()).find(named("first", "grain"))).toMatchObject({
      timeZone: second.timeZone,
    });
    expect((await watch()).find(second)).toBeNull();
  });

  test("that were compiled elsewhere are found by their subscription, however many there are", () => {
    const standings = Array.from({ length: 100 }, (_, n) => ({
      ...standingNamed(`reader-${n}`, n % 2 === 0 ? "grain" : "oil"),
      frequency: { kind: "daily", hour: n % 24 } as const,
    }));
    const restored = restoreWatched(saveWatched(standings, [], silentLog), silentLog);
    for (const one of standings) {
      const { query: _query, ...rule } = one;
      expect(restored.find(one)).toEqual(rule);
    }
    expect(restored.find({ subscriberId: "nobody", subscriptionId: "none" })).toBeNull();
    expect(restored.matching(revision)).toHaveLength(50);
    expect(restored.matching(revision)[0]).toBe(restored.matching(revision)[0]);
    expect(saveWatched(standings.toReversed(), [], silentLog)).toEqual(
      saveWatched(standings, [], silentLog),
    );
  });

  test("that were compiled elsewhere change like others, and once more changes nothing", () => {
    const grain = standingNamed("first", "grain");
    const oil = standingNamed("second", "oil");
    const gas = standingNamed("third", "gas");
    const restored = restoreWatched(saveWatched([grain, oil], [], silentLog), silentLog);
    const wanted = (): readonly string[] =>
      restored.matching(revision).map(({ subscriptionId }) => subscriptionId);
    const changes = [
      { ...grain, standing: null },
      // It gets the place that has become free.
      { ...gas, standing: gas },
      { ...oil, standing: { ...oil, query: "grain" } },
      { ...oil, standing: { ...oil, query: "grain", events: ["removed"] as const } },
    ];
    for (const change of [...changes, ...changes]) restored.apply(change);
    expect([...wanted()].toSorted()).toEqual([gas.subscriptionId, oil.subscriptionId].toSorted());
    expect(restored.find(grain)).toBeNull();
    expect(restored.find(oil)).toMatchObject({ events: ["removed"] });
    restored.apply({ ...gas, standing: null });
    restored.apply({ ...oil, standing: null });
    expect(restored.isEmpty).toBe(true);
  });

  test("that were compiled elsewhere are compiled anew where other words have come", () => {
    const grain = standingNamed("first", "grain");
    const gas = standingNamed("third", "gas");
    const restored = restoreWatched(saveWatched([grain], [], silentLog), silentLog);
    restored.apply({ ...gas, standing: gas });
    // Its words take the place of the first ones'.
    restoreWatched(saveWatched([], [], silentLog), silentLog);
    expect(restored.matching(revision)).toHaveLength(2);
  });

  test("are not compiled anew for the words that they have themselves, but for too many others", () => {
    // As if another process had seen nothing yet.
    restoreWatched(saveWatched([], [], silentLog), silentLog);
    const theirs = Array.from({ length: 500 }, (_, n) => {
      const words = Array.from({ length: 60 }, (__, word) => `word${n}of${word}`);
      return standingNamed(`of-many-words-${n}`, `grain OR any(${words.join(", ")})`);
    });
    const watched = new WatchedQueries(theirs, silentLog);
    const compiled = currentLexicon();
    expect(compiled.size).toBeGreaterThan(30_000);
    meet("of-readouts", 395_000);
    expect(watched.matching(revision)).toHaveLength(theirs.length);
    expect(compiled.size).toBeGreaterThan(420_000);
    expect(currentLexicon()).toBe(compiled);
    // Whoever compiles them once more adds no words, and allows none.
    expect(new WatchedQueries(theirs, silentLog).matching(revision)).toHaveLength(theirs.length);
    meet("of-others", 60_000);
    expect(watched.matching(revision)).toHaveLength(theirs.length);
    expect(currentLexicon()).not.toBe(compiled);
  });

  test("are found by a document that alone has too many words", () => {
    const watched = new WatchedQueries([standingNamed("first", "grain")], silentLog);
    const blocks = Array.from({ length: 9 }, (_, block) => ({
      kind: "paragraph" as const,
      text: Array.from({ length: 50_000 }, (__, n) => `w${block}x${n}`).join(" "),
    }));
    const hostile = aRevision({ content: aReadout({ title: "Talks on grain", blocks }) });
    // So that its process forgets what it knew.
    meet("before", 450_000);
    expect(watched.matching(hostile)).toHaveLength(1);
    expect(watched.matching(revision)).toHaveLength(1);
  });

  test("are compiled with the words of the newest readouts, whatever their language", async () => {
    const readoutId = "ostrovia-pm-104";
    const title = "Verhandlungen über Getreide";
    const content = aReadout({ language: "de", title });
    const german = aRevision({ readoutId, content });
    expect(await deps.readouts.append(german, aHead({}, german), null)).toBe("stored");
    await store(named("first", "Verhandlung"), null);
    const head = await standing.head();
    const bytes = head === null ? null : await standing.compiled(head, deps.queryCode);
    if (bytes === null) throw new Error("nobody compiled them");
    const restored = restoreWatched(bytes, silentLog);
    expect(currentLexicon().find("getreide")).not.toBe(-1);
    expect(restored.matching(german)).toHaveLength(1);
  });

  test("are compiled though the newest readouts cannot be read", async () => {
    const told: string[] = [];
    const first = named("first", "grain");
    await subscriptions.save(first, null);
    await keepStandingQueries([first], {
      ...deps,
      log: { ...silentLog, error: (message) => told.push(message) },
      readouts: { ...deps.readouts, newest: () => Promise.reject(new Error("throttled")) },
    });
    expect(told).toEqual(["the words of the newest readouts are not compiled along"]);
    const elsewhere = { ...standing, snapshot: neverRead };
    expect(await found(watchQueries({ ...deps, standing: elsewhere }))).toEqual(["grain"]);
  });

  test("that other code compiled are compiled anew, and all over again when they are compared", async () => {
    await store(named("first", "grain"), null);
    const other = { ...deps, queryCode: "another one" };
    expect(await found(watchQueries(other))).toEqual(["grain"]);
    expect(await mendStandingQueries(other)).toBe(0);
    const elsewhere = { ...standing, snapshot: neverRead };
    expect(await found(watchQueries({ ...other, standing: elsewhere }))).toEqual(["grain"]);
    // What the old code compiled is gone.
    expect(await parts()).toEqual([
      expect.stringMatching(/^compiled#2#/),
      "head",
      expect.stringMatching(/^snapshot#2#/),
    ]);
    const head = await standing.head();
    expect(await mendStandingQueries(other)).toBe(0);
    expect(await standing.head()).toEqual(head);
  });

  test("whose compiled form cannot be read are compiled from their text, which is said", async () => {
    const grain = standingNamed("first", "grain");
    const bytes = Buffer.from("of another version of V8");
    await standing.replace([grain], { code: deps.queryCode, bytes }, null);
    const said: string[] = [];
    const log = { ...silentLog, error: (text: string) => said.push(text) };
    expect(await found(watchQueries({ ...deps, log }))).toEqual(["grain"]);
    expect(said).toEqual(["compiled queries cannot be read"]);
  });

  test("changed by two at once lose neither", async () => {
    await store(named("zero", "oil"), null);
    const both = [named("first", "grain"), named("second", "gas")];
    for (const one of both) await subscriptions.save(one, null);
    await Promise.all(
      both.map(async (one) => {
        await keepStandingQueries([one], deps);
      }),
    );
    expect(new Set(await found(watchQueries(deps)))).toEqual(new Set(["gas", "grain"]));
  });

  test("that were never told of are found when all is compared, and said", async () => {
    await store(named("first", "grain"), null);
    await subscriptions.save(named("forgotten", "gas"), null);
    const said: unknown[] = [];
    const log = {
      ...silentLog,
      error: (text: string, fields: object = {}) => said.push([text, fields]),
    };
    expect(await mendStandingQueries({ ...deps, log })).toBe(1);
    expect(said).toEqual([["the copy of all queries was wrong", { different: 1 }]]);
    expect(new Set(await found(watchQueries(deps)))).toEqual(new Set(["gas", "grain"]));
    expect(await mendStandingQueries({ ...deps, log })).toBe(0);
    expect(said).toHaveLength(1);
  });

  test("are compared for the doctor, who changes nothing", async () => {
    expect(await compareStandingQueries(deps)).toBeNull();
    await store(named("first", "grain"), null);
    expect(await compareStandingQueries(deps)).toEqual({ different: 0, queries: 1 });
    await subscriptions.save(named("forgotten", "gas"), null);
    expect(await compareStandingQueries(deps)).toEqual({ different: 1, queries: 2 });
    expect(await found(watchQueries(deps))).toEqual(["grain"]);
  });

  test("of which one no longer parses keep the others", async () => {
    await store(named("first", "grain"), null);
    await store(named("broken", '"grain'), null);
    expect(await found(watchQueries(deps))).toEqual(["grain"]);
  });
});

/** Words that nobody has seen. */
function meet(prefix: string, count: number): void {
  const lexicon = currentLexicon();
  for (let n = 0; n < count; n += 1) lexicon.numberOf(`${prefix}${n}`);
}
