import { describe, expect, test } from "@jest/globals";
import {
  nextTime,
  readScheduleExpression,
} from "../../../local/event-sources/schedule-expression.ts";

function next(expression: string, after: string, zone = "UTC"): string | null {
  const at = nextTime(readScheduleExpression(expression, zone), Date.parse(after));
  return at === null ? null : new Date(at).toISOString();
}

describe("a schedule fires next", () => {
  test.each([
    ["rate(10 minutes)", "2026-03-02T09:00:00Z", "2026-03-02T09:10:00.000Z"],
    ["rate(1 day)", "2026-03-02T09:00:00Z", "2026-03-03T09:00:00.000Z"],
    ["cron(0 7 * * ? *)", "2026-03-02T07:00:00Z", "2026-03-03T07:00:00.000Z"],
    ["cron(0/15 * * * ? *)", "2026-03-02T09:31:00Z", "2026-03-02T09:45:00.000Z"],
    ["cron(30 6,18 ? * MON-FRI *)", "2026-03-06T18:30:00Z", "2026-03-09T06:30:00.000Z"],
    ["cron(0 7 ? * 2 *)", "2026-03-03T00:00:00Z", "2026-03-09T07:00:00.000Z"],
    ["cron(0 0 L * ? *)", "2026-02-02T00:00:00Z", "2026-02-28T00:00:00.000Z"],
    ["cron(0 0 ? * FRI#1 *)", "2026-03-07T00:00:00Z", "2026-04-03T00:00:00.000Z"],
    ["cron(0 0 ? * 6L *)", "2026-03-02T00:00:00Z", "2026-03-27T00:00:00.000Z"],
    ["cron(0 0 1 JAN ? 2028)", "2026-03-02T00:00:00Z", "2028-01-01T00:00:00.000Z"],
    ["at(2026-05-01T08:00:00)", "2026-03-02T00:00:00Z", "2026-05-01T08:00:00.000Z"],
  ])("%s after %s at %s", (expression, after, expected) => {
    expect(next(expression, after)).toBe(expected);
  });

  test("by the clocks of its time zone, summer and winter", () => {
    expect(next("cron(0 7 * * ? *)", "2026-01-15T00:00:00Z", "Europe/Oslo")).toBe(
      "2026-01-15T06:00:00.000Z",
    );
    expect(next("cron(0 7 * * ? *)", "2026-07-15T00:00:00Z", "Europe/Oslo")).toBe(
      "2026-07-15T05:00:00.000Z",
    );
  });

  test("not at an hour that the change to summer time leaves out", () => {
    expect(next("cron(30 2 * * ? *)", "2026-03-28T12:00:00Z", "Europe/Oslo")).toBe(
      "2026-03-30T00:30:00.000Z",
    );
  });

  test("never, for a day that does not come and for a time that is over", () => {
    expect(next("cron(0 0 30 FEB ? *)", "2026-03-02T00:00:00Z")).toBeNull();
    expect(next("at(2026-01-01T00:00:00)", "2026-03-02T00:00:00Z")).toBeNull();
  });
});

describe("a schedule that cannot be understood is named", () => {
  test.each([
    ["rate(10 fortnights)", "a rate is a number and minutes, hours or days"],
    ["every 5 minutes", "is no rate(...), cron(...) or at(...)"],
    ["cron(0 7 * * ?)", "there must be six fields, but there are 5"],
    ["cron(0 25 * * ? *)", '"25" is no hours that local mode understands'],
    ["cron(0 7 15W * ? *)", '"15W" is no day of month that local mode understands'],
    ["at(tomorrow)", "tomorrow is no time in UTC"],
  ])("%s", (expression, message) => {
    expect(() => readScheduleExpression(expression, "UTC")).toThrow(message);
  });

  test("and so is an unknown time zone", () => {
    expect(() => readScheduleExpression("cron(0 7 * * ? *)", "Ostrovia/Capital")).toThrow(
      "there is no time zone Ostrovia/Capital",
    );
  });
});
