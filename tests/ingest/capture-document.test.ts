import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { captureDocument } from "../../lambda/ingest/capture-document.ts";
import type { CaptureRequest } from "../../lambda/ingest/capture-request.ts";
import { contentHash } from "../../lambda/readouts/content-hash.ts";
import type { Revision } from "../../lambda/readouts/revision.ts";
import type { Source } from "../../lambda/sources/source.ts";
import { archived } from "../builders/archive.ts";
import { testTables, type TestTables } from "../builders/dynamodb.ts";
import { aReadout, paragraphs } from "../builders/readout.ts";
import { PressOffice } from "./press-office.ts";
import { aFeed, aPage } from "./site.ts";

let tables: TestTables;
beforeAll(async () => {
  tables = await testTables();
});

const eight = "2026-03-02T08:00:00.000Z";
const nine = "2026-03-02T09:00:00.000Z";
const ten = "2026-03-02T10:00:00.000Z";
const eleven = "2026-03-02T11:00:00.000Z";
const noon = "2026-03-02T12:00:00.000Z";

/** An office whose feed was read at eight, with nothing in it. */
async function anOffice(changed: Partial<Source> = {}): Promise<PressOffice> {
  const office = new PressOffice(tables, changed);
  office.publishes();
  await office.pollAndWork(eight);
  return office;
}

const marks = (revisions: readonly Revision[]) =>
  revisions.map(({ revision, change, cause, quiet }) => [revision, change, cause, quiet]);

