import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { sentencesOf } from "../../../lambda/query/snippets/sentences.ts";

const sentences = (text: string) =>
  sentencesOf(text).map(({ start, end }) => text.slice(start, end));

describe("the sentences of a text", () => {
  test.each([
    ["end at full stops, question and exclamation marks", ["They met.", "Why?", "Listen!", "End"]],
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
    ["may begin with a Spanish mark", ["Es cierto.", "¿Por qué?"]],
    ["are those of Arabic", ["هل وصل؟", "نعم."]],
  ])("%s", (_, expected) => {
    expect(sentences(expected.join(" "))).toEqual(expected);
  });

  test("need no space in Chinese and Japanese", () => {
    expect(sentences("会谈开始。双方同意。")).toEqual(["会谈开始。", "双方同意。"]);
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
