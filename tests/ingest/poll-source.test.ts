import { beforeAll, describe, expect, test } from "@jest/globals";
import { testTables, type TestTables } from "../builders/dynamodb.ts";
import { PressOffice } from "./press-office.ts";
import { aFeed, fetched } from "./site.ts";

let tables: TestTables;
beforeAll(async () => {
  tables = await testTables();
});

const eight = "2026-03-02T08:00:00.000Z";
const nine = "2026-03-02T09:00:00.000Z";
const ten = "2026-03-02T10:00:00.000Z";

/** An office whose two readouts were found at eight by the first poll. */
async function anOfficePolledAtEight(): Promise<PressOffice> {
  const office = new PressOffice(tables);
  office.publishes({ id: 2 }, { id: 1 });
  await office.pollAndWork(eight);
  return office;
}

describe("a poll", () => {
  test("asks for what is new and what changed, and not for the rest", async () => {
    const office = await anOfficePolledAtEight();
    office.publishes({ id: 3 }, { id: 2, title: "Statement 2, corrected" }, { id: 1 });
    office.now = nine;
    expect(await office.poll()).toMatchObject({ listings: [{ outcome: "read", requested: 2 }] });
    expect(office.queue.map(({ readoutId }) => readoutId)).toEqual([
      `${office.id}-2`,
      `${office.id}-3`,
    ]);
  });

  test("keeps the listing's bytes for every change of it", async () => {
    const office = await anOfficePolledAtEight();
    const kept = await office.captures.get(office.feedUrl, eight);
    expect(Buffer.from(kept?.bytes ?? []).toString()).toBe(
      aFeed(office.host, [{ id: 2 }, { id: 1 }]),
    );
    await office.pollAndWork(nine);
    expect(await office.captures.get(office.feedUrl, nine)).toBeNull();
  });

  test("sends the validators of the last listing, and takes 304 for health", async () => {
    const office = new PressOffice(tables);
    const feed = aFeed(office.host, [{ id: 1 }]);
    office.answers.set(office.feedUrl, (etag) =>
      etag === '"1"' ? { outcome: "not-modified" } : fetched(office.feedUrl, feed, { etag: '"1"' }),
    );
    await office.pollAndWork(eight);
    office.now = ten;
    expect(await office.poll()).toMatchObject({ listings: [{ outcome: "unchanged", entries: 1 }] });
    expect(await office.sources.get(office.id)).toMatchObject({
      lastPolledAt: ten,
      lastSuccessAt: ten,
      lastNewEntryAt: eight,
      failures: 0,
    });
  });

  test("at or before the last one does nothing", async () => {
    const office = await anOfficePolledAtEight();
    office.publishes({ id: 3 });
    expect(await office.poll()).toMatchObject({ listings: [{ outcome: "already-polled" }] });
    office.now = "2026-03-02T07:00:00.000Z";
    await office.poll();
    expect(office.queue).toEqual([]);
  });

  test("names the entries that are no readouts, and those that are none at all", async () => {
    const office = new PressOffice(tables);
    office.answer(
      office.feedUrl,
      `<rss version="2.0"><channel><title>News</title>
       <item><title>Shop</title><link>https://${office.host}/shop</link></item>
       <item><title>Nowhere</title></item>
       <item><title>Elsewhere</title><link>https://president.veldmark.example/news/9</link></item>
       <item><title>Undated</title><link>https://${office.host}/news/1</link><pubDate>soon</pubDate></item>
       </channel></rss>`,
    );
    expect(await office.poll()).toMatchObject({
      listings: [
        {
          outcome: "read",
          requested: 1,
          passedOver: 2,
          problems: [
            "Nowhere: an entry without a web address is passed over",
            expect.stringContaining("soon"),
          ],
        },
      ],
    });
  });

  test("of a listing without end looks at its first thousand entries, and says so", async () => {
    const office = new PressOffice(tables);
    const items = Array.from({ length: 1200 }, (_, index) => ({ id: 2000 - index }));
    office.answer(office.feedUrl, aFeed(office.host, items));
    const report = await office.poll();
    expect(report).toMatchObject({ listings: [{ outcome: "read", requested: 1000 }] });
    expect(report.listings[0]?.problems).toEqual([
      "only the first 1000 of 1200 entries are looked at",
    ]);
    office.now = ten;
    office.answer(office.feedUrl, aFeed(office.host, [{ id: 2001 }, ...items]));
    expect(await office.poll()).toMatchObject({ listings: [{ requested: 1 }] });
  });

  test("of entries with the names of JavaScript's own things misses none", async () => {
    const office = new PressOffice(tables);
    const items = ["constructor", "__proto__", "toString"].map(
      (guid, id) =>
        `<item><title>T</title><guid>${guid}</guid><link>https://${office.host}/news/${id + 1}</link></item>`,
    );
    office.answer(office.feedUrl, `<rss version="2.0"><channel>${items.join("")}</channel></rss>`);
    expect(await office.poll()).toMatchObject({ listings: [{ requested: 3 }] });
  });

  test("of one named listing asks for that alone, a former one too", async () => {
    const office = new PressOffice(tables, ({ feedUrl, otherFeedUrl }) => ({
      listings: [
        { url: feedUrl, format: "rss" },
        { url: otherFeedUrl, format: "rss", former: true },
      ],
    }));
    office.answer(office.otherFeedUrl, aFeed(office.host, [{ id: 1 }]));
    await office.poll({ listingUrl: office.otherFeedUrl });
    expect(office.fetches).toEqual([office.otherFeedUrl]);
    await office.poll();
    expect(office.fetches).toEqual([office.otherFeedUrl, office.feedUrl]);
    const none = await office.poll({ listingUrl: "https://x.example/" });
    expect(none.skipped).toBe("https://x.example/ is none of its listings");
  });

  test("of a source that the catalogue does not know says so", async () => {
    const office = new PressOffice(tables);
    expect(await office.poll({ sourceId: "calandra-crown" })).toEqual({
      sourceId: "calandra-crown",
      skipped: "no such source in the catalogue",
      listings: [],
    });
  });
});