describe("what a feed carries", () => {
  test("is archived with the proof of what was fetched", async () => {
    const office = await anOffice();
    office.publishes({ id: 1, title: "Call with the President of Veldmark" });
    expect(await office.pollAndWork(nine)).toEqual(["revision 1"]);
    const [revision] = await office.revisions(1);
    expect(revision).toMatchObject({
      change: "new",
      cause: "source",
      quiet: null,
      observedAt: nine,
      content: { title: "Call with the President of Veldmark", kind: "call" },
    });
    const proof = await office.captures.get(office.feedUrl, nine);
    const sha256 = createHash("sha256")
      .update(proof?.bytes ?? "")
      .digest("hex");
    expect(revision?.capture).toEqual({
      url: office.feedUrl,
      capturedAt: nine,
      sha256,
      entryId: office.urlOf(1),
    });
    expect(office.fetches).not.toContain(office.urlOf(1));
  });

  test("is one readout however often its request comes", async () => {
    const office = await anOffice();
    office.publishes({ id: 1 });
    office.now = nine;
    await office.poll();
    const [request] = office.queue;
    await office.work();
    const head = await office.head(1);
    if (request === undefined) throw new Error("nothing was asked for");
    office.now = ten;
    expect((await captureDocument(request, office.deps)).outcome).toBe("revision 1");
    expect(await office.head(1)).toEqual(head);
    expect(await office.outcomes(1)).toEqual(["revision 1"]);
  });

  test("that comes late makes nothing, and is noted as late", async () => {
    const office = await anOffice();
    office.publishes({ id: 1, title: "First" });
    office.now = nine;
    await office.poll();
    const late = office.queue.shift();
    office.publishes({ id: 1, title: "Second" });
    expect(await office.pollAndWork(ten)).toEqual(["revision 1"]);
    if (late === undefined) throw new Error("nothing was asked for");
    office.queue.push(late);
    await office.work();
    expect(await office.revisions(1)).toMatchObject([{ content: { title: "Second" } }]);
    expect(await office.outcomes(1)).toEqual([`late: ${ten} is known already`, "revision 1"]);
  });

  test("and is changed and changed back has three revisions", async () => {
    const office = await anOffice();
    const outcomes: string[] = [];
    for (const [at, title] of [
      [nine, "A"],
      [ten, "B"],
      [eleven, "A"],
    ] as const) {
      office.publishes({ id: 1, title });
      outcomes.push(...(await office.pollAndWork(at)));
    }
    expect(outcomes).toEqual(["revision 1", "revision 2", "revision 3"]);
    const [first, second, third] = await office.revisions(1);
    expect(third?.contentHash).toBe(first?.contentHash);
    expect(third?.previousHash).toBe(second?.contentHash);
  });

  test("and changes in its bytes alone is named unchanged", async () => {
    const office = await anOffice();
    office.publishes({ id: 1 });
    await office.pollAndWork(nine);
    office.publishes({ id: 1, trimmings: "<p> </p>" });
    expect(await office.pollAndWork(ten)).toEqual(["unchanged"]);
    expect(await office.outcomes(1)).toEqual(["revision 1", "unchanged"]);
    expect(await office.head(1)).toMatchObject({ latest: 1, lastObservedAt: ten });
  });

  test("and was unfinished is completed", async () => {
    const office = await anOffice();
    const begun = "The Prime Minister received the guests.";
    office.publishes({ id: 1, text: [begun, "To be continued."] });
    await office.pollAndWork(nine);
    expect(await office.head(1)).toMatchObject({
      isContinued: true,
      recheckAt: "2026-03-02T09:10:00.000Z",
    });
    office.publishes({ id: 1, text: [begun, "Then she thanked them."] });
    await office.pollAndWork(ten);
    expect(marks(await office.revisions(1))[1]).toEqual([2, "completed", "source", null]);
  });

  test("longer than an item of the table, in Russian, reads back whole", async () => {
    const office = await anOffice({ language: "ru" });
    const text = Array.from(
      { length: 2_500 },
      (_, n) => `Вопрос ${n}: ${(n * 7_919).toString(36)} о переправе через реку Луну, ${n ** 3}.`,
    );
    office.publishes({ id: 1, text });
    await office.pollAndWork(nine);
    const [revision] = await office.revisions(1);
    expect(Buffer.byteLength(text.join(""))).toBeGreaterThan(2 * 100 * 1024);
    expect(revision?.content.blocks.map((block) => block.text)).toEqual(text);
  });

  test("without text, or without a title, is kept as unreadable; its neighbours are read", async () => {
    const office = await anOffice();
    office.publishes({ id: 3 }, { id: 2, text: [] }, { id: 1, title: " " });
    expect(await office.pollAndWork(nine)).toEqual([
      "unreadable: the entry has no title",
      "unreadable: the entry carries no text",
      "revision 1",
    ]);
    expect(await office.head(2)).toMatchObject({
      state: "unreadable",
      latest: 0,
      reason: "the entry carries no text",
      capture: { url: office.feedUrl, capturedAt: nine },
    });
    office.publishes({ id: 3 }, { id: 2 }, { id: 1 });
    expect(await office.pollAndWork(ten)).toEqual(["revision 1", "revision 1"]);
    expect(await office.head(2)).toMatchObject({ state: "readable", reason: null });
  });

  test("and cannot be read any more keeps what was read before", async () => {
    const office = await anOffice();
    office.publishes({ id: 1 });
    await office.pollAndWork(nine);
    office.publishes({ id: 1, text: [] });
    await office.pollAndWork(ten);
    expect(await office.head(1)).toMatchObject({
      state: "readable",
      latest: 1,
      reason: "the entry carries no text",
    });
  });
});

describe("no flood:", () => {
  test("a first poll archives without a word, later ones alert", async () => {
    const office = new PressOffice(tables);
    office.publishes({ id: 1 });
    await office.pollAndWork(eight);
    office.publishes({ id: 2 }, { id: 1, title: "Corrected" });
    await office.pollAndWork(nine);
    expect(marks(await office.revisions(1))).toEqual([
      [1, "new", "source", "first-poll"],
      [2, "edited", "source", null],
    ]);
    expect(marks(await office.revisions(2))).toEqual([[1, "new", "source", null]]);
  });

  test("what is older than seven days when first seen is quiet", async () => {
    const office = await anOffice();
    office.publishes(
      { id: 2, publishedAt: "2026-02-23T10:00:00Z" },
      { id: 1, publishedAt: "2026-02-23T08:00:00Z" },
    );
    await office.pollAndWork(nine);
    expect(marks(await office.revisions(1))).toEqual([[1, "new", "source", "old"]]);
    expect(marks(await office.revisions(2))).toEqual([[1, "new", "source", null]]);
  });

  test("what the first poll could not read is quiet when it can be read", async () => {
    const office = new PressOffice(tables);
    office.publishes({ id: 1, text: [] });
    await office.pollAndWork(eight);
    office.publishes({ id: 1 });
    await office.pollAndWork(nine);
    expect(marks(await office.revisions(1))).toEqual([[1, "new", "source", "first-poll"]]);
  });

  test("what was asked for by hand is quiet", async () => {
    const office = await anOffice({ body: "page" });
    office.publishes({ id: 1 });
    office.queue.push(byHand(office, 1));
    await office.work();
    expect(marks(await office.revisions(1))).toEqual([[1, "new", "source", "backfill"]]);
  });
});

