import { describe, expect, test } from "@jest/globals";
import { ahocorasick, monyoneAhoCorasick } from "../../bench/rivals/aho-corasick.ts";
import { expressions } from "../../bench/rivals/expressions.ts";
import { minisearch } from "../../bench/rivals/minisearch.ts";
import { ours } from "../../bench/rivals/ours.ts";
import { aQuery } from "../query/queries.ts";

const document = {
  id: "1",
  language: "en",
  title: "Talks on grain",
  paragraphs: ["The harbour of Calandra sells oil at the old price.", "No coal was sold."],
} as const;

const wanted = [
  "oil",
  "grain AND coal",
  "coffee OR coal",
  "oil NOT coffee",
  '"old price"',
  "title:talks",
  "harbour NEAR/3 sells",
];
const unwanted = ["coffee", "coffee AND coal", "oil NOT coal", "title:oil", "coffee OR tea"];
const unwantedByPlace = ['"price old"', "harbour NEAR/2 price"];

const hits = (rival: { readonly build: typeof ours.build }, queries: readonly string[]) =>
  rival.build(queries.map(aQuery))(document);

describe("a rival of the benchmark", () => {
  test.each([ours, expressions, minisearch])("$name finds what is wanted", (rival) => {
    expect(hits(rival, wanted)).toBe(wanted.length);
    expect(hits(rival, unwanted)).toBe(0);
  });

  test.each([ours, expressions])("$name minds where words stand", (rival) => {
    expect(hits(rival, unwantedByPlace)).toBe(0);
  });

  test.each([ahocorasick, monyoneAhoCorasick])("$name finds all words and phrases", (rival) => {
    expect(hits(rival, ["harbour", '"old price"', "coal OR oil", "coffee"])).toBe(4);
  });
});
