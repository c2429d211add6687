import { describe, expect, test } from "@jest/globals";
import { nextRecheck, type Rechecked } from "../../lambda/ingest/recheck-times.ts";
import { addMs, msBetween } from "../../lambda/runtime/instant.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const seen = "2026-03-02T09:00:00.000Z";

/** The intervals at which a readout that never changes is looked at. */
function intervals(readout: Omit<Rechecked, "rechecks">, count: number): readonly number[] {
  let now = readout.firstSeenAt;
  return Array.from({ length: count }, (_, rechecks) => {
    const next = nextRecheck({ ...readout, rechecks }, now);
    const interval = msBetween(now, next);
    now = next;
    return interval;
  });
}

describe("a readout is looked at again", () => {
  test("after 1 h, 6 h, 1 d, 3 d, 7 d, 30 d, and every 180 d", () => {
    const readout = { isContinued: false, firstSeenAt: seen, publishedAt: seen };
    expect(intervals(readout, 8)).toEqual([
      hour,
      6 * hour,
      day,
      3 * day,
      7 * day,
      30 * day,
      180 * day,
      180 * day,
    ]);
  });

  test("more rarely from the beginning where it was old when first seen", () => {
    const publishedAt = addMs(seen, -5 * day);
    const readout = { isContinued: false, firstSeenAt: seen, publishedAt };
    expect(intervals(readout, 3)).toEqual([7 * day, 30 * day, 180 * day]);
    const ancient = { ...readout, publishedAt: addMs(seen, -4000 * day) };
    expect(intervals(ancient, 2)).toEqual([180 * day, 180 * day]);
  });

  test("soon and often for three days where it is unfinished, then as one of its age", () => {
    const readout = { isContinued: true, firstSeenAt: seen, publishedAt: seen };
    const found = intervals(readout, 21);
    expect(found.slice(0, 7)).toEqual(
      [10, 20, 40, 80, 160, 320, 360].map((minutes) => minutes * minute),
    );
    expect(found.slice(7, -4).every((interval) => interval === 6 * hour)).toBe(true);
    expect(found.slice(-4)).toEqual([7 * day, 30 * day, 180 * day, 180 * day]);
  });
});
