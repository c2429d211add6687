import { beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { endSubscription } from "../../../lambda/alerts/managing/follow-link.ts";
import { linkTo } from "../../../lambda/alerts/delivery/links.ts";
import { matchRevision } from "../../../lambda/alerts/matching/match-revision.ts";
import type { Alert } from "../../../lambda/archive/alerts-table.ts";
import type { Revision } from "../../../lambda/readouts/revision.ts";
import { subscriberIdOf } from "../../../lambda/subscriptions/address.ts";
import { paragraphs } from "../../builders/readout.ts";
import { anActive } from "../../builders/subscription.ts";
import { aDesk, type Desk, tokenIn } from "../desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await aDesk();
});
beforeEach(() => {
  desk.requests.length = 0;
});

let named = 0;
/** A word that nobody else's subscription or readout in this file has. */
function aWord(): string {
  named += 1;
  return `ferry${named}x`;
}

async function publish(readoutId: string, text: string, its: Partial<Revision> = {}) {
  const content = { title: "Talks", blocks: paragraphs(text) };
  return await desk.publish(content, { readoutId, ...its });
}

const match = async (readoutId: string, revision = 1) =>
  await matchRevision({ readoutId, revision }, desk.deps);

async function alerts(readoutId: string, revision = 1): Promise<readonly Alert[]> {
  const all = await desk.alerts.byReadout(readoutId);
  return all.filter((alert) => alert.revision === revision);
}

