import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { readCatalogue } from "../../lambda/sources/catalogue.ts";
import { aSource } from "../builders/source.ts";

function catalogueOf(...sources: readonly object[]): () => unknown {
  return () =>
    readCatalogue(
      sources.map((source, index) => ({
        name: `${index + 1}.json`,
        text: JSON.stringify(source),
      })),
    );
}

describe("a file that is wrong is named with its key and what is wrong", () => {
  test.each<readonly [string, object, string]>([
    ["an id with capitals", { id: "Ostrovia" }, "1.json: id: takes lower-case letters"],
    ["a country in words", { country: "Ostrovia" }, "1.json: country: must be two capitals"],
    ["an invented time zone", { timeZone: "Ostrovia/Port" }, "1.json: timeZone: is no IANA"],
    ["a language that is none", { language: "ostrovian!" }, "1.json: language: is no BCP 47"],
    ["no listing", { listings: [] }, "1.json: listings: must name at least one listing"],
    [
      "a listing of an unknown format",
      { listings: [{ url: "https://press.ostrovia.example/feed/", format: "gopher" }] },
      "1.json: listings.0.format",
    ],
    [
      "a listing on a host that is not declared",
      { listings: [{ url: "https://elsewhere.example/feed/", format: "rss" }] },
      "1.json: listings: the host of https://elsewhere.example/feed/ is not among its hosts",
    ],
    ["a pattern that is none", { identity: { urls: ["("] } }, "1.json: identity.urls.0: is no reg"],
    [
      "a host with a scheme",
      { hosts: ["https://press.ostrovia.example"] },
      "1.json: hosts.0: must",
    ],
    ["a timeout no function has", { fetchTimeoutSeconds: 90 }, "1.json: fetchTimeoutSeconds"],
    [
      "an index without selectors",
      { listings: [{ url: "https://press.ostrovia.example/", format: "html" }] },
      '1.json: listings: https://press.ostrovia.example/ is html, so it needs "html"',
    ],
    [
      "only a fallback",
      { listings: [{ url: "https://press.ostrovia.example/", format: "rss", fallback: true }] },
      "1.json: listings: all are former or fallbacks",
    ],
    ["a key that nobody reads", { colour: "blue" }, "1.json: colour"],
  ])("%s", (_, changes, message) => {
    expect(catalogueOf({ ...aSource(), ...changes })).toThrow(message);
  });

  test("two sources of one id", () => {
    expect(catalogueOf(aSource(), aSource())).toThrow("2.json: id: ostrovia is another file's");
  });

  test("a file that is not JSON", () => {
    const files = [{ name: "broken.json", text: "{" }];
    expect(() => readCatalogue(files)).toThrow("broken.json: is not JSON");
  });
});

describe("the catalogue's own files", () => {
  const folder = join(import.meta.dirname, "../../sources");
  const names = readdirSync(folder);
  const { all } = readCatalogue(
    names.map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") })),
  );

  test("each is named by its id", () => {
    expect(names.toSorted()).toEqual(all.map(({ id }) => `${id}.json`).toSorted());
  });

  test("each says against what it was verified", () => {
    for (const { id, verified } of all) {
      expect(`${id}: ${verified}`).toMatch(/: .*(?:declared only| of )/);
    }
  });
});

test("a URL belongs to the source whose readouts have such addresses", () => {
  const catalogue = readCatalogue([{ name: "1.json", text: JSON.stringify(aSource()) }]);
  expect(catalogue.forUrl("https://press.ostrovia.example/talks")?.source.id).toBe("ostrovia");
  expect(catalogue.forUrl("https://press.veldmark.example/talks")).toBeNull();
  expect(catalogue.forUrl("no address")).toBeNull();
});
