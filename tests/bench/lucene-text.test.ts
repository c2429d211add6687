import { describe, expect, test } from "@jest/globals";
import { givenForms, luceneText } from "../../bench/agreement/lucene-text.ts";
import { stemmerOf } from "../../lambda/query/words/stems.ts";
import { aQuery } from "../query/queries.ts";

const inLucene = (text: string) => luceneText(aQuery(text), givenForms(stemmerOf("en")));

describe("a query in Lucene's syntax", () => {
  test.each([
    ["treaties", "treati"],
    ['"treaties"', "_treaties"],
    ['"grain deal"', '"_grain _deal"'],
    ["sanction*", "_sanction*"],
    ["organi?ation", "_organi?ation"],
    ["grain AND oil", "(grain AND oil)"],
    ["grain OR oil", "(grain OR oil)"],
    ["grain NOT oil", "(grain AND (*:* AND NOT oil))"],
    ["atleast/2(grain, oil, coal)", "(grain oil coal)@2"],
    ["title:grain", "title:grain"],
    ["grain NEAR/3 oil", "fn:maxgaps(2 fn:unorderedNoOverlaps(grain oil))"],
    ['grain BEFORE/1 "oil price"', "fn:maxgaps(0 fn:ordered(grain fn:phrase(_oil _price)))"],
    [
      "(grain OR oil) NEAR/2 sanction*",
      "fn:maxgaps(1 fn:unorderedNoOverlaps(fn:or(grain oil) fn:wildcard(_sanction* 1000)))",
    ],
  ])("%s is %s", (ours, theirs) => {
    expect(inLucene(ours)).toBe(theirs);
  });

  test.each([
    "cease-fire",
    "a NEAR/2 b NEAR/2 c",
    "country:KG",
    "speaker:orlan said:gas",
    "said:gas",
  ])("%s has no counterpart", (text) => {
    expect(inLucene(text)).toBeNull();
  });
});
