import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import type { GoldEntry } from "../../eval/gold.ts";
import { addScores, emptyScore, f1, scoreReading, share } from "../../eval/score.ts";
import { shortfalls } from "../../eval/targets.ts";
import { readCatalogue } from "../../lambda/sources/catalogue.ts";
import { aReadout, paragraphs } from "../builders/readout.ts";

const path = join(import.meta.dirname, "../../local/sample/sources/ostrovia-pm.json");
const [source] = readCatalogue([
  { name: "ostrovia-pm.json", text: readFileSync(path, "utf8") },
]).all;
if (source === undefined) throw new Error("the sample has no source");

const gold: GoldEntry = {
  sourceId: "ostrovia-pm",
  file: "103.html",
  url: "https://pm.ostrovia.example/news/103",
  kind: "page",
  expected: {
    title: "Talks in Port Sella",
    date: "2026-03-02",
    guid: null,
    place: "Port Sella",
    body: ["They met.", "They spoke of water."],
    labels: [],
    speakers: [],
    isContinued: false,
  },
};

function score(changed: Parameters<typeof aReadout>[0], expected = gold.expected) {
  const content = aReadout({
    title: "Talks in Port Sella",
    blocks: paragraphs("They met.", "They\u00A0spoke of water."),
    ...changed,
  });
  const reading = { outcome: "read", content, problems: [] } as const;
  return scoreReading(source as NonNullable<typeof source>, { ...gold, expected }, reading);
}

test("what was read as it should be meets every target", () => {
  const right = score({});
  expect(right.misses).toEqual([]);
  expect([share(right.titles), share(right.dates), share(right.places)]).toEqual([1, 1, 1]);
  expect(shortfalls("ostrovia-pm", "profile", right)).toEqual([]);
});

test("a swallowed sentence, a wrong day and a stranger's paragraph are named and counted", () => {
  const wrong = score({
    title: "Talks",
    blocks: paragraphs("They met.", "Share this page"),
    eventDate: { from: "2026-03-01", to: "2026-03-01", readFrom: "page" },
  });
  expect(wrong.misses).toEqual([
    "103.html title: Talks | Talks in Port Sella",
    "103.html date: 2026-03-01 | 2026-03-02",
    "103.html paragraph too many: Share this page | null",
    "103.html paragraph lacking: null | They spoke of water.",
  ]);
  expect(f1(wrong.words)).toBeCloseTo((2 * 2) / (5 + 6));
  expect(f1(wrong.paragraphs)).toBe(0.5);
  expect(shortfalls("ostrovia-pm", "profile", wrong)).toContain(
    "ostrovia-pm (profile): titles is 0.0000, not 1",
  );
});

test("a word that stands twice counts once where we give it once", () => {
  const once = score({ blocks: paragraphs("water") }, { ...gold.expected, body: ["water water"] });
  expect(once.words).toEqual({ both: 1, given: 1, wanted: 2 });
});

test("an unreadable document misses everything that was wanted, and says why", () => {
  const lost = scoreReading(source, gold, { outcome: "unreadable", reason: "the page is empty" });
  expect(lost.misses[0]).toBe("103.html unreadable: the page is empty | null");
  expect(share(addScores(emptyScore, lost).titles)).toBe(0);
});

test("a date that a document does not state is not counted", () => {
  expect(score({}, { ...gold.expected, date: null }).dates.of).toBe(0);
});
