import { expect, test } from "@jest/globals";
import { DateTime } from "luxon";
import { deliverAlert } from "../../lambda/alerts/delivery/deliver-alert.ts";
import { gatherDigests } from "../../lambda/alerts/delivery/gather-digests.ts";
import { matchRevision } from "../../lambda/alerts/matching/match-revision.ts";
import { recordEvent } from "../../lambda/alerts/feedback/record-event.ts";
import { addMs } from "../../lambda/runtime/instant.ts";
import type { Frequency } from "../../lambda/subscriptions/preferences.ts";
import type { Active } from "../../lambda/subscriptions/subscription.ts";
import { paragraphs } from "../builders/readout.ts";
import { anActive } from "../builders/subscription.ts";
import { aDesk, type Desk } from "./desk.ts";
import { Faults, InjectedError } from "./faults.ts";

/*
 * A year of mails under a virtual clock. As it runs with the others: a dozen subscribers around both changes
 * of the clock. With SIMULATE_YEAR=1: 500 subscribers, every hour of the year (it takes hours).
 */
const isWhole = process.env["SIMULATE_YEAR"] === "1";
const people = isWhole ? 500 : 12;
const spans: readonly (readonly [from: string, to: string])[] = isWhole
  ? [["2026-01-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"]]
  : [
      ["2026-03-27T20:00:00.000Z", "2026-03-30T21:00:00.000Z"],
      ["2026-10-23T20:00:00.000Z", "2026-10-26T21:00:00.000Z"],
    ];

const hourMs = 60 * 60 * 1000;
const zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"];
const words = ["ferry", "grain", "harbour"];

function frequencyOf(n: number): Frequency {
  if (n % 3 === 0) return { kind: "immediate" };
  if (n % 3 === 1) return { kind: "daily", hour: (n * 5) % 24 };
  return { kind: "weekly", weekday: 1 + (n % 7), hour: (n * 7) % 24 };
}

/** Repeatable chance. */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

test("in a year of crashes and bounces everybody is told of each readout once, at their own hour", async () => {
  const desk = await aDesk();
  const chance = chances(7);
  const readers = await Promise.all(
    Array.from({ length: people }, async (_, n): Promise<Active> => {
      const one: Active = {
        ...anActive({
          address: `reader${n}@newsroom.example`,
          query: words[n % 3] ?? "",
          at: "2025-12-01T00:00:00.000Z",
        }),
        frequency: frequencyOf(n),
        timeZone: zones[n % 4] ?? "UTC",
        name: `alert ${n}`,
      };
      await desk.deps.subscriptions.save(one, null);
      return one;
    }),
  );
  const refusing = new Set(readers.filter((_, n) => n % 10 === 7).map(({ address }) => address));
  const seen: { readonly to: string; readonly title: string; readonly at: string }[] = [];
  let crashes = 0;

  /** As queues, streams and schedules do: again until it works; one call in fifty kills the process. */
  async function insist(work: (deps: Desk["deps"]) => Promise<unknown>): Promise<void> {
    for (let tries = 0; tries < 30; tries += 1) {
      const call = 1 + Math.floor(chance() * 50);
      const when = chance() < 0.5 ? "before" : "after";
      const faults = new Faults([{ call, how: "crash", when }]);
      const { deps } = desk;
      try {
        await work({
          ...deps,
          alerts: faults.guard(deps.alerts),
          digests: faults.guard(deps.digests),
          mailer: faults.guard(deps.mailer),
          deliveryQueue: faults.guard(deps.deliveryQueue),
          digestQueue: faults.guard(deps.digestQueue),
        });
        return;
      } catch (error) {
        const isOurs = error instanceof InjectedError || /is claimed until/.test(String(error));
        if (!isOurs) throw error;
        crashes += 1;
        await tellOfEvents();
        desk.pass(6 * 60 * 1000);
      }
    }
    throw new Error("it never worked");
  }

  /** Each mail is noted, and SES's events of it are told: sent, and of some readers that it bounced. */
  async function tellOfEvents(): Promise<void> {
    for (const mail of desk.mails.splice(0)) {
      const titles = new Set(`${mail.subject}\n${mail.text}`.match(/Talks \d+/g) ?? []);
      for (const title of titles) seen.push({ to: mail.to, title, at: desk.now });
      const sent = desk.events.shift() ?? "";
      await recordEvent(sent, desk.deps);
      if (!refusing.has(mail.to)) continue;
      const bounce = { bounceType: "Permanent" };
      desk.pass(1);
      await recordEvent(
        JSON.stringify({ ...(JSON.parse(sent) as object), eventType: "Bounce", bounce }),
        desk.deps,
      );
    }
  }

  const published: { readonly title: string; readonly word: string; readonly at: string }[] = [];
  for (const [from, to] of spans) {
    for (let hour = from; hour < to; hour = addMs(hour, hourMs)) {
      if (desk.now < hour || published.length === 0) desk.now = hour;
      if (Number(hour.slice(11, 13)) % 12 === 9) {
        const id = published.length + 1;
        const word = words[id % 3] ?? "";
        const revision = await desk.publish(
          { title: `Talks ${id}`, blocks: paragraphs(`The ${word} was spoken of.`) },
          { readoutId: `ostrovia-pm-${id}`, observedAt: desk.now },
        );
        published.push({ title: `Talks ${id}`, word, at: desk.now });
        await insist(async (deps) => await matchRevision(revision, deps));
      }
      await insist(gatherDigests);
      while (desk.requests.length + desk.digestRequests.length > 0) {
        const request = desk.requests.shift() ?? desk.digestRequests.shift();
        if (request !== undefined) await insist(async (deps) => await deliverAlert(request, deps));
        await tellOfEvents();
      }
    }
  }

  let delivered = 0;
  let late = 0;
  const end = desk.now;
  for (const reader of readers) {
    const { address, frequency, query, timeZone } = reader;
    const its = seen.filter(({ to }) => to === address);
    expect({ address, twice: its.length - new Set(its.map(({ title }) => title)).size }).toEqual({
      address,
      twice: 0,
    });
    delivered += its.length;
    if (refusing.has(address)) {
      expect(new Set(its.map(({ at }) => at)).size).toBeLessThanOrEqual(1);
      continue;
    }
    const waits =
      frequency.kind === "immediate"
        ? 3 * hourMs
        : (frequency.kind === "daily" ? 27 : 171) * hourMs;
    for (const { title, word, at } of published) {
      if (word !== query) continue;
      const mail = its.find((one) => one.title === title);
      if (addMs(at, waits) < end)
        expect({ address, title, told: mail !== undefined }).toEqual({
          address,
          title,
          told: true,
        });
      if (mail === undefined || frequency.kind === "immediate") continue;
      // The runs between two spans were missed: it came with the first after them.
      if (!isWhole && mail.at > addMs(at, waits)) continue;
      const local = DateTime.fromISO(mail.at, { zone: timeZone });
      const minutes = ((local.hour - frequency.hour + 24) % 24) * 60 + local.minute;
      // Whole hours are looked at here, so that zones of half hours are half an hour late; a crash adds its wait.
      expect({ address, title, isInTime: minutes < 180 }).toEqual({
        address,
        title,
        isInTime: true,
      });
      if (minutes > 35) late += 1;
    }
  }
  console.info(
    `${delivered} matches of ${published.length} readouts to ${people} subscribers, ${crashes} crashes, ${late} late after a crash`,
  );
  expect(crashes).toBeGreaterThan(10);
  expect(delivered).toBeGreaterThan(20);
}, 600_000);