describe("a listing that held more than one page of news since", () => {
  const pages = 7;

  function publishPages(office: PressOffice): void {
    for (let page = 1; page <= pages; page += 1) {
      const url = page === 1 ? office.feedUrl : `${office.feedUrl}?page=${page}`;
      const items = [{ id: 100 - 2 * page }, { id: 99 - 2 * page }];
      office.answer(url, aFeed(office.host, items, `${office.feedUrl}?page=${page + 1}`));
    }
  }

  test("is followed back, five pages at most, and captured oldest first", async () => {
    const office = await anOfficePolledAtEight();
    publishPages(office);
    office.now = nine;
    await office.poll();
    const ids = office.queue.map(({ readoutId }) => Number(readoutId.split("-").at(-1)));
    expect(ids).toEqual([89, 90, 91, 92, 93, 94, 95, 96, 97, 98]);
  });

  test("is not followed where the page ends in what is known, nor by a first poll", async () => {
    const office = await anOfficePolledAtEight();
    const next = `${office.feedUrl}?page=2`;
    office.answer(office.feedUrl, aFeed(office.host, [{ id: 3 }, { id: 2 }], next));
    office.now = nine;
    await office.poll();
    const other = new PressOffice(tables);
    publishPages(other);
    await other.poll();
    expect([...office.fetches, ...other.fetches]).not.toContain(next);
    expect(other.fetches).toEqual([other.feedUrl]);
  });

  test("keeps what was read where a further page fails", async () => {
    const office = await anOfficePolledAtEight();
    const second = `${office.feedUrl}?page=2`;
    office.answer(office.feedUrl, aFeed(office.host, [{ id: 4 }, { id: 3 }], second));
    office.answer(second, "<p>Moved</p>");
    office.now = nine;
    expect(await office.poll()).toMatchObject({
      listings: [{ outcome: "read", requested: 2, problems: [expect.stringContaining(second)] }],
    });
  });
});

