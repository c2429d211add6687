import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { renderCatalogue } from "../../lambda/sources/catalogue-page.ts";
import { readSourcesFolder } from "../../local/known-sources.ts";

const root = join(import.meta.dirname, "../..");
const catalogue = readSourcesFolder(join(root, "sources"));

test("docs/sources.md is what the catalogue says: npm run docs:sources", () => {
  const written = readFileSync(join(root, "docs/sources.md"), "utf8");
  expect(written).toBe(renderCatalogue(catalogue));
});

test("the catalogue holds 25 sources of 15 governments and organisations, and more", () => {
  expect(catalogue.all.length).toBeGreaterThanOrEqual(25);
  const places = new Set(catalogue.all.map(({ country, publisher }) => country ?? publisher));
  expect(places.size).toBeGreaterThanOrEqual(15);
});

test("few are watched by default", () => {
  const watched = catalogue.all.filter((source) => source.watched === true);
  expect(watched.length).toBeGreaterThanOrEqual(4);
  expect(watched.length).toBeLessThanOrEqual(10);
});
