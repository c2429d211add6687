import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Source } from "../../lambda/sources/source.ts";
import { testTables, type TestTables } from "../builders/dynamodb.ts";
import { PressOffice } from "./press-office.ts";
import { aPage } from "./site.ts";

const nine = "2026-03-02T09:00:00.000Z";
const gone = { outcome: "gone", status: 404 } as const;

let tables: TestTables;
beforeAll(async () => {
  tables = await testTables();
});

/** An office with one readout, captured at nine. */
async function anOffice(changed: Partial<Source> = {}): Promise<PressOffice> {
  const office = new PressOffice(tables, changed);
  office.publishes();
  await office.pollAndWork("2026-03-02T08:00:00.000Z");
  office.publishes({ id: 1 });
  await office.pollAndWork(nine);
  return office;
}

const changesOf = async (office: PressOffice) =>
  (await office.revisions(1)).map(({ change }) => change);

describe("a recheck", () => {
  test("asks once for what is due, and comes back where the request was lost", async () => {
    const own = await testTables();
    const office = new PressOffice(own, { body: "page" });
    office.publishes({ id: 1 });
    await office.pollAndWork(nine);
    office.now = "2026-03-02T09:59:59.999Z";
    expect(await office.recheck()).toBe(0);
    office.now = "2026-03-02T10:00:00.000Z";
    expect(await office.recheck()).toBe(1);
    expect(office.queue).toMatchObject([{ readoutId: `${office.id}-1`, why: "recheck" }]);
    expect(await office.recheck()).toBe(0);
    office.queue.length = 0;
    office.now = "2026-03-02T11:00:00.000Z";
    expect(await office.recheck()).toBe(1);
  });

  test("finds an edit that no listing tells of", async () => {
    const office = await anOffice({ body: "page" });
    office.answer(office.urlOf(1), aPage({ id: 1, text: ["Something else was said."] }));
    expect(await office.recheckUntil("2026-03-02T10:00:00.000Z")).toEqual(["revision 2"]);
    expect(await office.revisions(1)).toMatchObject([
      { change: "new" },
      { change: "edited", cause: "source", quiet: null },
    ]);
  });

  test("of what does not change comes ever more rarely", async () => {
    const office = await anOffice({ body: "page" });
    const times: string[] = [];
    for (let count = 0; count < 4; count += 1) {
      const { recheckAt } = (await office.head(1)) ?? {};
      await office.recheckUntil(recheckAt ?? "");
      times.push(office.now);
    }
    expect(times).toEqual([
      "2026-03-02T10:00:00.000Z",
      "2026-03-02T16:00:00.000Z",
      "2026-03-03T16:00:00.000Z",
      "2026-03-06T16:00:00.000Z",
    ]);
    expect(await office.outcomes(1)).toEqual(["revision 1", ...times.map(() => "unchanged")]);
  });

  test("of what a feed carries does not take the page's words for it", async () => {
    const office = await anOffice();
    office.answer(office.urlOf(1), aPage({ id: 1, text: ["The page has menus and more."] }));
    expect(await office.recheckUntil("2026-03-02T10:00:00.000Z")).toEqual(["unchanged"]);
    expect(await changesOf(office)).toEqual(["new"]);
  });

  test("that cannot reach the page changes nothing and comes again", async () => {
    const office = await anOffice();
    office.answer(office.urlOf(1), { outcome: "refused", reason: "not in the recording" });
    expect(await office.recheckUntil("2026-03-02T16:00:00.000Z")).toEqual([
      "not fetched: not in the recording",
      "not fetched: not in the recording",
    ]);
    expect(await office.head(1)).toMatchObject({ state: "readable", reason: null, latest: 1 });
  });
});

test("a page that was refused before anything was read is looked for after a week, not an hour", async () => {
  const office = new PressOffice(tables, { body: "page" });
  office.publishes({ id: 1 });
  office.answer(office.urlOf(1), { outcome: "refused", reason: "robots.txt forbids it" });
  await office.pollAndWork(nine);
  expect((await office.head(1))?.recheckAt).toBe("2026-03-09T09:00:00.000Z");
  office.answer(office.urlOf(1), aPage({ id: 1 }));
  expect(await office.recheckUntil("2026-03-09T09:00:00.000Z")).toEqual(["revision 1"]);
});

describe.each(["feed", "page"] as const)("a readout of a %s that is gone", (body) => {
  const profile = body === "page" ? { body } : {};

  test("is removed when it is missed twice, six hours apart", async () => {
    const office = await anOffice(profile);
    office.answer(office.urlOf(1), gone);
    expect(await office.recheckUntil("2026-03-02T15:59:59.999Z")).toEqual(["missing"]);
    expect(await office.head(1)).toMatchObject({
      state: "readable",
      missingSince: "2026-03-02T10:00:00.000Z",
    });
    expect(await office.recheckUntil("2026-03-02T16:00:00.000Z")).toEqual(["revision 2: removed"]);
    const [first, second] = await office.revisions(1);
    expect(second).toMatchObject({
      change: "removed",
      cause: "source",
      quiet: null,
      contentHash: first?.contentHash,
    });
    expect(second?.content).toEqual(first?.content);
    expect((await office.head(1))?.state).toBe("removed");
  });

  test("for an hour was never removed", async () => {
    const office = await anOffice(profile);
    office.answer(office.urlOf(1), gone);
    await office.recheckUntil("2026-03-02T10:00:00.000Z");
    office.publishes({ id: 1 });
    expect(await office.recheckUntil("2026-03-02T16:00:00.000Z")).toEqual(["unchanged"]);
    expect(await office.head(1)).toMatchObject({ state: "readable", missingSince: null });
  });

  test("and comes back is restored; and gone again, removed again", async () => {
    const office = await anOffice(profile);
    office.answer(office.urlOf(1), gone);
    await office.recheckUntil("2026-03-02T16:00:00.000Z");
    office.publishes({ id: 1 });
    await office.recheckUntil("2026-03-02T17:00:00.000Z");
    expect(await changesOf(office)).toEqual(["new", "removed", "restored"]);
    expect(await office.head(1)).toMatchObject({ state: "readable", missingSince: null });
    office.answer(office.urlOf(1), gone);
    await office.recheckUntil("2026-03-03T01:00:00.000Z");
    expect(await changesOf(office)).toEqual(["new", "removed", "restored", "removed"]);
  });

  test("for good is removed once, and looked for ever more rarely", async () => {
    const office = await anOffice(profile);
    office.answer(office.urlOf(1), gone);
    const outcomes = await office.recheckUntil("2026-05-01T00:00:00.000Z");
    expect(outcomes).toEqual([
      "missing",
      "revision 2: removed",
      "missing",
      "missing",
      "missing",
      "missing",
      "missing",
      "missing",
    ]);
    expect(await changesOf(office)).toEqual(["new", "removed"]);
  });
});
