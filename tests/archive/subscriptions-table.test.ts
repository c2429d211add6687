import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, test } from "@jest/globals";
import {
  type SubscriptionsTable,
  subscriptionsTable,
} from "../../lambda/archive/subscriptions-table.ts";
import {
  confirmed,
  ended,
  mailed,
  paused,
  preferring,
  resumed,
} from "../../lambda/subscriptions/subscription.ts";
import { testTables, type TestTables } from "../builders/dynamodb.ts";
import { aPending, anActive } from "../builders/subscription.ts";

let tables: TestTables;
let subscriptions: SubscriptionsTable;

beforeAll(async () => {
  tables = await testTables();
  subscriptions = subscriptionsTable(tables.client, tables.subscriptions);
});

const at = "2026-03-02T10:00:00.000Z";

describe("a subscription", () => {
  test("reads back as it was written, in each of its states", async () => {
    const pending = aPending({ query: "states" });
    const active = confirmed(pending, "192.0.2.7", at);
    const resting = paused(active, at);
    const back = resumed(resting);
    const over = ended(back, "unsubscribed", at);
    const { subscriberId, subscriptionId } = pending;
    expect(await subscriptions.get(subscriberId, subscriptionId)).toBeNull();
    for (const [next, previous] of [
      [pending, null],
      [active, pending],
      [resting, active],
      [back, resting],
      [over, back],
    ] as const) {
      expect(await subscriptions.save(next, previous)).toBe(true);
      expect(await subscriptions.get(subscriberId, subscriptionId)).toEqual(next);
    }
  });

  test("that is not confirmed has the second at which DynamoDB forgets it; a confirmed one has none", async () => {
    const pending = aPending({ query: "expiry", at: "2026-03-02T09:00:00.250Z" });
    const { subscriberId, subscriptionId } = pending;
    const stored = async (): Promise<unknown> => {
      const Key = { subscriberId, subscriptionId };
      const get = new GetCommand({ TableName: tables.subscriptions, Key });
      return (await tables.client.send(get)).Item?.["expiresAt"];
    };
    await subscriptions.save(pending, null);
    expect(await stored()).toBe(Date.UTC(2026, 2, 4, 9, 0, 1) / 1000);
    await subscriptions.save(confirmed(pending, "192.0.2.7", at), pending);
    expect(await stored()).toBeUndefined();
  });

  test("asked for twice at once is stored once", async () => {
    const pending = aPending({ query: "at once" });
    const saved = await Promise.all([1, 2, 3].map(() => subscriptions.save(pending, null)));
    expect(saved.filter(Boolean)).toHaveLength(1);
  });

  test("is not written over what somebody else made of it meanwhile", async () => {
    const pending = aPending({ query: "meanwhile" });
    await subscriptions.save(pending, null);
    const again = mailed(pending, at);
    expect(await subscriptions.save(again, pending)).toBe(true);
    expect(await subscriptions.save(mailed(pending, at), pending)).toBe(false);
    const active = confirmed(again, "192.0.2.7", at);
    expect(await subscriptions.save(active, again)).toBe(true);
    expect(await subscriptions.save(ended(again, "unsubscribed", at), again)).toBe(false);
    expect(await subscriptions.get(pending.subscriberId, pending.subscriptionId)).toEqual(active);
  });
});

test("written before there were preferences reads as immediate, all events, UTC, and can be changed", async () => {
  const active = anActive({ query: "from before" });
  const { frequency: _f, events: _e, timeZone: _t, name: _n, mailLanguage: _m, ...rest } = active;
  const { version: _v, ...old } = rest;
  await tables.client.send(
    new PutCommand({
      TableName: tables.subscriptions,
      Item: { ...old, subscriptionRef: `${old.subscriberId}#${old.subscriptionId}` },
    }),
  );
  const read = await subscriptions.get(active.subscriberId, active.subscriptionId);
  expect(read).toEqual({ ...active, version: 0 });
  const all = await subscriptions.standingQueries();
  expect(all.filter(({ query }) => query === "from before")).toEqual([
    expect.objectContaining({
      frequency: { kind: "immediate" },
      timeZone: "UTC",
      events: ["new", "edited", "completed", "removed"],
    }),
  ]);
  if (read === null) throw new Error("not stored");
  const changed = preferring(read, { ...read, frequency: { kind: "daily", hour: 7 } });
  expect(await subscriptions.save(changed, read)).toBe(true);
  expect(await subscriptions.save(changed, read)).toBe(false);
});

test("a subscriber's subscriptions are theirs alone", async () => {
  const mine = ["one", "two"].map((query) => aPending({ address: "mine@newsroom.example", query }));
  const another = aPending({ address: "other@newsroom.example", query: "one" });
  for (const one of [...mine, another]) await subscriptions.save(one, null);
  const found = await subscriptions.bySubscriber(mine[0]?.subscriberId ?? "");
  expect(found.map(({ query }) => query).toSorted()).toEqual(["one", "two"]);
});

test("the standing queries are those of active subscriptions, and of nobody else", async () => {
  const people = ["a", "b", "c"].map((name) => `${name}@active.example`);
  const active = people.map((address) => anActive({ address, query: "grain", queryKey: "grain" }));
  for (const one of active) await subscriptions.save(one, null);
  const [, , third] = active;
  if (third !== undefined) await subscriptions.save(ended(third, "unsubscribed", at), third);
  await subscriptions.save(aPending({ address: "d@active.example", query: "grain" }), null);
  const resting = paused(anActive({ address: "e@active.example", query: "grain" }), at);
  await subscriptions.save(resting, null);

  const found = (await subscriptions.standingQueries()).filter(({ query }) => query === "grain");
  expect(found.map(({ subscriberId }) => subscriberId).toSorted()).toEqual(
    active
      .slice(0, 2)
      .map(({ subscriberId }) => subscriberId)
      .toSorted(),
  );
});

test("the operator can list all", async () => {
  await subscriptions.save(anActive({ query: "listed" }), null);
  const queries: string[] = [];
  for await (const { query } of subscriptions.every()) queries.push(query);
  expect(queries).toContain("listed");
});
