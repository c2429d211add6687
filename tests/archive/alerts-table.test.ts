import { beforeAll, describe, expect, test } from "@jest/globals";
import { type AlertsTable, alertsTable } from "../../lambda/archive/alerts-table.ts";
import { anAlert } from "../builders/alert.ts";
import { testTables } from "../builders/dynamodb.ts";

let alerts: AlertsTable;

beforeAll(async () => {
  const tables = await testTables();
  alerts = alertsTable(tables.client, tables.alerts);
});

const at = "2026-03-02T09:01:00.000Z";
const lease = "2026-03-02T09:06:00.000Z";
const later = "2026-03-02T09:06:00.001Z";

async function added(readoutId: string) {
  const alert = anAlert({ readoutId });
  await alerts.add(alert);
  return alert;
}

describe("an alert", () => {
  test("is one for a subscriber and a revision, however often it is added", async () => {
    const alert = anAlert({ readoutId: "once" });
    expect(await alerts.add(alert)).toBe(true);
    expect(await alerts.add({ ...alert, subscriptionIds: ["another"] })).toBe(false);
    expect(await alerts.get(alert)).toEqual(alert);
  });

  test("is claimed by one delivery at a time", async () => {
    const alert = await added("claimed");
    const claims = await Promise.all([1, 2, 3].map(() => alerts.claim(alert, at, lease)));
    const won = claims.filter((claim) => claim !== null);
    expect(won).toEqual([{ ...alert, state: "sending", attempt: 1, leaseUntil: lease }]);
  });

  test("whose delivery crashed is claimed again when its lease is over, not before", async () => {
    const alert = await added("crashed");
    await alerts.claim(alert, at, lease);
    expect(await alerts.claim(alert, "2026-03-02T09:05:59.999Z", later)).toBeNull();
    expect(await alerts.claim(alert, later, later)).toMatchObject({ attempt: 2 });
  });

  test("given back waits again; a claim that was overtaken gives nothing back", async () => {
    const alert = await added("released");
    const first = await alerts.claim(alert, at, lease);
    const second = await alerts.claim(alert, later, later);
    if (first === null || second === null) throw new Error("both claims hold");
    await alerts.release(first);
    expect(await alerts.get(alert)).toEqual(second);
    await alerts.release(second);
    expect(await alerts.get(alert)).toMatchObject({ state: "pending", leaseUntil: null });
  });

  test("is sent once: what is told of it later changes nothing", async () => {
    const alert = await added("sent");
    await alerts.claim(alert, at, lease);
    await alerts.markSent(alert, "ses-1", at);
    await alerts.markSent(alert, "ses-2", later);
    expect(await alerts.get(alert)).toMatchObject({
      state: "sent",
      sesMessageId: "ses-1",
      sentAt: at,
      leaseUntil: null,
    });
    expect(await alerts.claim(alert, later, later)).toBeNull();
  });

  test("that is unknown is not made up by an event", async () => {
    const key = { subscriberId: "nobody", alertId: "nothing#1" };
    await alerts.markSent(key, "ses-1", at);
    expect(await alerts.get(key)).toBeNull();
  });

  test("is dropped or failed by its claim alone, with the reason", async () => {
    const alert = await added("closed");
    const claim = await alerts.claim(alert, at, lease);
    if (claim === null) throw new Error("the claim holds");
    await alerts.close({ ...claim, attempt: 9 }, "dropped", "not this one");
    await alerts.close(claim, "dropped", "its subscriptions have ended");
    expect(await alerts.get(alert)).toMatchObject({
      state: "dropped",
      reason: "its subscriptions have ended",
      leaseUntil: null,
    });
  });
});

test("one that is claimed is found with those that wait, as being sent", async () => {
  const alert = await added("being-sent");
  await alerts.claim(alert, at, lease);
  const found = await alerts.several(await alerts.waiting("pending", later));
  expect(found.find(({ readoutId }) => readoutId === "being-sent")).toMatchObject({
    state: "sending",
    leaseUntil: lease,
  });
});

