import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { alertsTable } from "../../lambda/archive/alerts-table.ts";
import { readoutsTable } from "../../lambda/archive/readouts-table.ts";
import { sendingTable } from "../../lambda/archive/sending-table.ts";
import { subscriptionsTable } from "../../lambda/archive/subscriptions-table.ts";
import { type HandlerWorld, startHandlerWorld } from "../builders/handler-world.ts";
import { aHead, aReadout, aRevision } from "../builders/readout.ts";
import { anActive } from "../builders/subscription.ts";

/*
 * Delivery and requests against an SES that has a quota: their own entry points, with real queues. The
 * order and pace of turns have tests of their own (tests/alerts/sending).
 */

let world: HandlerWorld;
beforeAll(async () => {
  jest.spyOn(console, "log").mockImplementation(() => {});
  jest.spyOn(console, "warn").mockImplementation(() => {});
  world = await startHandlerWorld("2026-03-02T09:00:00.000Z");
  world.ses.quota = [20, 1000, 0];
});
afterAll(async () => {
  jest.restoreAllMocks();
  await world.stop();
});
beforeEach(() => {
  world.ses.refusal = null;
});

let named = 0;

/** A new readout that so many subscribers wait for; its alerts wait for delivery. */
async function publishFor(readers: number): Promise<string> {
  const { tables } = world;
  named += 1;
  const [word, readoutId] = [`ferry${named}x`, `ostrovia-pm-${900 + named}`];
  const subscriptions = subscriptionsTable(tables.client, tables.subscriptions);
  for (let n = 0; n < readers; n += 1) {
    const address = `reader${named}-${n}@newsroom.example`;
    await subscriptions.save(anActive({ address, query: word }), null);
  }
  const revision = aRevision({ readoutId, content: aReadout({ title: `The ${word}` }) });
  const readouts = readoutsTable(tables.client, tables.readouts);
  expect(await readouts.append(revision, aHead({ readoutId }), null)).toBe("stored");
  const { handler: match } = await import("../../lambda/handlers/match.ts");
  const Keys = { readoutId: { S: readoutId }, revision: { N: "1" } };
  const record = { eventID: "1", eventName: "INSERT" as const };
  await match({ Records: [{ ...record, dynamodb: { SequenceNumber: "1", Keys } }] });
  return readoutId;
}

const statesOf = async (readoutId: string): Promise<readonly string[]> => {
  const alerts = alertsTable(world.tables.client, world.tables.alerts);
  return (await alerts.byReadout(readoutId)).map(({ state }) => state);
};

async function deliver(): Promise<readonly string[]> {
  const { handler } = await import("../../lambda/handlers/deliver.ts");
  return await world.workOff("delivery", handler);
}

async function request(): Promise<readonly string[]> {
  const { handler } = await import("../../lambda/handlers/request.ts");
  return await world.workOff("request", handler);
}

async function sending() {
  const { client, counters } = world.tables;
  return await sendingTable(client, counters).get();
}

describe("mails go out", () => {
  test("all of a batch, and are taken from the account's quota", async () => {
    const readoutId = await publishFor(10);
    expect(await deliver()).toEqual([]);
    expect(await statesOf(readoutId)).toEqual(Array.from({ length: 10 }, () => "sent"));
    const { perSecond, remaining = 1000 } = (await sending()) ?? {};
    expect(perSecond).toBe(20);
    expect(remaining).toBeLessThanOrEqual(990);
  });
});

describe("where SES says that we are too fast", () => {
  test("an alert waits in its queue as a new message, and nothing has failed", async () => {
    const readoutId = await publishFor(3);
    const sent = world.mails.length;
    world.ses.refusal = ["Throttling", "Maximum sending rate exceeded."];
    expect(await deliver()).toEqual([]);
    expect(world.mails).toHaveLength(sent);
    expect(await statesOf(readoutId)).toEqual(["pending", "pending", "pending"]);
    expect(await world.counts("delivery")).toEqual([0, 0, 3]);
    const { intervalMs = 0 } = (await sending()) ?? {};
    expect(intervalMs).toBeGreaterThan(60);
  });

  test("so does a request of the site", async () => {
    const address = "reader1-0@newsroom.example";
    await world.put("request", { kind: "manage-link", address });
    world.ses.refusal = ["Throttling", "Maximum sending rate exceeded."];
    expect(await request()).toEqual([]);
    expect(await world.counts("request")).toEqual([0, 0, 1]);
  });
});

describe("where the mails of 24 hours are used up", () => {
  test("an alert waits in the table, and a request in its queue", async () => {
    const readoutId = await publishFor(2);
    const sent = world.mails.length;
    world.ses.refusal = ["Throttling", "Daily message quota exceeded."];
    expect(await deliver()).toEqual([]);
    expect(await statesOf(readoutId)).toEqual(["waiting", "waiting"]);
    const next = await publishFor(1);
    world.ses.refusal = null;
    // SES is not asked in vain: nothing is left.
    expect(await deliver()).toEqual([]);
    expect(await statesOf(next)).toEqual(["waiting"]);
    expect(world.mails).toHaveLength(sent);
    const [, , before] = await world.counts("request");
    await world.put("request", { kind: "manage-link", address: "reader1-1@newsroom.example" });
    expect(await request()).toEqual([]);
    expect(await world.counts("request")).toEqual([0, 0, before + 1]);
    expect(world.mails).toHaveLength(sent);
  });
});
