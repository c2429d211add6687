import { beforeAll, describe, expect, test } from "@jest/globals";
import { load } from "cheerio/slim";
import { indexTable } from "../../lambda/archive/index/index-table.ts";
import { keepIndex } from "../../lambda/archive/index/keep-index.ts";
import { silentLog } from "../../lambda/runtime/log.ts";
import { archived } from "../builders/archive.ts";
import { aReadout, paragraphs } from "../builders/readout.ts";
import { aSite, type TestSite } from "../builders/site.ts";

let made: TestSite;

beforeAll(async () => {
  made = await aSite();
  const { readouts } = made;
  await archived(readouts, {
    readoutId: "ostrovia-pm-101",
    content: aReadout({
      title: "Statement on <b>grain</b>",
      publishedAt: { at: "2026-02-27T23:30:00.000Z", precision: "minute" },
      blocks: paragraphs("The price of grain must stay low."),
    }),
  });
  await archived(readouts, {
    readoutId: "veldmark-presidency-2201",
    sourceId: "veldmark-presidency",
    content: aReadout({
      title: "Visit to Norrhaven",
      publishedAt: { at: "2026-02-27T23:30:00.000Z", precision: "minute" },
      isContinued: true,
      blocks: paragraphs("The harbour was shown to the President. To be continued."),
    }),
  });
  await archived(readouts, { readoutId: "ostrovia-pm-103" });
});

async function page(path: string, status = 200) {
  const response = await made.site.request(path);
  expect(response.status).toBe(status);
  return load(await response.text());
}

async function json(path: string, status = 200): Promise<unknown> {
  const response = await made.site.request(path);
  expect([response.status, response.headers.get("content-type")]).toEqual([
    status,
    "application/json",
  ]);
  return await response.json();
}

async function ids(path: string): Promise<readonly string[]> {
  const { readouts } = (await json(path)) as { readouts: { readoutId: string }[] };
  return readouts.map(({ readoutId }) => readoutId);
}

describe("the newest readouts", () => {
  test("stand under the day of their publication where the press office is", async () => {
    const $ = await page("/");
    const days = $(".day")
      .toArray()
      .map((day) => [
        $(day).find("h2").text(),
        $(day)
          .find("h3")
          .toArray()
          .map((title) => $(title).text()),
      ]);
    // Half past eleven in London is the next day in Oslo, where the order is the instants'.
    expect(days).toEqual([
      ["Monday, 2 March 2026", ["Talks with President of Veldmark Aksel Tamm"]],
      ["Saturday, 28 February 2026", ["Visit to Norrhaven"]],
      ["Friday, 27 February 2026", ["Statement on <b>grain</b>"]],
    ]);
  });

  test("are marked where they are unfinished", async () => {
    const $ = await page("/");
    expect($("li:has(a[href='/readouts/veldmark-presidency-2201']) .marks").text()).toBe(
      "To be continued",
    );
  });

  test("are the same list as JSON, by suffix or by Accept", async () => {
    const bySuffix = await json("/readouts.json");
    expect(bySuffix).toMatchObject({
      readouts: [
        { readoutId: "ostrovia-pm-103" },
        { readoutId: "veldmark-presidency-2201" },
        { readoutId: "ostrovia-pm-101" },
      ],
      next: null,
    });
    const headers = { accept: "application/json" };
    const byAccept = await made.site.request("/", { headers });
    expect(await byAccept.json()).toEqual(bySuffix);
    expect(byAccept.headers.get("vary")).toContain("Accept");
  });

  test("go on where the page before ended, and each comes once", async () => {
    const seen: string[] = [];
    let path: string | null = "/readouts?limit=1";
    while (path !== null) {
      const $ = await page(path);
      seen.push($("h3 a").attr("href") ?? "");
      path = $("a[rel=next]").attr("href") ?? null;
    }
    expect(seen).toEqual([
      "/readouts/ostrovia-pm-103",
      "/readouts/veldmark-presidency-2201",
      "/readouts/ostrovia-pm-101",
    ]);
  });

  test("can be those of one source, or of some days", async () => {
    expect(await ids("/readouts.json?source=veldmark-presidency")).toEqual([
      "veldmark-presidency-2201",
    ]);
    expect(await ids("/readouts.json?since=2026-03-01")).toEqual(["ostrovia-pm-103"]);
    expect(await ids("/readouts.json?until=2026-02-28&source=ostrovia-pm")).toEqual([
      "ostrovia-pm-101",
    ]);
  });

  test("of an empty archive say what to wait for", async () => {
    const { site } = await aSite();
    expect(await (await site.request("/")).text()).toContain("Nothing is archived yet");
  });
});

