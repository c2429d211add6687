import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { fold } from "../../../lambda/query/words/fold.ts";
import { stemmerOf } from "../../../lambda/query/words/stems.ts";

describe("the stem", () => {
  test.each([
    ["en", "treaty treaties"],
    ["en", "agree agreed agreeing"],
    ["en", "hop hopping hopped"],
    ["en", "sky skies"],
    ["en-GB", "discussion discussions"],
    ["ru", "санкции санкций санкциями"],
    ["ru", "договор договоров договора"],
    ["ru", "Жапаров Жапарова Жапаровым"],
    ["uk", "переговори переговорів"],
    ["uk", "санкції санкцій"],
    ["fr", "négociation négociations"],
    ["de", "Gespräch Gespräche Gesprächen"],
    ["es", "negociación negociaciones"],
    ["it", "negoziato negoziati"],
    ["pt", "negociação negociações"],
  ])("in %s is one for %s", (language, words) => {
    const stems = words.split(" ").map((word) => stemmerOf(language)(fold(word)));
    expect(new Set(stems).size).toBe(1);
  });

  test.each([
    ["en", "general generation generous"],
    ["en", "new news"],
    ["ru", "договор разговор"],
  ])("in %s differs between %s", (language, words) => {
    const all = words.split(" ");
    expect(new Set(all.map(stemmerOf(language))).size).toBe(all.length);
  });

  test("of a word in another script, a number, or another language is the word", () => {
    expect(stemmerOf("en")("переговоры")).toBe("переговоры");
    expect(stemmerOf("ru")("2026")).toBe("2026");
    expect(stemmerOf("tr")("anlasmalar")).toBe("anlasmalar");
  });

  test("of a word of hundreds of thousands of letters is found in one go through it", () => {
    const long = "a".repeat(300_000);
    expect(stemmerOf("en")(`${long}d`)).toBe(`${long}d`);
    expect(stemmerOf("en")(`${long}s`)).toBe(long);
  });

  test("is a folded word, never empty, of any word in any language", () => {
    const language = fc.constantFrom("en", "ru", "uk", "fr", "de", "es", "it", "pt", "tr");
    const term = fc.string({ unit: "grapheme", minLength: 1 }).map(fold).filter(Boolean);
    const trap = fc.constantFrom("constructor", "tostring", "valueof", "hasownproperty", "proto");
    const word = fc.oneof(
      trap,
      term,
      fc.stringMatching(/^[a-z]{1,15}$/),
      fc.stringMatching(/^[а-яіїє]{1,15}$/),
    );
    fc.assert(
      fc.property(language, word, (of, folded) => {
        const stem = stemmerOf(of)(folded);
        expect(stem).not.toBe("");
        expect(fold(stem)).toBe(stem);
      }),
      { numRuns: 3000 },
    );
  });
});
