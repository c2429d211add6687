import { describe, expect, test } from "@jest/globals";
import {
  eventOf,
  readPreferences,
  type ReadPreferences,
  usualPreferences,
} from "../../lambda/subscriptions/preferences.ts";

const before = usualPreferences("ferry");
const read = (wished: Readonly<Record<string, unknown>>): ReadPreferences =>
  readPreferences(wished, before);
const preferred = (wished: Readonly<Record<string, unknown>>) => {
  const result = read(wished);
  return result.ok ? result.preferences : result;
};

test("without a word: immediate, everything that happens, in UTC, named like the search", () => {
  expect(preferred({})).toEqual({
    name: "ferry",
    frequency: { kind: "immediate" },
    timeZone: "UTC",
    events: ["new", "edited", "completed", "removed"],
    mailLanguage: "en",
    allIsWell: null,
  });
});

test("what is wished for is read, and the rest stays", () => {
  const frequency = { kind: "weekly", weekday: 5, hour: 8 };
  expect(preferred({ frequency, timeZone: "europe/london", events: ["removed", "new"] })).toEqual({
    ...before,
    frequency,
    timeZone: "Europe/London",
    events: ["new", "removed"],
  });
});

test("a name is one line of at most 80 characters; an empty one changes nothing", () => {
  expect(preferred({ name: "  Ferry\n\u202Etalks " })).toMatchObject({ name: "Ferry talks" });
  expect(preferred({ name: " " })).toMatchObject({ name: "ferry" });
  expect(preferred({ name: "é".repeat(200) })).toMatchObject({ name: "é".repeat(80) });
});

describe("what cannot be is refused by its field", () => {
  test.each([
    ["frequency", { frequency: { kind: "hourly" } }, "frequency must be"],
    ["frequency", { frequency: { kind: "daily", hour: 24 } }, "hour must be"],
    ["frequency", { frequency: { kind: "weekly", weekday: 0, hour: 1 } }, "weekday must be"],
    ["frequency", { frequency: { kind: "daily" } }, "hour"],
    ["timeZone", { timeZone: "Europe/Ostrovia" }, "Europe/Ostrovia is no time zone"],
    ["timeZone", { timeZone: "+02:00" }, "no time zone"],
    ["events", { events: [] }, "at least one"],
    ["events", { events: ["moved"] }, "events must be"],
    ["mailLanguage", { mailLanguage: "xx" }, "mailLanguage must be"],
    ["allIsWell", { allIsWell: "yes" }, "allIsWell must be"],
    ["name", { name: 3 }, "name must be a text"],
  ])("%s in %j", (field, wished, message) => {
    const result = read(wished);
    expect(result).toMatchObject({ ok: false, field, message: expect.stringContaining(message) });
  });
});

test("what comes back is told to those who are told of removals", () => {
  expect(eventOf("restored")).toBe("removed");
  expect(eventOf("edited")).toBe("edited");
});
