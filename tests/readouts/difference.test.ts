import { expect, test } from "@jest/globals";
import { difference } from "../../lambda/readouts/difference.ts";
import { aReadout, paragraphs } from "../builders/readout.ts";

const before = aReadout({ blocks: paragraphs("We met in Port Sella.", "We spoke of water.") });

test("the same text has no difference", () => {
  expect(difference(before, before)).toEqual({ paragraphs: [], added: [], removed: [] });
});

test("a changed word is told within its paragraph", () => {
  const after = aReadout({ blocks: paragraphs("We met in Norrhaven today.", "We spoke of fish.") });
  const { paragraphs: changed } = difference(before, after);
  expect(changed.every(({ where }) => where === "body")).toBe(true);
  const text = changed.flatMap(({ parts }) => parts).filter(({ kind }) => kind === "added");
  expect(text.map((part) => part.text).join(" ")).toMatch(/fish/);
});

test("a paragraph that came is added, whole", () => {
  const after = aReadout({ blocks: [...before.blocks, ...paragraphs("A treaty was signed.")] });
  const found = difference(before, after);
  expect(found.added).toEqual(["A treaty was signed."]);
  expect(found.removed).toEqual([]);
});

test("a title that changed is told as the title's", () => {
  const after = aReadout({ title: "Talks with Aksel Tamm", blocks: before.blocks });
  expect(difference(before, after).paragraphs.map(({ where }) => where)).toEqual(["title"]);
});