function byHand(office: PressOffice, id: number): CaptureRequest {
  return {
    sourceId: office.id,
    readoutId: `${office.id}-${id}`,
    url: office.urlOf(id),
    listing: null,
    requestedAt: office.now,
    quiet: "backfill",
    why: "hand",
  };
}

describe("a page", () => {
  test("is kept byte for byte, and read", async () => {
    const office = await anOffice({ body: "page" });
    office.publishes({ id: 1 });
    expect(await office.pollAndWork(nine)).toEqual(["revision 1"]);
    const kept = await office.captures.get(office.urlOf(1), nine);
    expect(Buffer.from(kept?.bytes ?? []).toString()).toBe(aPage({ id: 1 }));
    expect(await office.revisions(1)).toMatchObject([
      { capture: { url: office.urlOf(1), capturedAt: nine, entryId: null } },
    ]);
  });

  test("that two listings mention is fetched once", async () => {
    const office = await anOffice({ body: "page" });
    office.publishes({ id: 1 });
    office.now = nine;
    await office.poll();
    const [request] = office.queue;
    if (request?.listing == null) throw new Error("nothing was asked for");
    office.queue.push({ ...request, listing: { ...request.listing, url: office.otherFeedUrl } });
    office.now = ten;
    expect((await office.work()).map(({ outcome }) => outcome)).toEqual([
      "revision 1",
      "revision 1",
    ]);
    expect(office.fetches.filter((url) => url === office.urlOf(1))).toHaveLength(1);
  });

  test("that cannot be read keeps its bytes and the reason", async () => {
    const office = await anOffice({ body: "page" });
    office.publishes({ id: 1 });
    office.answer(office.urlOf(1), "<p>A page without a title</p>");
    await office.pollAndWork(nine);
    expect(await office.head(1)).toMatchObject({
      state: "unreadable",
      reason: "the page has no title (h1)",
      latest: 0,
    });
    expect(await office.captures.get(office.urlOf(1), nine)).not.toBeNull();
    expect(await office.revisions(1)).toEqual([]);
  });

  test("that fails is left to the queue; the next try archives it", async () => {
    const office = await anOffice({ body: "page" });
    office.publishes({ id: 1 });
    const page = office.answers.get(office.urlOf(1));
    office.answer(office.urlOf(1), { outcome: "failed", reason: "HTTP 502", retryAfterMs: 0 });
    await expect(office.pollAndWork(nine)).rejects.toThrow(`${office.urlOf(1)}: HTTP 502`);
    expect(await office.head(1)).toBeNull();
    if (page !== undefined) office.answers.set(office.urlOf(1), page);
    await office.work();
    expect(await office.head(1)).toMatchObject({ state: "readable", latest: 1 });
  });

  test.each([
    [{ outcome: "blocked", reason: "a challenge page" }, "not fetched: blocked: a challenge page"],
    [{ outcome: "refused", reason: "a private address" }, "not fetched: a private address"],
    [{ outcome: "gone", status: 410 }, "not fetched: HTTP 410"],
  ] as const)("that is not to be had is put down with the reason: %#", async (answer, outcome) => {
    const office = await anOffice({ body: "page" });
    office.publishes({ id: 2 }, { id: 1 });
    office.answer(office.urlOf(1), answer);
    expect(await office.pollAndWork(nine)).toEqual([outcome, "revision 1"]);
    expect(await office.head(1)).toMatchObject({
      state: "unreadable",
      reason: outcome.replace("not fetched: ", ""),
      recheckAt: answer.outcome === "refused" ? "2026-03-09T09:00:00.000Z" : ten,
    });
  });

  test("that is known and could not be fetched after a change is looked at within the hour", async () => {
    const office = await anOffice({ body: "page" });
    office.publishes({ id: 1 });
    await office.pollAndWork(nine);
    office.publishes({ id: 1, title: "Corrected" });
    office.answer(office.urlOf(1), { outcome: "blocked", reason: "a challenge page" });
    await office.pollAndWork(ten);
    expect(await office.head(1)).toMatchObject({ latest: 1, recheckAt: eleven });
  });

  test("of a source that left the catalogue is told, and nothing is written", async () => {
    const office = await anOffice({ body: "page" });
    office.queue.push({ ...byHand(office, 1), sourceId: "calandra-crown" });
    expect(await office.work()).toMatchObject([
      { outcome: "not fetched: its source is not in the catalogue" },
    ]);
    expect(await office.head(1)).toBeNull();
  });
});

