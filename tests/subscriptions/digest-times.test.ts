import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { DateTime } from "luxon";
import { nextDigestAt } from "../../lambda/subscriptions/digest-times.ts";

const daily = (hour: number) => ({ kind: "daily", hour }) as const;
const inBerlin = (after: string) => nextDigestAt(daily(8), "Europe/Berlin", after);
const weekly = (weekday: number, hour: number) => ({ kind: "weekly", weekday, hour }) as const;

describe("the next digest", () => {
  test("of who is told at once is none", () => {
    expect(nextDigestAt({ kind: "immediate" }, "UTC", "2026-03-02T09:00:00.000Z")).toBeNull();
  });

  test.each([
    [
      "daily, later today",
      daily(8),
      "Europe/London",
      "2026-03-02T07:59:00.000Z",
      "2026-03-02T08:00:00.000Z",
    ],
    [
      "daily, at its very hour, tomorrow",
      daily(8),
      "Europe/London",
      "2026-03-02T08:00:00.000Z",
      "2026-03-03T08:00:00.000Z",
    ],
    [
      "daily, where the day is another already",
      daily(8),
      "Pacific/Auckland",
      "2026-03-02T12:00:00.000Z",
      "2026-03-02T19:00:00.000Z",
    ],
    [
      "daily, at half hours off",
      daily(8),
      "Asia/Kolkata",
      "2026-03-02T00:00:00.000Z",
      "2026-03-02T02:30:00.000Z",
    ],
    [
      "weekly, on Friday",
      weekly(5, 17),
      "UTC",
      "2026-03-02T09:00:00.000Z",
      "2026-03-06T17:00:00.000Z",
    ],
    [
      "weekly, today, later",
      weekly(1, 17),
      "UTC",
      "2026-03-02T09:00:00.000Z",
      "2026-03-02T17:00:00.000Z",
    ],
    [
      "weekly, today, over",
      weekly(1, 8),
      "UTC",
      "2026-03-02T09:00:00.000Z",
      "2026-03-09T08:00:00.000Z",
    ],
  ] as const)("%s", (_, frequency, zone, after, expected) => {
    expect(nextDigestAt(frequency, zone, after)).toBe(expected);
  });

  test("keeps its hour over both changes of the clock", () => {
    expect(inBerlin("2026-03-28T12:00:00.000Z")).toBe("2026-03-29T06:00:00.000Z");
    expect(inBerlin("2026-10-24T12:00:00.000Z")).toBe("2026-10-25T07:00:00.000Z");
  });

  test("at an hour that is skipped comes when the clock has jumped, that day still", () => {
    const at = nextDigestAt(daily(2), "Europe/Berlin", "2026-03-28T12:00:00.000Z");
    expect(at).toBe("2026-03-29T01:00:00.000Z");
  });

  test("at an hour that comes twice comes once, the first time", () => {
    const first = nextDigestAt(daily(2), "Europe/Berlin", "2026-10-24T12:00:00.000Z");
    expect(first).toBe("2026-10-25T00:00:00.000Z");
    expect(nextDigestAt(daily(2), "Europe/Berlin", first ?? "")).toBe("2026-10-26T01:00:00.000Z");
  });

  test("comes once on every local day, whatever the zone and hour", () => {
    const zones = [
      "Europe/London",
      "America/New_York",
      "Australia/Lord_Howe",
      "Asia/Kathmandu",
      "Africa/Casablanca",
      "America/Santiago",
    ];
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.nat(23), (zone, hour) => {
        let at = "2026-01-01T00:00:00.000Z";
        const days: string[] = [];
        while (at < "2026-12-30T00:00:00.000Z") {
          at = nextDigestAt(daily(hour), zone, at) ?? "";
          days.push(DateTime.fromISO(at, { zone }).toISODate() ?? "");
        }
        expect(new Set(days).size).toBe(days.length);
        expect(days.length).toBeGreaterThanOrEqual(363);
      }),
      { numRuns: 20 },
    );
  });
});
