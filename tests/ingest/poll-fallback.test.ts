import { beforeAll, describe, expect, test } from "@jest/globals";
import { testTables, type TestTables } from "../builders/dynamodb.ts";
import { PressOffice } from "./press-office.ts";
import { aFeed } from "./site.ts";

let tables: TestTables;
beforeAll(async () => {
  tables = await testTables();
});

const eight = "2026-03-02T08:00:00.000Z";
const nine = "2026-03-02T09:00:00.000Z";
const later = "2026-03-02T11:00:00.000Z";

function anOfficeWithFallback(): PressOffice {
  return new PressOffice(tables, ({ feedUrl, otherFeedUrl }) => ({
    listings: [
      { url: feedUrl, format: "rss" },
      { url: otherFeedUrl, format: "rss", fallback: true },
    ],
  }));
}

function block(office: PressOffice): void {
  office.answer(office.feedUrl, { outcome: "blocked", reason: "a challenge page" });
}

describe("a fallback listing", () => {
  test("is left alone while the listing itself can be read", async () => {
    const office = anOfficeWithFallback();
    office.publishes({ id: 1 });
    await office.pollAndWork(eight);
    expect(office.fetches).not.toContain(office.otherFeedUrl);
  });

  test("is read when the listing is blocked, which the source's health says", async () => {
    const office = anOfficeWithFallback();
    office.publishes({ id: 1 });
    await office.pollAndWork(eight);
    block(office);
    office.answer(office.otherFeedUrl, aFeed(office.host, [{ id: 2 }, { id: 1 }]));
    await office.pollAndWork(nine);

    const state = await office.sources.get(office.id);
    expect(state).toMatchObject({ lastSuccessAt: nine, failures: 1, nextPollAt: null });
    expect(state?.lastProblem).toContain("blocked: a challenge page");
    expect(state?.lastProblem).toContain(`read through its fallback ${office.otherFeedUrl}`);
  });

  test("brings news, though it was never read before, and nothing twice", async () => {
    const office = anOfficeWithFallback();
    office.publishes({ id: 1 });
    await office.pollAndWork(eight);
    block(office);
    office.answer(office.otherFeedUrl, aFeed(office.host, [{ id: 2 }, { id: 1 }]));
    await office.pollAndWork(nine);

    expect((await office.revisions(2)).map(({ quiet }) => quiet)).toEqual([null]);
    expect(await office.revisions(1)).toHaveLength(1);
  });

  test("of a source that was never read is as quiet as any first poll", async () => {
    const office = anOfficeWithFallback();
    block(office);
    office.answer(office.otherFeedUrl, aFeed(office.host, [{ id: 2 }]));
    await office.pollAndWork(eight);
    expect((await office.revisions(2)).map(({ quiet }) => quiet)).toEqual(["first-poll"]);
  });

  test("is left again as soon as the listing can be read", async () => {
    const office = anOfficeWithFallback();
    block(office);
    office.answer(office.otherFeedUrl, aFeed(office.host, [{ id: 2 }]));
    await office.pollAndWork(eight);
    office.publishes({ id: 3 }, { id: 2 });
    await office.pollAndWork(later);
    expect(office.fetches.filter((url) => url === office.otherFeedUrl)).toHaveLength(1);
    expect(await office.sources.get(office.id)).toMatchObject({ failures: 0, lastProblem: null });
  });

  test("that fails too leaves the source failed, with both reasons", async () => {
    const office = anOfficeWithFallback();
    block(office);
    await office.pollAndWork(eight);
    const state = await office.sources.get(office.id);
    expect(state?.lastProblem).toMatch(/challenge page.*; .*HTTP 404/);
    expect(state?.nextPollAt).not.toBeNull();
  });
});
