import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { leastLikeness, likeness, likenessBands } from "../../lambda/readouts/likeness.ts";
import { paragraphs } from "../builders/readout.ts";

/** So many different words of an invented text. */
function words(count: number, seed = 0): readonly string[] {
  return Array.from({ length: count }, (_, index) => `word${(index * 7919 + seed) % 100_003}`);
}

function text(all: readonly string[]) {
  return { blocks: paragraphs(all.join(" ")) };
}

function share(a: readonly string[], b: readonly string[]): number {
  const others = new Set(b);
  return a.filter((band) => others.has(band)).length;
}

const original = words(400);

describe("a copy", () => {
  test.each([
    ["word for word", original],
    ["in capitals and other marks", original.map((word) => `${word.toUpperCase()},`)],
    [
      "with a few words changed",
      original.map((word, index) => (index % 100 === 50 ? "fish" : word)),
    ],
    ["with a paragraph more", [...words(30, 5), ...original]],
  ])("%s finds its original and is told from others", (_, copied) => {
    expect(share(likenessBands(text(copied)), likenessBands(text(original)))).toBeGreaterThan(0);
    expect(likeness(text(copied), text(original))).toBeGreaterThanOrEqual(leastLikeness);
  });

  test("cut into other paragraphs is as like as before", () => {
    const cut = {
      blocks: paragraphs(original.slice(0, 90).join(" "), original.slice(90).join(" ")),
    };
    expect(likeness(cut, text(original))).toBe(1);
    expect(likenessBands(cut)).toEqual(likenessBands(text(original)));
  });
});

describe("no copy is", () => {
  test("another text", () => {
    const other = text(words(400, 50_000));
    expect(likeness(other, text(original))).toBe(0);
    expect(share(likenessBands(other), likenessBands(text(original)))).toBe(0);
  });

  test("a text of which half is another's", () => {
    const half = text([...original.slice(0, 200), ...words(200, 50_000)]);
    expect(likeness(half, text(original))).toBeLessThan(leastLikeness);
  });

  test("a formula, which is too short to tell", () => {
    const formula = text(words(39));
    expect(likenessBands(formula)).toEqual([]);
    expect(likeness(formula, formula)).toBe(0);
  });
});

test("likeness is the same from either side, and never more than one", () => {
  const some = fc.array(fc.constantFrom("lake", "ferry", "fish", "Salz", "вода"), {
    minLength: 40,
  });
  fc.assert(
    fc.property(some, some, (a, b) => {
      const found = likeness(text(a), text(b));
      expect(found).toBe(likeness(text(b), text(a)));
      expect(found).toBeLessThanOrEqual(1);
    }),
  );
});
