import { afterEach, describe, expect, test } from "@jest/globals";
import { VirtualClock } from "../../../local/clock.ts";
import { openProgress, startOfClock } from "../../../local/replay/progress.ts";
import { playSteps, type SteppingOptions } from "../../../local/replay/stepping.ts";
import type { Step } from "../../../local/replay/plan.ts";
import { aFolder } from "../../builders/local-stack.ts";
import { aRecording } from "../../builders/test-recording.ts";

const nine = "2026-03-02T09:00:00.000Z";
const ten = "2026-03-02T10:00:00.000Z";
const poll = { sourceId: "ostrovia-pm", listingUrl: "https://pm.ostrovia.example/news/feed/" };
const steps: readonly Step[] = [nine, ten].map((at) => ({ at, polls: [poll], pages: [] }));
const minute = 60_000;
const removals: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(removals.splice(0).map(async (remove) => await remove()));
});

async function aProgressFile(recording = aRecording([])) {
  const { path, remove } = await aFolder();
  removals.push(remove);
  return { file: `${path}/replay.json`, recording };
}

/** Plays with a diary of what happened when. */
async function play(
  place: { file: string; recording: string },
  changes: (
    clock: VirtualClock,
    note: (what: string) => void,
  ) => Partial<SteppingOptions> = () => ({}),
): Promise<readonly string[]> {
  const progress = openProgress(place.file, place.recording);
  const clock = new VirtualClock(startOfClock(progress, [nine, ten], nine));
  const diary: string[] = [];
  const note = (what: string): void => void diary.push(`${clock.now().slice(11, 16)} ${what}`);
  await playSteps({
    steps,
    clock,
    progress,
    poll: () => note("poll"),
    fireSchedules: () => note("schedules"),
    settle: async () => {},
    capture: async () => 0,
    subscribe: async () => note("subscribe"),
    onStep: () => {},
    signal: new AbortController().signal,
    ...changes(clock, note),
  });
  return diary;
}

describe("steps are played", () => {
  test("each at its time, after the recording's subscriptions", async () => {
    expect(await play(await aProgressFile())).toEqual([
      "08:59 subscribe",
      "09:00 poll",
      "09:00 schedules",
      "10:00 poll",
      "10:00 schedules",
    ]);
  });

  test("with what was put off in between, and after the last", async () => {
    const diary = await play(await aProgressFile(), (clock, note) => ({
      poll: () => void clock.after(45 * minute, () => note("retry")),
      fireSchedules: () => {},
    }));
    expect(diary).toEqual(["08:59 subscribe", "09:45 retry", "10:45 retry"]);
  });

  test("once: a second run over the same state does nothing", async () => {
    const place = await aProgressFile();
    await play(place);
    expect(await play(place)).toEqual([]);
  });

  test("anew, over another recording", async () => {
    const place = await aProgressFile();
    await play(place);
    const other = { ...place, recording: aRecording([], { about: "another" }) };
    expect((await play(other)).length).toBe(5);
  });

  test("on from the step that was cut short, at its own time", async () => {
    const place = await aProgressFile();
    const cut = play(place, (clock) => ({
      settle: async () => {
        if (clock.now() === ten) throw new Error("killed");
      },
    }));
    await expect(cut).rejects.toThrow("killed");
    expect(await play(place)).toEqual(["10:00 poll", "10:00 schedules"]);
  });

  test("no further when the run is to end", async () => {
    const stopping = new AbortController();
    const diary = await play(await aProgressFile(), (_, note) => ({
      signal: stopping.signal,
      poll: () => {
        note("poll");
        stopping.abort();
      },
    }));
    expect(diary).toEqual(["08:59 subscribe", "09:00 poll", "09:00 schedules"]);
  });
});