describe("a search", () => {
  test("finds by the alerts' matcher, and marks what it found", async () => {
    const $ = await page("/search?q=grain+price");
    expect($(".list h3").text()).toBe("Statement on <b>grain</b>");
    expect(
      $(".snippet mark")
        .toArray()
        .map((mark) => $(mark).text()),
    ).toContain("grain");
    expect($("#found").text()).toBe("1 found among 3 readouts");
    expect($("input[name=q]").val()).toBe("grain price");
  });

  test("as JSON gives the query as understood, and the passages", async () => {
    expect(await json("/search.json?q=grain")).toMatchObject({
      query: "grain",
      looked: 3,
      next: null,
      hits: [{ head: { readoutId: "ostrovia-pm-101" }, snippets: [{ direction: "ltr" }, {}] }],
    });
  });

  test("without a query shows the form; a program is told what is missing", async () => {
    expect((await page("/search"))("input[name=q]").length).toBe(1);
    expect(await json("/search.json", 400)).toEqual({ error: "q is missing: the query." });
  });

  test("that is wrong shows the query with the place, and a program the column", async () => {
    const $ = await page("/search?q=water+and+(treaty", 400);
    expect($("[role=alert] mark").text()).toBe("and");
    expect($(".caret span").text()).toBe("water ");
    expect($("[role=alert]").text()).toContain("column 7");
    expect($("input[name=q]").attr("aria-describedby")).toContain("problem");
    expect(await json("/search.json?q=water+and+(treaty", 400)).toMatchObject({
      error: { column: 7, length: 3 },
    });
  });

  test("of 10,000 characters is refused in a sentence, without repeating all of them", async () => {
    const $ = await page(`/search?q=${"water+".repeat(1_667)}`, 400);
    expect($("[role=alert] p").text()).toContain("10,002 characters; at most 1,000");
    expect($("[role=alert]").text().length).toBeLessThan(500);
  });

  test("cannot put markup of its own into the page", async () => {
    const $ = await page(`/search?q=${encodeURIComponent('"><script>alert(1)</script>')}`, 400);
    expect($("script").length).toBe(0);
    expect($("input[name=q]").val()).toBe('"><script>alert(1)</script>');
  });
});

describe("what cannot be understood in an address", () => {
  test.each([
    ["/readouts?source=kremlin", "source: there is no source kremlin here"],
    ["/readouts?since=yesterday", "since: yesterday is no date"],
    ["/readouts?since=2026-02-31", "since: 2026-02-31 is no date"],
    ["/search?q=grain&until=soon", "until: soon is no date"],
    ["/readouts?limit=101", "limit: 101 is no number from 1 to 100"],
    ["/readouts?limit=0", "limit: 0 is no number"],
    ["/readouts?cursor=nonsense", "cursor: not one that this list gave"],
    ["/search?q=grain&cursor=e30", "cursor: not one that this list gave"],
  ])("%s is named, and what to write", async (path, message) => {
    const $ = await page(path, 400);
    expect($("[role=alert]").text()).toContain(message);
    const asJson = await made.site.request(path, { headers: { accept: "application/json" } });
    expect(await asJson.json()).toEqual({ error: expect.stringContaining(message) });
  });
});

describe("an archive with its index", () => {
  let $: Awaited<ReturnType<typeof page>>;
  beforeAll(async () => {
    const { deps, readouts, tables } = made;
    const index = indexTable(tables.client, tables.index);
    await keepIndex({ clock: deps.clock, log: silentLog, readouts, index });
    $ = await page("/search?q=port+OR+harbour&facets=yes&sort=relevance");
  });

  test("counts what was found, each count a link to the search of those alone", async () => {
    const links = $("[aria-labelledby=counts] a")
      .toArray()
      .map((link) => [$(link).text(), $(link).attr("href") ?? ""]);
    const [, speaker = ""] = links.find(([name]) => name === "Ilse Orlan") ?? [];
    expect(speaker).toContain(encodeURIComponent('speaker:"Ilse Orlan"').slice(0, 10));
    for (const [, href = ""] of links) {
      const found = await page(href);
      expect(found("#found").text()).toMatch(/^[12] found/);
    }
  });

  test("gives the same to programs, and keeps the order in the form", async () => {
    expect($("#sort option[selected]").attr("value")).toBe("relevance");
    expect(await json("/search.json?q=port&facets=yes")).toMatchObject({
      hits: [expect.anything()],
      facets: { counted: 1, isAll: true, sources: [{ value: "ostrovia-pm", count: 1 }] },
    });
    expect(await json("/search.json?q=port&sort=size", 400)).toEqual({
      error: "sort: write time or relevance, not size.",
    });
  });
});
