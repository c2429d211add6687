import { beforeAll, describe, expect, test } from "@jest/globals";
import { load } from "cheerio/slim";
import { archived } from "../builders/archive.ts";
import { aHead, aParagraph, aReadout, paragraphs } from "../builders/readout.ts";
import { aSite, type TestSite } from "../builders/site.ts";

let made: TestSite;

beforeAll(async () => {
  made = await aSite();
});

async function page(path: string, status = 200) {
  const response = await made.site.request(path);
  expect(response.status).toBe(status);
  return load(await response.text());
}

describe("a readout's page", () => {
  test("sets the speakers' turns off, each under its label as printed", async () => {
    await archived(made.readouts, { readoutId: "ostrovia-pm-1" });
    const $ = await page("/readouts/ostrovia-pm-1");
    const turns = $(".turn")
      .toArray()
      .map((turn) => [
        $(turn).find("h3").text(),
        $(turn)
          .find("p")
          .toArray()
          .map((paragraph) => $(paragraph).text()),
      ]);
    expect(turns).toEqual([
      [
        "Prime Minister of Ostrovia Ilse Orlan",
        ["Welcome to Port Sella.", "We have a water treaty to talk about."],
      ],
      ["President of Veldmark Aksel Tamm", ["Thank you, Madam Prime Minister."]],
    ]);
  });

  test("says where it was, who took part, and the four clocks, no finer than stated", async () => {
    await archived(
      made.readouts,
      {
        readoutId: "veldmark-presidency-2",
        sourceId: "veldmark-presidency",
        content: aReadout({
          eventDate: { from: "2026-03-01", to: "2026-03-02", readFrom: "page" },
          publishedAt: { at: "2026-03-02T23:30:00.000Z", precision: "day" },
          countries: [
            { country: "NO", weight: 0.7 },
            { country: "PT", weight: 0.3 },
          ],
        }),
      },
      { lastObservedAt: "2026-03-02T21:00:00.000Z" },
    );
    const $ = await page("/readouts/veldmark-presidency-2");
    const facts = $(".facts div")
      .toArray()
      .map((row) => [$(row).find("dt").text(), $(row).find("dd").text()]);
    expect(facts).toEqual([
      ["Place", "Port Sella"],
      ["Event", "1 March 2026 to 2 March 2026"],
      ["Published", "3 March 2026"],
      ["First seen", "2 March 2026, 15:00 UTC"],
      ["Last checked", "2 March 2026, 21:00 UTC"],
      ["People", "Ilse Orlan, Aksel Tamm"],
      ["Countries", "Norway, Portugal"],
      ["Language", "English"],
      ["Original", "https://pm.ostrovia.example/news/103"],
    ]);
    expect($("article time[datetime='2026-03-03']").length).toBe(1);
  });

  test("keeps headings, lists, quotations and separators", async () => {
    await archived(made.readouts, {
      readoutId: "ostrovia-pm-3",
      content: aReadout({
        lead: "At the harbour.",
        blocks: [
          { kind: "heading", text: "Dues" },
          { kind: "list-item", text: "By length" },
          { kind: "list-item", text: "By depth" },
          { kind: "separator", text: "* * *" },
          { kind: "quote", text: "A harbour is a promise." },
          aParagraph("To be continued."),
        ],
        isContinued: true,
      }),
    });
    const $ = await page("/readouts/ostrovia-pm-3");
    expect(
      $(".text")
        .children()
        .toArray()
        .map(({ tagName }) => tagName),
    ).toEqual(["h2", "p", "h3", "ul", "hr", "blockquote", "p"]);
    expect($(".text ul li").length).toBe(2);
    expect($(".note").text()).toContain("Unfinished");
  });

  test("in Arabic runs from right to left and says its language; what we say of it does not", async () => {
    await archived(made.readouts, {
      readoutId: "ostrovia-pm-4",
      content: aReadout({
        title: "لقاء مع سفير كالاندرا",
        language: "ar",
        blocks: paragraphs("استقبلت رئيسة الوزراء السفير."),
      }),
    });
    const $ = await page("/readouts/ostrovia-pm-4");
    expect($("article").attr()).toEqual({ lang: "ar", dir: "rtl" });
    expect($(".facts").attr()).toMatchObject({ lang: "en", dir: "ltr" });
  });

  test("shows a stranger's markup and writing-direction marks as text, isolated", async () => {
    await archived(made.readouts, {
      readoutId: "ostrovia-pm-5",
      url: "javascript:alert(1)",
      content: aReadout({
        title: "<img src=x onerror=alert(1)> \u202Ebank",
        place: '"><script>alert(1)</script>',
        blocks: paragraphs("<script>alert(1)</script>"),
      }),
    });
    const $ = await page("/readouts/ostrovia-pm-5");
    expect($("script, article img").length).toBe(0);
    expect($("h1 > bdi").text()).toBe("<img src=x onerror=alert(1)> \u202Ebank");
    expect($("title").text()).toBe("<img src=x onerror=alert(1)> bank · Readouts");
    expect($("a[href^='javascript']").length).toBe(0);
    expect($(".text p").text()).toBe("<script>alert(1)</script>");
  });

  test("leads to the source without telling it from where", async () => {
    const $ = await page("/readouts/ostrovia-pm-1");
    const rels = $("a[href^=http]")
      .toArray()
      .map((link) => $(link).attr("rel"));
    expect(new Set(rels)).toEqual(new Set(["noopener noreferrer external"]));
  });
});