async function anOfficeWithoutItsPage(): Promise<PressOffice> {
  const office = await anOffice({ body: "page-else-feed" });
  office.publishes({ id: 1 });
  office.answer(office.urlOf(1), { outcome: "blocked", reason: "a challenge page" });
  return office;
}

describe("a page that gives way to its feed", () => {
  test("is read from the entry, which is named as the proof", async () => {
    const office = await anOfficeWithoutItsPage();
    expect(await office.pollAndWork(nine)).toEqual(["revision 1"]);
    expect(await office.revisions(1)).toMatchObject([
      { capture: { url: office.feedUrl, capturedAt: nine, entryId: office.urlOf(1) } },
    ]);
  });

  test("and is there later is read better, not changed", async () => {
    const office = await anOfficeWithoutItsPage();
    await office.pollAndWork(nine);
    office.answer(office.urlOf(1), aPage({ id: 1, text: ["The whole text.", "All of it."] }));
    await office.recheckUntil(ten);
    expect(marks(await office.revisions(1))[1]).toEqual([2, "edited", "reader", "reader"]);
    office.answer(office.urlOf(1), aPage({ id: 1, text: ["Another text."] }));
    await office.recheckUntil("2026-03-03T09:00:00.000Z");
    expect(marks(await office.revisions(1))[2]).toEqual([3, "edited", "source", null]);
  });
});

/** A page that an older reader read without its second paragraph. */
async function anOfficeReadBadly(): Promise<PressOffice> {
  const office = await anOffice({ body: "page" });
  const text = ["The Prime Minister spoke.", "The ministers listened."];
  office.publishes({ id: 1, text });
  const bytes = Buffer.from(aPage({ id: 1, text }));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const capture = { url: office.urlOf(1), capturedAt: nine, sha256 };
  await office.captures.put({ ...capture, status: 200, headers: {}, bytes });
  const content = aReadout({ title: "Statement 1", blocks: paragraphs(text[0] ?? "") });
  await archived(
    office.readouts,
    {
      readoutId: `${office.id}-1`,
      sourceId: office.id,
      url: office.urlOf(1),
      observedAt: nine,
      readerVersion: "0",
      content,
      contentHash: contentHash(content),
      capture: { ...capture, entryId: null },
    },
    { recheckAt: ten },
  );
  return office;
}

describe("a better reader", () => {
  test("is the cause of its revision, and quiet", async () => {
    const office = await anOfficeReadBadly();
    await office.recheckUntil(ten);
    expect(marks(await office.revisions(1))[1]).toEqual([2, "edited", "reader", "reader"]);
  });

  test("does not hide an edit of the same moment", async () => {
    const office = await anOfficeReadBadly();
    office.answer(office.urlOf(1), aPage({ id: 1, text: ["The Prime Minister was silent."] }));
    await office.recheckUntil(ten);
    expect(marks(await office.revisions(1))[1]).toEqual([2, "edited", "source", null]);
  });
});

describe("a listing that is not kept", () => {
  test("leaves its entries as not fetched, and the next one brings them", async () => {
    const office = await anOffice();
    office.queue.push({
      ...byHand(office, 1),
      listing: { url: office.feedUrl, capturedAt: nine, entryId: office.urlOf(1) },
    });
    await office.work();
    const reason = `the listing ${office.feedUrl} of ${nine} is not kept`;
    expect(await office.head(1)).toMatchObject({ state: "unreadable", reason });
    office.answer(office.feedUrl, aFeed(office.host, [{ id: 1 }]));
    expect(await office.pollAndWork(noon)).toEqual(["revision 1"]);
  });
});
