import { beforeEach, describe, expect, test } from "@jest/globals";
import { type GatherDeps, gatherDigests } from "../../../lambda/alerts/delivery/gather-digests.ts";
import { matchRevision } from "../../../lambda/alerts/matching/match-revision.ts";
import type { DigestsTable } from "../../../lambda/archive/digests-table.ts";
import { addMs } from "../../../lambda/runtime/instant.ts";
import { emptiedTables } from "../../builders/dynamodb.ts";
import { paragraphs } from "../../builders/readout.ts";
import { anActive } from "../../builders/subscription.ts";
import { aDesk, type Desk } from "../desk.ts";

const minuteMs = 60 * 1000;
const due = "2026-03-03T07:00:00.000Z";
const count = 120;

let desk: Desk;
let subscribers: readonly string[];
beforeEach(async () => {
  desk = await aDesk(await emptiedTables());
  desk.now = "2026-03-02T12:00:00.000Z";
  const all = Array.from({ length: count }, (_, n) =>
    anActive({ query: "ferry", address: `reader${n}@norrhaven.example` }),
  );
  subscribers = all.map(({ subscriberId }) => subscriberId).toSorted();
  const preferences = { frequency: { kind: "daily", hour: 8 }, timeZone: "Europe/Berlin" } as const;
  for (const one of all) await desk.deps.subscriptions.save({ ...one, ...preferences }, null);
  const { readoutId, revision } = await desk.publish(
    { title: "Talks", blocks: paragraphs("The ferry runs.") },
    { readoutId: "ostrovia-pm-1" },
  );
  await matchRevision({ readoutId, revision }, desk.deps);
  desk.now = due;
});

function asked(): readonly string[] {
  return desk.digestRequests
    .splice(0)
    .map(({ subscriberId }) => subscriberId)
    .toSorted();
}

function making(make: (digests: DigestsTable["make"]) => DigestsTable["make"]): GatherDeps {
  const { digests } = desk.deps as { readonly digests: DigestsTable };
  return {
    ...desk.deps,
    digests: { ...digests, make: make(async (...given) => await digests.make(...given)) },
  };
}

describe("digests of very many", () => {
  test("are made by as many runs as it takes, and each once", async () => {
    const slow = making((make) => async (...given) => {
      desk.now = addMs(desk.now, 10_000);
      return await make(...given);
    });
    const first = await gatherDigests(slow);
    expect(first.digests).toBeGreaterThan(0);
    expect(first.left).toBeGreaterThan(0);
    expect(first.digests + first.left).toBe(count);
    const second = await gatherDigests({ ...desk.deps });
    expect(second).toMatchObject({ digests: first.left, left: 0 });
    expect(asked()).toEqual(subscribers);
  });

  test("are made though one of them cannot be, which the next run makes", async () => {
    const [unlucky = "", ...others] = subscribers;
    const deps = making((make) => async (...given) => {
      if (given[0].subscriberId === unlucky) throw new Error("too many requests");
      return await make(...given);
    });
    await expect(gatherDigests(deps)).rejects.toThrow("1 digests could not be made or asked for");
    expect(asked()).toEqual(others);
    desk.now = addMs(due, 5 * minuteMs);
    await gatherDigests(desk.deps);
    expect(asked()).toEqual([unlucky]);
  });

  test("are not made while their queue takes nothing, but for the first, which are asked for again", async () => {
    const shut = { send: () => Promise.reject(new Error("not now")) };
    await expect(gatherDigests({ ...desk.deps, digestQueue: shut })).rejects.toThrow("not now");
    expect(asked()).toEqual([]);
    desk.now = addMs(due, 5 * minuteMs);
    const { digests } = await gatherDigests(desk.deps);
    expect(digests).toBeGreaterThanOrEqual(count - 50);
    expect(asked()).toHaveLength(digests);
    desk.now = addMs(due, 16 * minuteMs);
    expect(await gatherDigests(desk.deps)).toMatchObject({
      digests: 0,
      askedAgain: count - digests,
    });
  });

  test("that are due are found page by page, each subscriber's together", async () => {
    const { readoutId, revision } = await desk.publish(
      { title: "More talks", blocks: paragraphs("The ferry stops.") },
      { readoutId: "ostrovia-pm-2" },
    );
    await matchRevision({ readoutId, revision }, desk.deps);
    desk.now = "2026-03-04T07:00:00.000Z";
    const found = await desk.deps.digests.due(desk.now);
    expect([...found.keys()].toSorted()).toEqual(subscribers);
    expect([...found.values()].every(({ length }) => length === 2)).toBe(true);
    expect(await gatherDigests(desk.deps)).toMatchObject({ digests: count, alerts: 2 * count });
  });

  test("are all asked for again where very many stand in line, whoever is the last in it", async () => {
    const line = Array.from({ length: 3000 }, (_, n) => ({
      subscriberId: `reader${n}`,
      alertId: `digest#${due}`,
    }));
    const digests = { ...desk.deps.digests, unsent: () => Promise.resolve(line) };
    const counts = new Map<string, number>();
    const byRun: number[] = [];
    for (let run = 0; run < 24; run += 1) {
      desk.now = addMs("2026-03-02T12:00:00.000Z", run * 5 * minuteMs);
      await gatherDigests({ ...desk.deps, digests });
      const its = asked();
      byRun.push(its.length);
      for (const id of its) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    expect(counts.size).toBe(line.length);
    expect([...counts.values()].every((times) => times === 1)).toBe(true);
    expect(Math.max(...byRun)).toBeLessThan(300);
  });

  test("that were put off are asked for in one run, as long as it has time", async () => {
    let left = 10_000;
    const deferred: string[] = [];
    const alerts = {
      ...desk.deps.alerts,
      waiting: (_state: string, _before: string, most = 0) => {
        const some = Array.from({ length: Math.min(most, left) }, (_, n) => ({
          subscriberId: `reader${left - n}`,
          alertId: "digest#2026-03-01T07:00:00.000Z",
          createdAt: "2026-03-01T07:00:00.000Z",
        }));
        left -= some.length;
        return Promise.resolve(some);
      },
      defer: ({ subscriberId }: { readonly subscriberId: string }) => {
        deferred.push(subscriberId);
        return Promise.resolve();
      },
    };
    desk.now = "2026-03-02T13:00:00.000Z";
    const { askedAgain } = await gatherDigests({ ...desk.deps, alerts });
    expect(askedAgain).toBe(10_000);
    expect(new Set(asked()).size).toBe(10_000);
    expect(new Set(deferred).size).toBe(10_000);
    left = 10_000;
    const slow = {
      ...alerts,
      waiting: async (...given: Parameters<typeof alerts.waiting>) => {
        desk.now = addMs(desk.now, 3 * minuteMs);
        return await alerts.waiting(...given);
      },
    };
    expect(await gatherDigests({ ...desk.deps, alerts: slow })).toMatchObject({
      askedAgain: 8000,
    });
  });
});
