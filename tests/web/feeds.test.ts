import { beforeEach, describe, expect, test } from "@jest/globals";
import { load } from "cheerio/slim";
import { silentLog } from "../../lambda/runtime/log.ts";
import type { Active, Subscription } from "../../lambda/subscriptions/subscription.ts";
import { archived } from "../builders/archive.ts";
import { aReadout, paragraphs } from "../builders/readout.ts";
import { emptiedTables, type TestTables } from "../builders/dynamodb.ts";
import { aSite, siteUrl, type TestSite } from "../builders/site.ts";
import { anActive } from "../builders/subscription.ts";

let tables: TestTables;
let made: TestSite;
let one: Active;

beforeEach(async () => {
  tables = await emptiedTables();
  made = await aSite({}, tables);
  one = anActive({ query: '"water treaty"' });
  await made.subscriptions.save(one, null);
  await archived(made.readouts);
});

async function press(action: string, on: Subscription = one): Promise<void> {
  const token = made.managePath(on).replace(/.*token=/, "");
  const body = new URLSearchParams({ token, action, alert: on.subscriptionId });
  const response = await made.site.request("/manage", { method: "POST", body });
  expect(response.status).toBe(303);
}

/** The addresses on the page of managing. */
async function addresses(): Promise<readonly string[]> {
  const $ = load(await (await made.site.request(made.managePath(one))).text());
  return $("a[href^='/feeds/']")
    .toArray()
    .map((link) => $(link).attr("href") ?? "");
}

async function get(path: string) {
  const response = await made.site.request(path);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

describe("an alert's feeds", () => {
  test("are made by a button, and hold what the alert finds", async () => {
    expect(await addresses()).toEqual([]);
    await press("feed");
    const [atom = "", json = ""] = await addresses();
    const feed = await get(atom);
    expect(feed.headers.get("content-type")).toBe("application/atom+xml; charset=utf-8");
    const $ = load(feed.text, { xml: true });
    expect($("feed > id").text()).toBe(`${siteUrl}${atom}`);
    expect($("feed > title").text()).toBe('"water treaty"');
    expect($("entry > title").text()).toBe("Talks with President of Veldmark Aksel Tamm");
    expect($("entry > link[rel=alternate]").attr("href")).toBe(
      `${siteUrl}/readouts/ostrovia-pm-103`,
    );
    expect($("entry > summary").text()).toContain("water treaty");
    expect(Number.isNaN(Date.parse($("feed > updated").text()))).toBe(false);

    const answer = await get(json);
    expect(answer.headers.get("content-type")).toBe("application/feed+json; charset=utf-8");
    expect(JSON.parse(answer.text)).toMatchObject({
      version: "https://jsonfeed.org/version/1.1",
      feed_url: `${siteUrl}${json}`,
      items: [
        {
          id: `${siteUrl}/readouts/ostrovia-pm-103`,
          title: "Talks with President of Veldmark Aksel Tamm",
          content_text: expect.stringContaining("water treaty"),
          language: "en",
        },
      ],
    });
  });

  test("are private: indexed by nobody, kept by no cache between, answered again with 304", async () => {
    await press("feed");
    const [atom = ""] = await addresses();
    const { headers } = await get(atom);
    expect([headers.get("cache-control"), headers.get("x-robots-tag")]).toEqual([
      "private, max-age=900",
      "noindex",
    ]);
    const again = await made.site.request(atom, {
      headers: { "if-none-match": headers.get("etag") ?? "" },
    });
    expect(again.status).toBe(304);
  });

  test("go on while it is paused, and end with it", async () => {
    await press("feed");
    const [atom = ""] = await addresses();
    await press("pause");
    expect((await get(atom)).status).toBe(200);
    await press("stop");
    expect((await get(atom)).status).toBe(404);
  });

  test("removed and made again have another address; the one before is dead", async () => {
    await press("feed");
    const [before = ""] = await addresses();
    await press("no-feed");
    expect(await addresses()).toEqual([]);
    await press("feed");
    const [after = ""] = await addresses();
    expect(after).not.toBe(before);
    expect([(await get(before)).status, (await get(after)).status]).toEqual([404, 200]);
  });

  test("are read twenty times an hour, whoever asks", async () => {
    await press("feed");
    const [atom = "", json = ""] = await addresses();
    for (let n = 0; n < 20; n += 1) expect((await get(n % 2 === 0 ? atom : json)).status).toBe(200);
    expect((await get(atom)).status).toBe(429);
  });

  test("cannot be guessed from the ids, nor reached by another address", async () => {
    await press("feed");
    const [atom = ""] = await addresses();
    const { subscriberId, subscriptionId } = one;
    for (const path of [
      `/feeds/${subscriberId}-${subscriptionId}-${"a".repeat(26)}.atom`,
      `/feeds/${subscriberId}-${subscriptionId}.atom`,
      `/feeds/${subscriberId}-${subscriptionId}-null.json`,
      atom.replace(".atom", ""),
      atom.replace(".atom", ".xml"),
      `${atom}.atom`,
      "/feeds/.atom",
    ]) {
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    }
  });

  test("carry strangers' text as text", async () => {
    await archived(made.readouts, {
      readoutId: "ostrovia-pm-104",
      content: aReadout({
        title: "<script>&amp;\u0007 talks",
        blocks: paragraphs("A ]]> water treaty <b>now</b>."),
      }),
    });
    await press("feed");
    const [atom = ""] = await addresses();
    const { text } = await get(atom);
    const $ = load(text, { xml: true });
    const titles = $("entry > title")
      .toArray()
      .map((title) => $(title).text());
    expect(titles).toContain("<script>&amp;\u{FFFD} talks");
    expect($("entry script, entry b").length).toBe(0);
  });

  test("are in no log when they cannot be made", async () => {
    await press("feed");
    const [atom = ""] = await addresses();
    const logged: unknown[] = [];
    const index = { asked: async () => await Promise.reject(new Error("the index is away")) };
    const log = { ...silentLog, error: (...line: readonly unknown[]) => logged.push(line) };
    const broken = await aSite({ index, log }, tables);
    expect((await broken.site.request(atom)).status).toBe(500);
    expect(JSON.stringify(logged)).toContain("/feeds/");
    expect(JSON.stringify(logged)).not.toContain(atom.slice("/feeds/".length, -".atom".length));
  });
});
