import { beforeAll, describe, expect, test } from "@jest/globals";
import { type CopiesTable, copiesTable } from "../../lambda/archive/copies-table.ts";
import { testTables } from "../builders/dynamodb.ts";

let copies: CopiesTable;
beforeAll(async () => {
  const tables = await testTables();
  copies = copiesTable(tables.client, tables.copies);
});

test("readouts find each other in any of their bands, each once", async () => {
  const until = "2026-04-01T00:00:00.000Z";
  await copies.announce("ostrovia-pm-1", ["0-a", "1-b"], until);
  await copies.announce("ostrovia-pm-1", ["0-a", "1-b"], until);
  await copies.announce("mirror-1", ["0-x", "1-b"], until);
  const found = await copies.announced(["0-a", "1-b", "2-c"]);
  expect(found.toSorted()).toEqual(["mirror-1", "ostrovia-pm-1"]);
  expect(await copies.announced([])).toEqual([]);
});

describe("a group", () => {
  test("is everything that is linked, in whatever order and however often it was", async () => {
    await copies.link("b", "c");
    await copies.link("d", "c");
    await copies.link("a", "b");
    await copies.link("b", "a");
    expect(await copies.groupOf("a")).toEqual(["b", "c", "d"]);
    expect(await copies.groupOf("d")).toEqual(["a", "b", "c"]);
  });

  test("of a readout that nobody copied is empty", async () => {
    expect(await copies.groupOf("alone")).toEqual([]);
  });
});
