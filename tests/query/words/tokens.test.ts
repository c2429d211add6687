import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { tokenise } from "../../../lambda/query/words/tokens.ts";

const terms = (text: string) => tokenise(text).map(({ term }) => term);

describe("the words of a text", () => {
  test("are cut at spaces and punctuation of any kind", () => {
    expect(terms("Grain, oil\u00a0and gas: “a new deal”…")).toEqual(
      "grain oil and gas a new deal".split(" "),
    );
  });

  test("have no hyphen in them, which joins the parts of a query's word", () => {
    const dashes = "-\u2010\u2011\u2012\u2013\u2014\u2212\ufe58\ufe63\uff0d\u00ad\u058a\u30fc";
    for (const dash of dashes) {
      const found = terms(
        `grain${dash}deal ${dash}gas oil${dash} ${dash} 日${dash}本 a\u0301${dash}b`,
      );
      expect(found.filter((term) => term.includes("-"))).toEqual([]);
    }
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(terms(text).filter((term) => term.includes("-"))).toEqual([]);
      }),
    );
  });

  test("carry their places in the text as written", () => {
    const text = "The Président's visit";
    const [, word] = tokenise(text);
    expect(text.slice(word?.start, word?.end)).toBe("Président");
  });

  test("know the hyphen or apostrophe before them", () => {
    expect(tokenise("cease‑fire d’État a - b").map(({ before }) => before)).toEqual([
      "nothing",
      "hyphen",
      "gap",
      "hyphen",
      "gap",
      "gap",
    ]);
  });

  test.each([
    ["国家主席访问俄罗斯 G7", "国家 主席 访问 俄罗斯 g7"],
    ["岸田総理大臣は東京都で会談", "岸田 総理 大臣 は 東京 都 で 会談"],
    ["นายกรัฐมนตรีเยือนรัสเซีย", "นายก รัฐมนตรี เยือน รัสเซีย"],
  ])("are those of a dictionary where a script has no spaces: %s", (text, words) => {
    expect(terms(text)).toEqual(words.normalize("NFKD").normalize("NFC").split(" "));
  });

  test("are not interrupted by invisible characters", () => {
    expect(terms("trea\u200bty \u200ftre\u00adaty")).toEqual(["treaty", "treaty"]);
  });

  test("lone marks, emoji and punctuation are none", () => {
    expect(terms("\u0301 🙂 … — \u200f ﾞ ﾟﾞ")).toEqual([]);
    expect(terms("ｶﾞｽ")).toEqual(["ガス"]);
    expect(tokenise("a-ไ a-ﾞไ").map(({ before }) => before)).toEqual([
      "nothing",
      "hyphen",
      "gap",
      "gap",
    ]);
  });

  test("whatever the text, a term read again is that term, and places lie in the text in order", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" })),
        (text) => {
          let last = 0;
          for (const { term, start, end } of tokenise(text)) {
            // Alone it may be cut otherwise, in a script without spaces.
            expect(terms(term).join("")).toBe(term);
            expect(start).toBeGreaterThanOrEqual(Math.min(last, start));
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
            last = end;
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  test("half a megabyte without a space is read like any other text", () => {
    expect(tokenise("a".repeat(500_000))).toHaveLength(1);
    expect(tokenise("a-".repeat(250_000))).toHaveLength(250_000);
    expect(tokenise("会談".repeat(100_000))).toHaveLength(100_000);
  });
});