test("one that is wanted at once is found with those that wait when it was noted as late, until it is sent", async () => {
  const alert = anAlert({ readoutId: "late" });
  const isFound = async (): Promise<boolean> =>
    (await alerts.waiting("pending", later)).some(({ alertId }) => alertId === alert.alertId);
  await alerts.add(alert, null);
  expect(await isFound()).toBe(false);
  await alerts.noteLate(alert);
  expect(await isFound()).toBe(true);
  await alerts.markSent(alert, "ses-1", at);
  await alerts.noteLate(alert);
  expect(await isFound()).toBe(false);
});

test("one that was put off and is claimed can be given back", async () => {
  const alert = await added("put-off");
  await alerts.defer(alert, lease, at);
  expect(await alerts.get(alert)).toMatchObject({ state: "waiting" });
  const claim = await alerts.claim(alert, at, lease);
  if (claim === null) throw new Error("the claim holds");
  expect(await alerts.claim(alert, at, lease)).toBeNull();
  await alerts.release(claim);
  await alerts.release(claim);
  expect(await alerts.get(alert)).toMatchObject({ state: "pending", leaseUntil: null });
});

test("more are read together than one call takes, and what is not there is left out", async () => {
  const some = Array.from({ length: 120 }, (_, n) => anAlert({ readoutId: `many-${n}` }));
  await Promise.all(some.map(async (alert) => await alerts.add(alert)));
  const missing = { subscriberId: "nobody", alertId: "nothing#1" };
  const found = await alerts.several([...some, missing]);
  expect(found.map(({ alertId }) => alertId).toSorted()).toEqual(
    some.map(({ alertId }) => alertId).toSorted(),
  );
});

test("those that wait are found until they are sent or closed", async () => {
  const [waits, isSent, isClosed] = [
    await added("waits"),
    await added("is-sent"),
    await added("is-closed"),
  ];
  const waiting = async (): Promise<readonly string[]> =>
    (await alerts.several(await alerts.waiting("pending", later))).map(
      ({ readoutId }) => readoutId,
    );
  expect(await waiting()).toEqual(expect.arrayContaining(["waits", "is-sent", "is-closed"]));
  await alerts.markSent(isSent, "ses-1", at);
  const claim = await alerts.claim(isClosed, at, lease);
  expect(await waiting()).toContain("is-closed");
  if (claim !== null) await alerts.close(claim, "failed", "refused");
  const left = await waiting();
  expect(left).toContain(waits.readoutId);
  expect(left).not.toContain("is-sent");
  expect(left).not.toContain("is-closed");
  expect(await alerts.waiting("pending", waits.createdAt)).toEqual([]);
});

describe("write units of a mail", () => {
  let written = 0;
  let counted: AlertsTable;
  beforeAll(async () => {
    const tables = await testTables();
    tables.client.middlewareStack.add(
      (next) => async (call) => {
        const input = { ...call.input, ReturnConsumedCapacity: "TOTAL" };
        const answer = await next({ ...call, input });
        const { ConsumedCapacity: its } = answer.output as {
          ConsumedCapacity?: { CapacityUnits?: number };
        };
        if ("ConditionExpression" in input) written += its?.CapacityUnits ?? 0;
        return answer;
      },
      { step: "initialize" },
    );
    counted = alertsTable(tables.client, tables.alerts);
  });

  test.each([
    ["two to add it, one to claim it, one to mark it as sent", null, [2, 1, 1]],
    ["one more to add and to send it where it is in the index of those that wait", at, [3, 1, 2]],
  ])("are %s", async (_, dueAt, expected) => {
    const alert = anAlert({ readoutId: `counted-${dueAt}` });
    const units: number[] = [];
    const take = async (act: Promise<unknown>): Promise<void> => {
      await act;
      units.push(written);
      written = 0;
    };
    await take(counted.add(alert, dueAt));
    await take(counted.claim(alert, at, lease));
    await take(counted.markSent(alert, "ses-1", at));
    expect(units).toEqual(expected);
  });
});

test("all alerts about a readout are found, whoever got them", async () => {
  for (const subscriberId of ["a", "b"]) {
    await alerts.add(anAlert({ subscriberId, readoutId: "about" }));
  }
  await alerts.add(anAlert({ readoutId: "about", revision: 2 }));
  const found = await alerts.byReadout("about");
  expect(
    found.map(({ subscriberId, revision }) => `${subscriberId} ${revision}`).toSorted(),
  ).toEqual(["a 1", "a-subscriber 2", "b 1"]);
});
