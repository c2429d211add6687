import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { fold } from "../../../lambda/query/words/fold.ts";

describe("folding", () => {
  test.each([
    ["ŻÓŁĆ", "zolc"],
    ["Straße", "strasse"],
    ["Türkiye", "turkiye"],
    ["İstanbul", "istanbul"],
    ["Ёлка", "елка"],
    ["ﬁnance", "finance"],
    ["Ｇ７", "g7"],
    ["ΛΌΓΟΣ", "λογοσ"],
    ["كِتَابٌ", "كتاب"],
    ["שָׁלוֹם", "שלום"],
    ["sanc\u00adtions", "sanctions"],
  ])("%s is compared as %s", (written, compared) => {
    expect(fold(written)).toBe(compared);
  });

  test("й, ї and ў are letters of their own", () => {
    expect(fold("Мой")).not.toBe(fold("мои"));
    expect(fold("Їх")).not.toBe(fold("іх"));
    expect(fold("й".normalize("NFD"))).toBe(fold("й"));
  });

  test("the vowel signs of Devanagari and the voicing marks of kana stay", () => {
    expect(fold("की")).not.toBe(fold("कि"));
    expect(fold("が")).not.toBe(fold("か"));
  });

  test("folding twice changes nothing more", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => fold(fold(text)) === fold(text)),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => fold(fold(text)) === fold(text)),
      { numRuns: 2000 },
    );
  });

  test("composed and decomposed spellings are the same", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        (text) => fold(text.normalize("NFD")) === fold(text.normalize("NFC")),
      ),
      { numRuns: 2000 },
    );
  });
});
