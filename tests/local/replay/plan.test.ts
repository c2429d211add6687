import { describe, expect, test } from "@jest/globals";
import { openRecording } from "../../../local/recording.ts";
import { planReplay } from "../../../local/replay/plan.ts";
import { readSourcesFolder } from "../../../local/known-sources.ts";
import { aRecording } from "../../builders/test-recording.ts";

const sources = readSourcesFolder(
  new URL("../../../local/sample/sources", import.meta.url).pathname,
);
const now = "2026-11-23T00:00:00.000Z";
const feed = "https://president.veldmark.example/events/feed";
const event = "https://president.veldmark.example/events/2201";
const ostrovia = "https://pm.ostrovia.example/news/feed/";

function planOf(files: readonly { url: string; [key: string]: unknown }[]) {
  const recorded = files.map((file, i) => ({ file: `${i}.txt`, text: "", ...file }));
  return planReplay(openRecording(aRecording(recorded)), sources, now);
}

describe("a replay", () => {
  test("polls each listing once at every time it was recorded, those of one source together", () => {
    const { steps } = planOf([
      { url: feed, fetchedAt: "2026-03-02T10:00:00Z" },
      { url: ostrovia, fetchedAt: "2026-03-02T09:00:00Z" },
      { url: feed, fetchedAt: "2026-03-02T09:00:00Z" },
    ]);
    expect(steps.map(({ at, polls }) => [at, polls.map(({ sourceId }) => sourceId)])).toEqual([
      ["2026-03-02T09:00:00.000Z", ["ostrovia-pm", "veldmark-presidency"]],
      ["2026-03-02T10:00:00.000Z", ["veldmark-presidency"]],
    ]);
  });

  test("takes what has no time into its first step, or into its only one, now", () => {
    const dated = planOf([{ url: feed }, { url: event, fetchedAt: "2026-03-02T09:00:00Z" }]);
    expect(dated.steps).toMatchObject([
      { at: "2026-03-02T09:00:00.000Z", polls: [{}], pages: [{ isDated: true }] },
    ]);
    expect(planOf([{ url: feed }]).steps).toMatchObject([
      { at: now, polls: [{ listingUrl: feed }] },
    ]);
  });

  test("takes the variants of a page for one document, its own URL before theirs", () => {
    const { steps } = planOf([{ url: `${event}/print` }, { url: event }]);
    expect(steps[0]?.pages).toMatchObject([{ url: event, readoutId: "veldmark-presidency-2201" }]);
  });

  test("says why it passes over what nobody asks for", () => {
    const { steps, passedOver } = planOf([
      { url: "https://elsewhere.example/1" },
      { url: "https://pm.ostrovia.example/news/ferry-talks/" },
      { url: "https://president.veldmark.example/data.tar.xz", kind: "series" },
    ]);
    expect(steps[0]).toMatchObject({ polls: [], pages: [] });
    expect(passedOver).toEqual([
      { url: "https://president.veldmark.example/data.tar.xz", reason: "a series" },
      { url: "https://elsewhere.example/1", reason: "no source of the catalogue accepts it" },
      {
        url: "https://pm.ostrovia.example/news/ferry-talks/",
        reason: "ostrovia-pm is read from its feed alone",
      },
    ]);
  });

  test("does not capture by its URL what was answered with an error", () => {
    expect(planOf([{ url: event, status: 404 }]).steps[0]?.pages).toEqual([]);
  });
});
