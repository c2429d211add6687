import { expect, test } from "@jest/globals";
import { addMs, type Instant, msBetween } from "../../../lambda/runtime/instant.ts";
import { aDesk } from "../desk.ts";
import { changedDays, dueTimes, wallClock } from "./local-hours.ts";
import { type Reader, readersOf, zones } from "./readers.ts";
import { type Published, SimulatedYear, type YearOptions } from "./simulated-year.ts";

/*
 * A year of mails under a virtual clock. As it runs with the others: a dozen subscribers around both changes
 * of the clock. With SIMULATE_YEAR=1: 500 subscribers, every half hour of the year.
 */
const isWhole = process.env["SIMULATE_YEAR"] === "1";
const people = isWhole ? 500 : 12;
const words = isWhole
  ? "ferry grain harbour herring treaty border railway visas summit fishery timber copper bridge canal dialect museum orchard salt glacier tunnel".split(
      " ",
    )
  : ["ferry", "grain", "harbour"];
const spans: YearOptions["spans"] = isWhole
  ? [["2026-01-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"]]
  : [
      ["2026-03-27T20:00:00.000Z", "2026-03-30T21:00:00.000Z"],
      ["2026-10-23T20:00:00.000Z", "2026-10-26T21:00:00.000Z"],
    ];
const end = spans.at(-1)?.[1] ?? "";
/** A crash or two, and the next run. */
const lateMs = 60 * 60 * 1000;

/** Repeatable chance. */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** The service does not run between two spans: what is due then comes with the first run after them. */
function whenItRuns(due: Instant): Instant | null {
  for (const [from, to] of spans) {
    if (due < from) return from;
    if (due < to) return due;
  }
  return null;
}

/** From when until when a reader is to be told. */
function window(
  { at, matchedAt }: Published,
  dues: readonly Instant[] | null,
): readonly [Instant, Instant] | null {
  const known = matchedAt ?? at;
  const first = dues === null ? at : dues.find((due) => due > at);
  const last = dues === null ? known : dues.find((due) => due > known);
  const from = whenItRuns(first ?? end);
  const to = whenItRuns(last ?? end);
  return from === null || to === null ? null : [from, addMs(to, lateMs)];
}

test("in a year of crashes and bounces everybody is told of each readout once, at their own hour", async () => {
  const desk = await aDesk();
  const chance = chances(7);
  const readers = readersOf(people, words, chance);
  await Promise.all(
    readers.map(async ({ subscription }) => await desk.deps.subscriptions.save(subscription, null)),
  );
  const year = new SimulatedYear(desk, readers, {
    spans,
    words,
    publishEveryHours: isWhole ? 31 : 6,
    runCrashOneIn: isWhole ? 100 : 15,
    doubled: isWhole ? 0.03 : 0.25,
    atOnce: isWhole ? 8 : 1,
    crashOneIn: isWhole ? 100 : 50,
    chance,
  });
  await year.run();

  const clocks = new Map(
    zones.map((zone) => [
      zone,
      wallClock(zone, "2026-01-01T00:00:00.000Z", "2027-01-04T00:00:00.000Z"),
    ]),
  );
  const changed = new Map([...clocks].map(([zone, clock]) => [zone, changedDays(clock)]));
  const report = { matches: 0, owed: 0, onChangedDays: 0, laterThanHalfAnHour: 0 };
  const wrong: object[] = [];
  const byReader = new Map<string, Map<string, Instant[]>>();
  for (const { to, title, at } of year.told) {
    const its = byReader.get(to) ?? new Map<string, Instant[]>();
    its.set(title, [...(its.get(title) ?? []), at]);
    byReader.set(to, its);
  }
  const look = ({ address, subscription, temper }: Reader): void => {
    const { frequency, query, timeZone } = subscription;
    const clock = clocks.get(timeZone) ?? [];
    const dues = frequency.kind === "immediate" ? null : dueTimes(frequency, clock);
    const its = byReader.get(address) ?? new Map<string, Instant[]>();
    const localDays = new Map(clock.map(({ at, day }) => [at.slice(0, 13), day]));
    const times = new Set([...its.values()].flat());
    if ((temper === "gone" || temper === "cross") && times.size > 1) {
      wrong.push({ address, temper, mailed: [...times] });
    }
    for (const news of year.published) {
      const told = its.get(news.title) ?? [];
      const span = news.word === query ? window(news, dues) : null;
      if (told.length > 1) wrong.push({ address, title: news.title, told });
      if (news.word !== query && told.length > 0) wrong.push({ address, title: news.title, told });
      const [at] = told;
      if (at !== undefined) {
        report.matches += 1;
        if (
          dues !== null &&
          changed.get(timeZone)?.includes(localDays.get(at.slice(0, 13)) ?? "")
        ) {
          report.onChangedDays += 1;
        }
      }
      if (span === null || temper === "gone" || temper === "cross") continue;
      const [from, to] = span;
      if (at === undefined && to < end) wrong.push({ address, title: news.title, owedAt: from });
      report.owed += 1;
      if (at === undefined || temper === "full") continue;
      if (at < from || at > to) wrong.push({ address, timeZone, frequency, at, from, to });
      else if (msBetween(from, at) > lateMs / 2) report.laterThanHalfAnHour += 1;
    }
  };
  for (const reader of readers) look(reader);
  console.info(
    JSON.stringify({ people, readouts: year.published.length, ...report, ...year.counts }),
  );
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(year.deadLetters).toEqual([]);
  expect(year.counts.crashes).toBeGreaterThan(10);
  expect(report.matches).toBeGreaterThan(20);
}, 7_200_000);
