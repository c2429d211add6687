import { beforeAll, expect, test } from "@jest/globals";
import { archived } from "../builders/archive.ts";
import { aReadout, paragraphs } from "../builders/readout.ts";
import { aSite, siteUrl, type TestSite } from "../builders/site.ts";

let made: TestSite;
beforeAll(async () => {
  made = await aSite();
  await archived(made.readouts);
  await archived(made.readouts, {
    readoutId: "veldmark-presidency-9",
    sourceId: "veldmark-presidency",
    content: aReadout({
      publishedAt: { at: "2026-03-02T10:00:00.000Z", precision: "minute" },
      blocks: paragraphs("Prime Minister of Ostrovia Ilse Orlan: Welcome to Port Lenn."),
    }),
  });
  await made.copies.link("ostrovia-pm-103", "veldmark-presidency-9");
});

async function get(path: string) {
  return await made.site.request(siteUrl + path);
}

test("a readout lists its copies, who was first, and leads to where they differ", async () => {
  const page = await (await get("/readouts/ostrovia-pm-103")).text();
  expect(page).toContain("The same readout elsewhere");
  expect(page.indexOf("veldmark-presidency-9")).toBeLessThan(page.indexOf("this one"));
  expect(page).toContain("/readouts/ostrovia-pm-103/copies/veldmark-presidency-9");
  const json = (await (await get("/readouts/ostrovia-pm-103.json")).json()) as {
    copies: readonly { readoutId: string }[];
  };
  expect(json.copies.map(({ readoutId }) => readoutId)).toEqual(["veldmark-presidency-9"]);
});

test("two copies are compared word by word", async () => {
  const page = await (await get("/readouts/ostrovia-pm-103/copies/veldmark-presidency-9")).text();
  expect(page).toMatch(/<ins>[^<]*Sella/);
  expect(page).toMatch(/<del>[^<]*Lenn/);
});

test("what is no copy is not compared", async () => {
  const answer = await get("/readouts/ostrovia-pm-103/copies/ostrovia-pm-104");
  expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining("no copy")]);
});

test("a readout without copies says nothing of them", async () => {
  await archived(made.readouts, { readoutId: "ostrovia-pm-200" });
  expect(await (await get("/readouts/ostrovia-pm-200")).text()).not.toContain("elsewhere");
});
