import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { tokenise } from "../../lambda/query/tokens.ts";

const terms = (text: string) => tokenise(text).map(({ term }) => term);

describe("the words of a text", () => {
  test("are cut at spaces and punctuation of any kind", () => {
    expect(terms("Grain, oil\u00a0and gas: “a new deal”…")).toEqual(
      "grain oil and gas a new deal".split(" "),
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

  test("are single signs where a script has no spaces", () => {
    expect(terms("习近平访问 G7")).toEqual(["习", "近", "平", "访", "问", "g7"]);
  });

  test("are not interrupted by invisible characters", () => {
    expect(terms("trea\u200bty \u200ftre\u00adaty")).toEqual(["treaty", "treaty"]);
  });

  test("lone marks, emoji and punctuation are none", () => {
    expect(terms("\u0301 🙂 … — \u200f ")).toEqual([]);
  });

  test("whatever the text, a term read again is that term, and places lie in the text in order", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" })),
        (text) => {
          let last = 0;
          for (const { term, start, end } of tokenise(text)) {
            expect(terms(term)).toEqual([term]);
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
  });
});
