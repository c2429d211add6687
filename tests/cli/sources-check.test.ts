import { describe, expect, test } from "@jest/globals";
import { run } from "./installation.ts";

describe("sources check, which needs no installation", () => {
  test.each([
    ["an address without a scheme", "press.ostrovia.example", "it begins with https://"],
    ["an unknown id", "ostrovian-crown", "There is no source ostrovian-crown"],
    ["an address that is none", "https://", "is no web address"],
  ])("%s is wrong usage", async (_, what, message) => {
    const ended = await run(["sources", "check", what]);
    expect([ended.code, ended.out]).toEqual([2, ""]);
    expect(ended.err).toContain(message);
  });

  test("an address within our own network is not asked", async () => {
    const ended = await run(["sources", "check", "http://127.0.0.1/feed"]);
    expect(ended.code).toBe(1);
    expect(ended.out).toContain("127.0.0.1 is not a public address");
  });

  test("a program gets one JSON document", async () => {
    const ended = await run(["sources", "check", "http://10.0.0.1/feed", "--json"]);
    expect(ended.code).toBe(1);
    expect(JSON.parse(ended.out)).toMatchObject({ entries: [], source: null });
  });
});
