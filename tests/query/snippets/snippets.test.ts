import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { ReadoutContent } from "../../../lambda/readouts/readout.ts";
import { prepareDocument } from "../../../lambda/query/finding/document.ts";
import { matchDocument } from "../../../lambda/query/finding/match-document.ts";
import {
  makeSnippets,
  type Snippet,
  type SnippetLimits,
} from "../../../lambda/query/snippets/snippets.ts";
import { aText, paragraphs } from "../texts.ts";
import { acceptedQuery, VOCABULARY } from "../arbitrary-query.ts";
import { aQuery } from "../queries.ts";

const LIMITS: SnippetLimits = { maxChars: 80, maxSnippets: 2 };

function snippets(query: string, changes: Partial<ReadoutContent>, limits = LIMITS) {
  const document = prepareDocument(aText({ title: "", ...changes }));
  const match = matchDocument(aQuery(query), document);
  return match === null ? [] : makeSnippets(document, match, limits);
}

const show = ({ parts }: Snippet): string =>
  parts.map(({ text, marked }) => (marked ? `[${text}]` : text)).join("");

describe("a snippet", () => {
  test("is cut at sentence ends and marks the words found", () => {
    const blocks = paragraphs(
      "The day began with a walk. Then they turned to grain. The harvest was good. In the evening there was a dinner of many courses in the old palace.",
    );
    expect(snippets("grain", { blocks }).map(show)).toEqual([
      "… Then they turned to [grain]. The harvest was good. …",
    ]);
  });

  test("is taken where most of the query's words stand together", () => {
    const blocks = paragraphs(
      "Grain was discussed first.",
      "Later, the grain and gas deal was signed.",
    );
    const [best] = snippets("grain gas deal", { blocks }, { ...LIMITS, maxSnippets: 1 });
    expect(best && show(best)).toBe("Later, the [grain] and [gas] [deal] was signed.");
  });

  test("shows, as a second one, a clause that the first did not", () => {
    const blocks = paragraphs("Grain, grain, grain.", "Nothing here.", "Gas.");
    expect(snippets("grain gas", { blocks }).map(show)).toEqual([
      "[Grain], [grain], [grain].",
      "[Gas].",
    ]);
  });

  test("of a sentence too long for it is cut between words around the find", () => {
    const blocks = paragraphs(`${"word ".repeat(60)}grain ${"more ".repeat(60)}end.`);
    const [snippet] = snippets("grain", { blocks });
    const text = snippet === undefined ? "" : show(snippet);
    expect(text).toMatch(/^… (word )+\[grain\]( more)+ …$/);
    expect(text.length).toBeLessThanOrEqual(
      LIMITS.maxChars + "[]".length + "… ".length + " …".length,
    );
  });

  test("shows a find whole that runs over a sentence end, however short it has to be", () => {
    const text =
      "Both sides spoke at great length of grain and of the cease-fire. Zhaparov left early.";
    const shown = snippets('"cease-fire Zhaparov"', { blocks: paragraphs(text) }).map(show);
    expect(shown).toEqual([expect.stringContaining("[cease-fire. Zhaparov]")]);
  });

  test("names the speaker of the turn it lies in", () => {
    const blocks = paragraphs("Both sides met.", "Ines Halloran: Good day.", "Grain is dear.");
    const turn = { speaker: "Ines Halloran", label: "Ines Halloran", role: null, from: 1, to: 3 };
    expect(snippets("grain", { blocks, turns: [turn] })[0]?.speaker).toBe("Ines Halloran");
    expect(snippets("sides", { blocks, turns: [turn] })[0]?.speaker).toBeNull();
    const all = snippets(
      "grain OR day OR sides",
      { blocks, turns: [turn] },
      { ...LIMITS, maxSnippets: 3 },
    );
    expect(all.map(({ speaker }) => speaker)).toEqual([null, "Ines Halloran", "Ines Halloran"]);
  });

  test("says where it stands", () => {
    const found = snippets("grain", { title: "Grain", lead: "Grain again.", blocks: [] });
    expect(found.map(({ where }) => where)).toEqual(["title", "lead"]);
  });

  test.each([
    ["القمح", "بحث الجانبان القمح.", "rtl"],
    ["القمح", "12 «طن» Veldmark القمح.", "rtl"],
    ["Veldmark", "Veldmark Times", "ltr"],
    ["Øresund", "Øresund القمح", "ltr"],
    ["зерно", "зерно القمح", "ltr"],
    ["зерно", "— «зерно» القمح", "ltr"],
  ])(
    "for %s has the document's language and the direction of its first letter",
    (query, text, direction) => {
      const [snippet] = snippets(query, { language: "ar", blocks: paragraphs(text) });
      expect(snippet).toMatchObject({ language: "ar", direction });
    },
  );

  test("of a match that lies in no word is how the text begins", () => {
    const blocks = paragraphs(
      "",
      "They met in Port Aldo. It was a long day of many talks, of walks, and of dinners.",
    );
    expect(snippets("kind:talks", { blocks }).map(show)).toEqual(["They met in Port Aldo. …"]);
    expect(snippets("kind:talks", { blocks: paragraphs("word ".repeat(50)) }).map(show)).toEqual([
      expect.stringMatching(/^(word ){10,}…$/),
    ]);
    expect(snippets("kind:talks", {})).toEqual([]);
  });

  test("is chosen in good time among thousands of sentences, each full of finds", () => {
    const blocks = paragraphs("The the the the the the. ".repeat(10_000));
    expect(snippets("the", { blocks })).toHaveLength(2);
  });

  test("marks overlapping finds once", () => {
    const blocks = paragraphs("The new grain deal.");
    expect(snippets('"new grain" "grain deal"', { blocks }).map(show)).toEqual([
      "The [new grain deal].",
    ]);
  });

  test("is the same whatever else was asked of the readout before, at whatever length", () => {
    const text = fc
      .array(fc.constantFrom(...VOCABULARY, "Mr.", "V.", "The end."), { maxLength: 40 })
      .map((words) => words.join(" "));
    const limits = fc.record({
      maxChars: fc.integer({ min: 20, max: 90 }),
      maxSnippets: fc.integer({ min: 1, max: 4 }),
    });
    const asked = fc.array(fc.tuple(acceptedQuery, limits), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(asked, fc.array(text, { maxLength: 4 }), ([...questions], texts) => {
        const content = aText({ title: "Grain", blocks: paragraphs(...texts) });
        const shared = prepareDocument(content);
        for (const [query, within] of questions) {
          const fresh = prepareDocument(content);
          const match = matchDocument(query, fresh);
          expect(matchDocument(query, shared)).toEqual(match);
          if (match === null) continue;
          const again = matchDocument(query, shared) ?? match;
          expect(makeSnippets(shared, again, within)).toEqual(makeSnippets(fresh, match, within));
        }
      }),
      { numRuns: 500 },
    );
  });

  test("is there for every match, holds a mark, and unmarked is a piece of the text", () => {
    const sentence = fc
      .array(fc.constantFrom(...VOCABULARY, "Mr.", "cease-fire."), { minLength: 1, maxLength: 30 })
      .map((words) => words.join(" "));
    fc.assert(
      fc.property(acceptedQuery, fc.array(sentence, { maxLength: 4 }), (query, texts) => {
        const document = prepareDocument(aText({ title: "", blocks: paragraphs(...texts) }));
        const match = matchDocument(query, document);
        if (match === null || match.spans.length === 0) return;
        const made = makeSnippets(document, match, LIMITS);
        expect(made.length).toBeGreaterThan(0);
        for (const { parts } of made) {
          expect(parts.some(({ marked }) => marked)).toBe(true);
          const text = parts
            .map((part) => part.text)
            .join("")
            .replace(/^… | …$/gu, "");
          expect(texts.some((whole) => whole.includes(text))).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