describe("revisions", () => {
  beforeAll(async () => {
    const readoutId = "ostrovia-pm-10";
    await archived(made.readouts, { readoutId });
    await archived(made.readouts, {
      readoutId,
      observedAt: "2026-03-02T16:00:00.000Z",
      content: aReadout({
        blocks: paragraphs("Prime Minister of Ostrovia Ilse Orlan: Welcome to Port Lenn."),
      }),
    });
    await archived(
      made.readouts,
      { readoutId, observedAt: "2026-03-03T02:00:00.000Z", change: "removed", cause: "source" },
      { state: "removed" },
    );
  });

  test("are all listed, the newest first, with what became of the readout", async () => {
    const $ = await page("/readouts/ostrovia-pm-10");
    expect(
      $(".history li")
        .toArray()
        .map((one) => $(one).text()),
    ).toEqual([
      "Revision 3 taken down by the press office, read 3 March 2026, 02:00 UTC",
      "Revision 2 edited by the press office, read 2 March 2026, 16:00 UTC",
      "Revision 1 first published, read 2 March 2026, 15:00 UTC",
    ]);
    expect($(".history a[aria-current]").text()).toBe("Revision 3");
    expect($(".note").text()).toContain("has taken this readout down");
  });

  test("show what they changed, word by word", async () => {
    const $ = await page("/readouts/ostrovia-pm-10/revisions/2");
    expect($("h2#changes").text()).toBe("Changes since revision 1");
    expect($(".change ins").first().text()).toBe("Lenn");
    expect($(".change del").first().text()).toBe("Sella");
    expect(
      $(".whole .about")
        .toArray()
        .map((one) => $(one).text()),
    ).toEqual(["Paragraph removed", "Paragraph removed"]);
    expect($(".note").text()).toContain("This is revision 2 of 3");
  });

  test("the first has nothing before it", async () => {
    const $ = await page("/readouts/ostrovia-pm-10/revisions/1");
    expect($("#changes").length).toBe(0);
  });

  test("as JSON come with text, and the others without", async () => {
    const response = await made.site.request("/readouts/ostrovia-pm-10/revisions/2.json");
    expect(await response.json()).toMatchObject({
      head: { readoutId: "ostrovia-pm-10", latest: 3 },
      revision: { revision: 2, content: { title: "Talks with President of Veldmark Aksel Tamm" } },
      revisions: [{ revision: 1 }, { revision: 2 }, { revision: 3 }],
      difference: { removed: expect.arrayContaining(["Sella"]) },
    });
  });

  test("that do not exist are named", async () => {
    const $ = await page("/readouts/ostrovia-pm-10/revisions/4", 404);
    expect($("main").text()).toContain("ostrovia-pm-10 has revisions 1 to 3, but no 4.");
    expect((await made.site.request("/readouts/ostrovia-pm-10/revisions/first")).status).toBe(404);
  });
});

describe("what is not readable", () => {
  test("is shown with the reason and its original", async () => {
    await made.readouts.touch(
      aHead({
        readoutId: "ostrovia-pm-20",
        state: "unreadable",
        reason: "the page has no title",
        latest: 0,
        title: "",
      }),
      null,
    );
    const $ = await page("/readouts/ostrovia-pm-20");
    expect($("main").text()).toContain("could not be read yet: the page has no title");
    expect($("main a[rel]").attr("href")).toBe("https://pm.ostrovia.example/news/103");
  });

  test("is not there at all: a clear 404, for people and programs", async () => {
    expect((await page("/readouts/none", 404))("h1").text()).toBe("Not here");
    const response = await made.site.request("/readouts/none.json");
    expect(await response.json()).toEqual({ error: "There is no readout none in the archive." });
  });
});