describe("a new readout", () => {
  test("is asked to be delivered to those whose query it matches, and to nobody else", async () => {
    const word = aWord();
    await desk.subscribe("anna@newsroom.example", word);
    await desk.subscribe("bert@newsroom.example", `${word} AND reservoir`);
    await publish("new-1", `The ${word} runs again.`);
    expect(await match("new-1")).toEqual({ matched: 1, alerts: 1 });
    const subscriberId = subscriberIdOf("anna@newsroom.example");
    expect(desk.requests).toEqual([{ subscriberId, alertId: "new-1#1" }]);
    expect(await alerts("new-1")).toMatchObject([
      { subscriberId, change: "new", state: "pending", inReplyTo: null, createdAt: desk.now },
    ]);
  });

  test("matched by three subscriptions of one subscriber is one alert with three reasons", async () => {
    const word = aWord();
    for (const query of [word, `${word} OR grain`, `talks ${word}`]) {
      await desk.subscribe("carl@newsroom.example", query);
    }
    await publish("new-2", `The ${word} runs again.`);
    expect(await match("new-2")).toEqual({ matched: 3, alerts: 1 });
    const [alert] = await alerts("new-2");
    expect(alert?.subscriptionIds).toHaveLength(3);
    expect(desk.requests).toHaveLength(1);
  });

  test("is told to all who wrote the same query in different ways", async () => {
    const word = aWord();
    await desk.subscribe("anna@newsroom.example", `${word} OR grain`);
    await desk.subscribe("bert@newsroom.example", `grain   OR ${word}`);
    await publish("new-3", `The ${word} runs again.`);
    expect(await match("new-3")).toEqual({ matched: 2, alerts: 2 });
  });

  test("wanted by more than can be written in one run is told to each once, each run beginning where the last one ended", async () => {
    const word = aWord();
    const readers = Array.from({ length: 120 }, (_, n) => `reader${n}@desk.example`);
    for (const address of readers) await desk.subscribe(address, word);
    await publish("new-many", `The ${word} runs again.`);
    const writes: number[] = [];
    const run = async (most: number): Promise<unknown> => {
      let written = 0;
      const { alerts: table } = desk.deps;
      const add: typeof table.add = async (alert, dueAt) => {
        written += 1;
        if (written > most) throw new Error("out of time");
        return await table.add(alert, dueAt);
      };
      const cut = { ...desk.deps, alerts: { ...table, add } };
      const ended = await matchRevision({ readoutId: "new-many", revision: 1 }, cut).catch(
        (error: unknown) => error,
      );
      writes.push(Math.min(written, most));
      return ended;
    };
    expect(await run(50)).toBeInstanceOf(Error);
    expect(await run(50)).toBeInstanceOf(Error);
    expect(await run(50)).toEqual({ matched: 20, alerts: 20 });
    expect(writes).toEqual([50, 50, 20]);
    const asked = new Set(desk.requests.map(({ subscriberId }) => subscriberId));
    expect(asked).toEqual(new Set(readers.map(subscriberIdOf)));
    expect(await alerts("new-many")).toHaveLength(120);
  });

  test("matched again finds its alerts, and asks again for those that still wait", async () => {
    const word = aWord();
    await desk.subscribe("anna@newsroom.example", word);
    await desk.subscribe("bert@newsroom.example", word);
    await publish("new-4", `The ${word} runs again.`);
    await match("new-4");
    await desk.alerts.markSent(
      { subscriberId: subscriberIdOf("anna@newsroom.example"), alertId: "new-4#1" },
      "ses-1",
      desk.now,
    );
    desk.requests.length = 0;
    expect(await match("new-4")).toEqual({ matched: 0, alerts: 0 });
    expect(desk.requests).toEqual([
      { subscriberId: subscriberIdOf("bert@newsroom.example"), alertId: "new-4#1" },
    ]);
  });

  test.each(["first-poll", "backfill", "old", "reader"] as const)(
    "that is quiet (%s) alerts nobody",
    async (quiet) => {
      const word = aWord();
      await desk.subscribe("anna@newsroom.example", word);
      await publish(`quiet-${quiet}`, `The ${word} runs again.`, { quiet });
      expect(await match(`quiet-${quiet}`)).toEqual({ matched: 0, alerts: 0 });
    },
  );

  test("is not told to one who has not confirmed, or has left", async () => {
    const word = aWord();
    await desk.subscribe("dora@newsroom.example", word);
    const subscriberId = subscriberIdOf("dora@newsroom.example");
    const all = await desk.deps.subscriptions.bySubscriber(subscriberId);
    const mine = all.find(({ query }) => query === word);
    if (mine === undefined) throw new Error("it is stored");
    const secrets = await desk.deps.linkSecrets();
    const link = linkTo("unsubscribe", [mine], {
      baseUrl: desk.deps.baseUrl,
      secrets,
      now: desk.now,
    });
    await endSubscription(tokenIn(link), desk.deps);
    await publish("new-5", `The ${word} runs again.`);
    expect(await match("new-5")).toEqual({ matched: 0, alerts: 0 });
  });

  test("that the archive does not have is nothing to tell", async () => {
    expect(await match("never-seen")).toEqual({ matched: 0, alerts: 0 });
  });

  test("is told to the others where one stored query is no longer understood", async () => {
    const word = aWord();
    const broken = anActive({ address: "eve@newsroom.example", query: `"${word}`, queryKey: word });
    await desk.deps.subscriptions.save(broken, null);
    await desk.subscribe("anna@newsroom.example", word);
    await publish("new-6", `The ${word} runs again.`);
    expect(await match("new-6")).toEqual({ matched: 1, alerts: 1 });
  });
});

test("a readout that many want is asked for in portions, each alert once", async () => {
  const word = aWord();
  const addresses = Array.from({ length: 60 }, (_, n) => `reader${n}@many.example`);
  for (const address of addresses) {
    await desk.deps.subscriptions.save(anActive({ address, query: word, queryKey: word }), null);
  }
  await publish("many", `The ${word} runs.`);
  expect(await match("many")).toEqual({ matched: 60, alerts: 60 });
  const asked = desk.requests.map(({ subscriberId }) => subscriberId);
  expect(new Set(asked)).toEqual(new Set(addresses.map(subscriberIdOf)));
  expect(asked).toHaveLength(60);
});
