import { describe, expect, test } from "@jest/globals";
import { type ArchiveCounts, growth } from "../../../local/replay/archive-counts.ts";
import { printSummary } from "../../../local/replay/summary.ts";

const nothing = {
  polled: 0,
  captured: 0,
  emails: 0,
  archived: 0,
  revisions: 0,
  matched: 0,
  unreadable: [],
  passedOver: [],
  deadLetters: [],
  denials: [],
  seconds: 0.1,
};

function counts(
  latest: Record<string, number>,
  matches: number,
  unreadable: Record<string, { url: string; reason: string }> = {},
): ArchiveCounts {
  return {
    latest: new Map(Object.entries(latest)),
    unreadable: new Map(Object.entries(unreadable)),
    matches,
  };
}

describe("what a run has brought", () => {
  test("is what the archive holds now and did not before", () => {
    const broken = { url: "https://a.example/9", reason: "no title" };
    const before = counts({ a: 1, b: 2 }, 3);
    const after = counts({ a: 1, b: 3, c: 1, d: 4, e: 0 }, 5, { e: broken });
    expect(growth(before, after)).toEqual({
      archived: 2,
      revisions: 4,
      matched: 2,
      unreadable: [broken],
    });
  });
});

describe("the summary", () => {
  test("ends with one JSON object", () => {
    const last = printSummary({ ...nothing, archived: 3 }).at(-1) ?? "";
    expect(Object.keys(JSON.parse(last) as object)).toEqual([
      "polled",
      "captured",
      "archived",
      "revisions",
      "unreadable",
      "notRecorded",
      "matched",
      "emails",
      "seconds",
    ]);
  });

  test("tells pages that a recording lacks from pages that could not be read", () => {
    const unreadable = [
      { url: "https://b.example/1", reason: "not in the recording" },
      { url: "https://b.example/2", reason: "no title" },
    ];
    const last = printSummary({ ...nothing, unreadable }).at(-1) ?? "";
    expect(JSON.parse(last)).toMatchObject({ unreadable: 1, notRecorded: 1 });
  });

  test("names what could not be read, what was passed over and what was given up, with reasons", () => {
    const passedOver = [1, 2, 3, 4].map((n) => ({
      url: `https://a.example/${n}`,
      reason: "unknown",
    }));
    const text = printSummary({
      ...nothing,
      passedOver,
      unreadable: [{ url: "https://b.example/", reason: "no title" }],
      deadLetters: [{ queue: "Deliveries", messages: 2 }],
      denials: [{ caller: "Poll", action: "s3:GetObject", resource: "*", reason: "" }],
    }).join("\n");
    expect(text).toContain("  https://b.example/: no title");
    expect(text).toContain("  4: unknown\n    https://a.example/1");
    expect(text).toContain("    and 1 more");
    expect(text).toContain("  Deliveries: 2");
    expect(text).toContain("  Poll: s3:GetObject on *");
  });
});
