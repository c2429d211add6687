import { beforeAll, describe, expect, test } from "@jest/globals";
import { testTables, type TestTables } from "../builders/dynamodb.ts";
import { PressOffice } from "./press-office.ts";
import { aPage, fetched } from "./site.ts";

let tables: TestTables;
beforeAll(async () => {
  tables = await testTables();
});

const eight = "2026-03-02T08:00:00.000Z";
const pdf = "%PDF-1.7\n1 0 obj <<>> endobj";

/** An office whose texts are on pages, with these bytes behind the link of its only entry. */
async function anOfficeWith(body: string): Promise<PressOffice> {
  const office = new PressOffice(tables, {
    body: "page",
    page: { title: "h1", body: ".text" },
  });
  office.publishes({ id: 1 });
  office.answers.set(office.urlOf(1), fetched(office.urlOf(1), body));
  await office.pollAndWork(eight);
  return office;
}

describe("behind the link of an entry", () => {
  test.each([
    ["a PDF", pdf, "a PDF, which is not read yet"],
    ["a picture", "GIF89a....", "a picture, which is not read yet"],
    ["nothing", "", "the page is empty"],
    ["a page of another kind", "<h1>Contacts</h1>", "it may be of another kind"],
    ["pictures alone", '<h1>T</h1><div class="text"><img src="a.jpg"></div>', "only pictures"],
    ["an abyss", `<h1>T</h1><div class="text">${"<i>".repeat(100_000)}`, "nested too deeply"],
  ])("%s is archived as unreadable yet, with its bytes", async (_, body, reason) => {
    const office = await anOfficeWith(body);
    expect(await office.head(1)).toMatchObject({
      state: "unreadable",
      reason: expect.stringContaining(reason),
      latest: 0,
    });
    const kept = await office.captures.get(office.urlOf(1), eight);
    expect(Buffer.from(kept?.bytes ?? []).toString()).toBe(body);
  });

  test("a page that was cut off is read as far as it came", async () => {
    const page = aPage({ id: 1, text: ["They met.", "They talked of fish and of grain."] });
    const office = await anOfficeWith(page.slice(0, page.indexOf("and of grain")));
    const [revision] = await office.revisions(1);
    expect(revision?.content.blocks.map(({ text }) => text)).toEqual([
      "They met.",
      "They talked of fish",
    ]);
  });

  test("what turns a title around is no part of it", async () => {
    const office = await anOfficeWith(aPage({ id: 1, title: "Talks \u202Ewith\u2069 Veldmark" }));
    expect((await office.head(1))?.title).toBe("Talks with Veldmark");
  });

  test("what could not be read is read once it can be", async () => {
    const office = await anOfficeWith(pdf);
    office.answers.set(office.urlOf(1), fetched(office.urlOf(1), aPage({ id: 1 })));
    await office.recheckUntil("2026-03-03T08:00:00.000Z");
    expect(await office.head(1)).toMatchObject({ state: "readable", latest: 1 });
  });
});
