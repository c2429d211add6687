import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { ScannedTexts } from "../../../lambda/query/finding/postings.ts";
import { Lexicon } from "../../../lambda/query/words/lexicon.ts";
import { stemmerOf } from "../../../lambda/query/words/stems.ts";
import { tokenise } from "../../../lambda/query/words/tokens.ts";
import { tokenCount, wordAt } from "../../../lambda/query/finding/scan.ts";
import { scanTexts } from "../../../lambda/query/finding/scanner.ts";

/** Signs that fold, join, separate or vanish, each in its own way. */
const signs = [
  ...Array.from("aZéß'-–’ .,9½²ﬁıİĳǆſжЙйїЇґΣσς"),
  ...Array.from("会議がｶﾞ한글ไทยעִبــ"),
  ...Array.from("َिக்\u0301\u0306\u0308\u00ad\u200b\u200d\u2028\u1100\u1161\u11a8"),
  "😀",
  "𝐀",
  "\ud83d",
  "gas",
  "Oil",
  "и\u0306",
  "a".repeat(60),
];

const text = fc.oneof(
  fc.array(fc.constantFrom(...signs), { maxLength: 40 }).map((some) => some.join("")),
  fc.string({ unit: "binary", maxLength: 40 }),
);

const wordsOf = (texts: readonly string[], lexicon = new Lexicon()) => {
  const scan = scanTexts(texts, lexicon);
  return Array.from({ length: tokenCount(scan) }, (_, n) => ({
    term: lexicon.textOf(wordAt(scan, n)),
    start: scan.tokens[3 * n + 1],
    end: scan.tokens[3 * n + 2],
  }));
};

describe("the scan of a text", () => {
  test("finds the words that tokenising it finds, in any script and whatever stands between", () => {
    const lexicon = new Lexicon();
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), (texts) => {
        const tokens = texts.flatMap((one) => tokenise(one));
        expect(wordsOf(texts, lexicon)).toEqual(
          tokens.map(({ term, start, end }) => ({ term, start, end })),
        );
      }),
      { numRuns: 3000 },
    );
  });

  test("is not changed by one before it that failed in the middle of a text", () => {
    class Failing extends Lexicon {
      override numberOf(term: string): number {
        if (term === "crash") throw new Error("out of numbers");
        return super.numberOf(term);
      }
    }
    expect(() => scanTexts(["a cease-fire, then a crash"], new Failing())).toThrow(
      "out of numbers",
    );
    expect(scanTexts(["gas and oil"], new Lexicon()).compounds).toHaveLength(0);
  });

  test("begins its numbers anew before they grow too large", () => {
    const lexicon = new Lexicon();
    const texts = ["gas, oil and gas", "oil and coal"];
    const before = scanTexts(texts, lexicon);
    for (const marks of [2 ** 30, 5, 2 ** 30]) {
      lexicon.endScan(marks);
      expect(scanTexts(texts, lexicon)).toEqual(before);
    }
  });

  test("takes the same tokens together as hyphens and scripts without spaces do", () => {
    fc.assert(
      fc.property(text, (one) => {
        const tokens = tokenise(one);
        const { terms } = new ScannedTexts([["title", one]], stemmerOf("en"));
        const compounds = new Set<string>();
        let first = 0;
        tokens.forEach(({ term }, n) => {
          expect(terms.get(term)?.some(({ from, to }) => from === n && to === n + 1)).toBe(true);
          if (tokens[n + 1]?.before === "hyphen") return;
          if (n > first)
            compounds.add(
              tokens
                .slice(first, n + 1)
                .map((its) => its.term)
                .join(""),
            );
          first = n + 1;
        });
        for (const compound of compounds) expect(terms.has(compound)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test("gives every UTF-16 unit of the basic plane the place that tokenising gives it", () => {
    for (let unit = 0; unit < 0x1_0000; unit += 1) {
      const one = `a${String.fromCharCode(unit)}b ${String.fromCharCode(unit)}`;
      const tokens = tokenise(one).map(({ term, start, end }) => ({ term, start, end }));
      expect([unit, wordsOf([one])]).toEqual([unit, tokens]);
    }
  });
});
