import { beforeAll, expect, test } from "@jest/globals";
import {
  type SuppressionsTable,
  suppressionsTable,
} from "../../lambda/archive/suppressions-table.ts";
import type { Suppression } from "../../lambda/subscriptions/suppression.ts";
import { testTables } from "../builders/dynamodb.ts";

let suppressions: SuppressionsTable;

beforeAll(async () => {
  const tables = await testTables();
  suppressions = suppressionsTable(tables.client, tables.suppressions);
});

test("a suppression reads back; an address that may be mailed has none", async () => {
  const suppression: Suppression = {
    addressHash: "a-subscriber",
    reason: "complaint",
    since: "2026-03-02T09:00:00.000Z",
    until: null,
    softBounces: 0,
  };
  expect(await suppressions.get("a-subscriber")).toBeNull();
  await suppressions.put(suppression);
  await suppressions.put(suppression);
  expect(await suppressions.get("a-subscriber")).toEqual(suppression);
});
