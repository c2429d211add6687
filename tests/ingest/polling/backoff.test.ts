import { describe, expect, test } from "@jest/globals";
import { pollAfterFailure } from "../../../lambda/ingest/polling/backoff.ts";

const now = "2026-03-02T09:00:00.000Z";
const after = (failures: number, retryAfterMs = 0): string =>
  pollAfterFailure({ failures, pollMinutes: 5, retryAfterMs, now });

describe("after a failure a listing is asked again", () => {
  test("twice as late each time, after six hours at most", () => {
    expect([1, 2, 3, 7, 8, 1000].map((failures) => after(failures))).toEqual([
      "2026-03-02T09:05:00.000Z",
      "2026-03-02T09:10:00.000Z",
      "2026-03-02T09:20:00.000Z",
      "2026-03-02T14:20:00.000Z",
      "2026-03-02T15:00:00.000Z",
      "2026-03-02T15:00:00.000Z",
    ]);
  });

  test("not before the server said, whatever that is", () => {
    expect(after(1, 24 * 60 * 60 * 1000)).toBe("2026-03-03T09:00:00.000Z");
    expect(after(3, 1000)).toBe("2026-03-02T09:20:00.000Z");
  });
});
