import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { shownChanges } from "../../lambda/mail/alert-changes.ts";
import { difference } from "../../lambda/readouts/difference.ts";
import { aReadout, paragraphs } from "../builders/readout.ts";

/** What a mail shows of one paragraph that became another. */
function shown(before: string, after: string): readonly string[] {
  const changes = difference(
    aReadout({ blocks: paragraphs(before) }),
    aReadout({ blocks: paragraphs(after) }),
  );
  return shownChanges(changes).paragraphs.map((parts) =>
    parts
      .map(({ kind, text }) =>
        kind === "same" ? text : kind === "added" ? `{${text}}` : `[${text}]`,
      )
      .join(""),
  );
}

function lettersWithout(kind: RegExp, shownParts: readonly string[]): string {
  return shownParts
    .join(" ")
    .replaceAll(kind, "")
    .replaceAll(/[[\]{}\s]/g, "");
}

describe("a change in a mail", () => {
  test("of several words in a row is one change", () => {
    expect(shown("to sign before the harvest begins", "to sign in June begins")).toEqual([
      "to sign [before the harvest]{in June} begins",
    ]);
  });

  test("in a long paragraph has a little of what stayed around it, cut between words", () => {
    const long = "The ferry runs again and all are glad of it. ".repeat(20).trim();
    const [paragraph = ""] = shown(`${long} Yes. ${long}`, `${long} No. ${long}`);
    expect(paragraph).toMatch(/^… .{60,125}\[Yes\]\{No\}\. .{60,125} …$/);
    expect(paragraph).toMatch(/^… (?:The|ferry|runs|again|and|all|are|glad|of|it\.) /);
  });

  test("of anything into anything shows what came and what went, or says that something is left", () => {
    const text = fc
      .array(fc.constantFrom("the", "ferry", "runs", "again", "daily", "."), { maxLength: 30 })
      .map((words) => words.join(" "));
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(before !== after);
        const parts = shown(before, after);
        expect(lettersWithout(/\[[^\]]*\]/g, parts)).toBe(after.replaceAll(/\s/g, ""));
        expect(lettersWithout(/\{[^}]*\}/g, parts)).toBe(before.replaceAll(/\s/g, ""));
      }),
    );
  });
});
