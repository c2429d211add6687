import { describe, expect, test } from "@jest/globals";
import { contentHash, countWords } from "../../lambda/readouts/content-hash.ts";
import type { ReadoutContent } from "../../lambda/readouts/readout.ts";
import { aReadout, paragraphs } from "../builders/readout.ts";

function hashSeenAt(at: string): string {
  return contentHash(aReadout({ publishedAt: { at, precision: "observed" } }));
}

describe("the hash of a readout", () => {
  const hash = contentHash(aReadout());

  test.each<[string, Partial<ReadoutContent>]>([
    ["title", { title: "Talks with Aksel Tamm" }],
    ["place", { place: "Norrhaven" }],
    ["text", { blocks: paragraphs("We met.") }],
    ["standfirst", { lead: "They met." }],
    ["time", { publishedAt: { at: "2026-03-02T14:41:00.000Z", precision: "minute" } }],
    ["day", { eventDate: { from: "2026-03-01", to: "2026-03-02", readFrom: "page" } }],
  ])("changes with its %s", (_, changed) => {
    expect(contentHash(aReadout(changed))).not.toBe(hash);
  });

  test.each<[string, Partial<ReadoutContent>]>([
    ["kind", { kind: "other" }],
    ["participants", { participants: [] }],
    ["countries", { countries: [{ country: "FR", weight: 1 }] }],
  ])("does not change with what is derived: %s", (_, changed) => {
    expect(contentHash(aReadout(changed))).toBe(hash);
  });

  test("does not change with when we first saw it", () => {
    expect(hashSeenAt("2026-03-02T14:40:00.000Z")).toBe(hashSeenAt("2026-03-05T08:00:00.000Z"));
  });
});

test("words are counted in standfirst and body, numbers too", () => {
  expect(countWords({ lead: "They met.", blocks: paragraphs("All 12 ministers came.") })).toBe(6);
});