describe("a listing that cannot be read", () => {
  test("is kept, told in the source's health, and forgets nothing", async () => {
    const office = await anOfficePolledAtEight();
    office.answer(office.feedUrl, "<!doctype html><p>Down for maintenance</p>");
    office.now = nine;
    await office.poll();
    const state = await office.sources.get(office.id);
    expect(state).toMatchObject({ failures: 1, lastSuccessAt: eight });
    expect(state?.lastProblem).toMatch(/office-\d+\.example\/feed\/: no feed that can be read/);
    expect((await office.captures.get(office.feedUrl, nine))?.status).toBe(200);

    office.publishes({ id: 2 }, { id: 1 });
    office.now = ten;
    expect(await office.poll()).toMatchObject({ listings: [{ outcome: "read", requested: 0 }] });
    expect(await office.sources.get(office.id)).toMatchObject({ failures: 0, lastProblem: null });
  });

  test("at the first poll makes the next one the first: nothing of it alerts", async () => {
    const office = new PressOffice(tables);
    office.answer(office.feedUrl, "not XML at all");
    await office.poll();
    office.publishes({ id: 1 });
    await office.pollAndWork(ten);
    expect(await office.revisions(1)).toMatchObject([{ quiet: "first-poll" }]);
  });

  test("is not kept again while it stays the same", async () => {
    const office = new PressOffice(tables);
    office.answer(office.feedUrl, "not XML at all");
    await office.pollAndWork(eight);
    await office.pollAndWork(ten);
    expect(await office.captures.get(office.feedUrl, ten)).toBeNull();
    expect(await office.sources.get(office.id)).toMatchObject({ failures: 2 });
  });
});

describe("a source that fails", () => {
  const failed = { outcome: "failed", reason: "HTTP 500", retryAfterMs: 0 } as const;

  test("is asked ever more rarely, until it answers", async () => {
    const office = await anOfficePolledAtEight();
    office.answer(office.feedUrl, failed);
    office.now = nine;
    await office.poll();
    expect(await office.sources.get(office.id)).toMatchObject({
      failures: 1,
      lastProblem: `${office.feedUrl}: HTTP 500`,
      nextPollAt: "2026-03-02T09:10:00.000Z",
    });
    office.now = "2026-03-02T09:09:59.000Z";
    expect((await office.poll()).skipped).toBe("not before 2026-03-02T09:10:00.000Z");
    office.now = "2026-03-02T09:10:00.000Z";
    await office.poll();
    expect((await office.sources.get(office.id))?.nextPollAt).toBe("2026-03-02T09:30:00.000Z");
    office.publishes({ id: 1 });
    office.now = "2026-03-02T09:30:00.000Z";
    await office.poll();
    expect(await office.sources.get(office.id)).toMatchObject({ failures: 0, nextPollAt: null });
  });

  test("is left alone as long as it wishes, but by hand", async () => {
    const office = new PressOffice(tables);
    const retryAfterMs = 4 * 60 * 60 * 1000;
    office.answer(office.feedUrl, { ...failed, reason: "HTTP 429", retryAfterMs });
    await office.poll();
    expect((await office.sources.get(office.id))?.nextPollAt).toBe("2026-03-02T13:00:00.000Z");
    office.publishes({ id: 1 });
    office.now = ten;
    expect((await office.poll()).skipped).not.toBeNull();
    expect((await office.poll({ force: true })).skipped).toBeNull();
  });

  test("of one listing does not delay the others", async () => {
    const office = new PressOffice(tables, ({ feedUrl, otherFeedUrl }) => ({
      listings: [
        { url: otherFeedUrl, format: "rss" },
        { url: feedUrl, format: "rss" },
      ],
    }));
    office.publishes({ id: 1 });
    const report = await office.poll();
    expect(report.listings.map(({ outcome }) => outcome)).toEqual(["failed", "read"]);
    expect(await office.sources.get(office.id)).toMatchObject({
      failures: 1,
      lastSuccessAt: nine,
      lastProblem: `${office.otherFeedUrl}: HTTP 404`,
      nextPollAt: null,
    });
  });
});
