import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, expect, test } from "@jest/globals";
import { type CountersTable, countersTable } from "../../lambda/archive/counters-table.ts";
import { testTables, type TestTables } from "../builders/dynamodb.ts";

let tables: TestTables;
let counters: CountersTable;
beforeAll(async () => {
  tables = await testTables();
  counters = countersTable(tables.client, tables.counters);
});

const limit = { most: 3, windowMs: 3_600_000 };
const now = "2026-03-03T08:20:00.000Z";

test("as many as are allowed within a window, also at once; then none until the next", async () => {
  const taken = await Promise.all(
    Array.from({ length: 10 }, async () => await counters.take("flood", limit, now)),
  );
  expect(taken.filter(Boolean)).toHaveLength(3);
  expect(await counters.take("flood", limit, "2026-03-03T08:59:59.999Z")).toBe(false);
  expect(await counters.take("flood", limit, "2026-03-03T09:00:00.000Z")).toBe(true);
  expect(await counters.take("another", limit, now)).toBe(true);
});

test("what came to nothing is given back, and never more than was taken", async () => {
  for (let n = 0; n < 3; n += 1) await counters.take("back", limit, now);
  await counters.giveBack("back", limit, now);
  expect(await counters.take("back", limit, now)).toBe(true);
  expect(await counters.take("back", limit, now)).toBe(false);
  await counters.giveBack("never taken", limit, now);
  const four = await Promise.all(
    [1, 2, 3, 4].map(async () => await counters.take("never taken", limit, now)),
  );
  expect(four.filter(Boolean)).toHaveLength(3);
});

test("DynamoDB forgets it when its window is over", async () => {
  await counters.take("expiry", limit, now);
  const Key = { counter: "expiry#2026-03-03T08:00:00.000Z" };
  const { Item } = await tables.client.send(new GetCommand({ TableName: tables.counters, Key }));
  expect(Item).toMatchObject({ taken: 1, expiresAt: Date.parse("2026-03-03T09:00:00Z") / 1000 });
});
