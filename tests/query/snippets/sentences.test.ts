import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { sentencesOf } from "../../../lambda/query/snippets/sentences.ts";

const sentences = (text: string) =>
  sentencesOf(text).map(({ start, end }) => text.slice(start, end));

describe("the sentences of a text", () => {
  test.each([
    ["end at full stops, question and exclamation marks", ["They met.", "Why?", "Listen!", "End"]],
    [
      "end at each sign that ends one",
      ["Grain؟", "Grain।", "Grain…", "粮食。", "粮食！", "粮食？", "End"],
    ],
    ["keep their closing quotes", ["He said: “We agree.”", "She left."]],
    ["do not end at initials", ["I. Halloran and J. P. Orsk met.", "They talked."]],
    ["do not end at titles", ["Mr. Halloran met Dr. Orsk.", "They talked."]],
    ["do not end at the dots of U.S.", ["The U.S. President spoke.", "He left."]],
    ["do not end within numbers", ["It grew by 1.5 percent.", "Then it fell."]],
    ["do not end before a small letter", ["It was (approx. ten) years.", "Now it is more."]],
    [
      "are those of Russian",
      ["Встреча прошла 5 марта 2026 г. в Порту Альдо.", "Говорили о зерне."],
    ],
    [
      "end after a word that only begins like an abbreviation",
      ["They met Approximat.", "Then they left."],
    ],
    [
      "do not end at initials and titles with accents",
      ["É. Halloran met Señor É. Orsk.", "They talked."],
    ],
    [
      "end after a word with accents and before one",
      ["They met Señor Thé.", "Été came.", "Then, ö.", "Ünal spoke."],
    ],
    [
      "do not end before a small letter with an accent",
      ["It rained. été was late.", "It was. ßo it is."],
    ],
    ["take × and ÷ for no letters", ["It is. × 4 it was.", "It is o÷b. So it was."]],
    [
      "may begin with a number, a dash or a quote",
      ["They met.", "12 came.", "— Why?", "“So be it.”"],
    ],
    ["end at dots only where a space follows", ["See a.b.c and … so.", "Then...?!”", "They left."]],
    ["may begin with a Spanish mark", ["Es cierto.", "¿Por qué?"]],
    ["are those of Arabic", ["هل وصل؟", "نعم."]],
  ])("%s", (_, expected) => {
    expect(sentences(expected.join(" "))).toEqual(expected);
  });

  test("need no space in Chinese and Japanese", () => {
    expect(sentences("会谈开始。双方同意。")).toEqual(["会谈开始。", "双方同意。"]);
  });

  test("of nothing but stops and closing quotes are found in good time", () => {
    expect(sentences(`${".".repeat(50_000)}${"”".repeat(50_000)}`.repeat(4))).toHaveLength(1);
    expect(sentences("a. ".repeat(50_000))).toHaveLength(1);
  });

  test("hold every letter of the text, in order", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
        expect(sentences(text).join("").replace(/\s/gu, "")).toBe(text.replace(/\s/gu, ""));
      }),
      { numRuns: 2000 },
    );
  });
});
