import { beforeEach, describe, expect, test } from "@jest/globals";
import { deliverAlert } from "../../../lambda/alerts/delivery/deliver-alert.ts";
import { findUntold } from "../../../lambda/alerts/matching/find-untold.ts";
import { keepLate } from "../../../lambda/alerts/matching/late-alerts.ts";
import { matchRevision } from "../../../lambda/alerts/matching/match-revision.ts";
import { redeliver } from "../../../lambda/alerts/matching/redeliver.ts";
import { readoutsTable } from "../../../lambda/archive/readouts-table.ts";
import { addMs } from "../../../lambda/runtime/instant.ts";
import { subscriberIdOf } from "../../../lambda/subscriptions/address.ts";
import { archived } from "../../builders/archive.ts";
import { aReadout, paragraphs } from "../../builders/readout.ts";
import { anActive } from "../../builders/subscription.ts";
import { emptiedTables, type TestTables } from "../../builders/dynamodb.ts";
import { aDesk, type Desk } from "../desk.ts";

const hourMs = 60 * 60 * 1000;
const reader = "reader@newsroom.example";
const key = { subscriberId: subscriberIdOf(reader), alertId: "ostrovia-pm-1#1" };

let tables: TestTables;
let desk: Desk;
beforeEach(async () => {
  tables = await emptiedTables();
  desk = await aDesk(tables);
  desk.now = "2026-03-02T15:00:00.000Z";
});

async function observed() {
  return await desk.publish(
    { blocks: paragraphs("The ferry runs.") },
    { readoutId: "ostrovia-pm-1", observedAt: desk.now },
  );
}

function window() {
  return { since: addMs(desk.now, -3 * hourMs), until: addMs(desk.now, -hourMs) };
}

/** What is found, in words. */
async function found(): Promise<readonly string[]> {
  const all = await findUntold(window(), desk.deps);
  return all.map(({ alert, what }) => `${what} ${alert.alertId}`);
}

async function wants(its: object = {}): Promise<void> {
  await desk.deps.subscriptions.save({ ...anActive({ query: "ferry" }), ...its }, null);
}

describe("the watch over what came out", () => {
  test("finds nothing where everybody was told", async () => {
    await wants();
    const revision = await observed();
    await matchRevision(revision, desk.deps);
    await deliverAlert(key, desk.deps);
    desk.pass(2 * hourMs);
    expect(await found()).toEqual([]);
  });

  test("finds a revision that was never matched, once it had its hour, and redelivery tells of it, once", async () => {
    await wants();
    await observed();
    desk.pass(hourMs / 2);
    expect(await found()).toEqual([]);
    desk.pass(hourMs);
    expect(await found()).toEqual(["missing ostrovia-pm-1#1"]);
    await redeliver(window(), desk.deps);
    expect(desk.requests.splice(0)).toEqual([key]);
    await deliverAlert(key, desk.deps);
    expect(await redeliver(window(), desk.deps)).toEqual([]);
    expect(desk.mails).toHaveLength(1);
  });

  test("finds an alert whose request was lost; redelivery asks again", async () => {
    await wants();
    await matchRevision(await observed(), desk.deps);
    desk.requests.splice(0);
    desk.pass(2 * hourMs);
    expect(await found()).toEqual(["pending ostrovia-pm-1#1"]);
    await redeliver(window(), desk.deps);
    expect(desk.requests).toEqual([key]);
  });

  test("finds an alert that waits though nobody asks for it any more, and keeps it in sight", async () => {
    await wants();
    await matchRevision(await observed(), desk.deps);
    desk.pass(2 * hourMs);
    for (const { subscriberId, subscriptionId } of await desk.deps.subscriptions.bySubscriber(
      key.subscriberId,
    )) {
      await desk.deps.subscriptions.remove(subscriberId, subscriptionId);
    }
    const untold = await findUntold(window(), desk.deps);
    expect(untold.map(({ what }) => what)).toEqual(["pending"]);
    await keepLate(
      untold.map(({ alert }) => alert),
      desk.alerts,
    );
    desk.pass(100 * hourMs);
    expect(await found()).toEqual(["pending ostrovia-pm-1#1"]);
  });

  test("finds an alert about what could be read only hours after it was first seen", async () => {
    await wants();
    const { deps, now } = desk;
    const content = aReadout({ blocks: paragraphs("The ferry runs.") });
    const revision = await archived(
      readoutsTable(tables.client, tables.readouts),
      { readoutId: "ostrovia-pm-1", observedAt: now, content },
      { firstSeenAt: addMs(now, -12 * hourMs) },
    );
    await matchRevision(revision, deps);
    desk.pass(2 * hourMs);
    expect(await found()).toEqual(["pending ostrovia-pm-1#1"]);
  });

  test("finds for as long as it takes what was matched so late that nobody looks at its revision any more", async () => {
    await wants();
    const revision = await observed();
    desk.pass(2 * hourMs);
    await matchRevision(revision, desk.deps);
    desk.pass(100 * hourMs);
    expect(await found()).toEqual(["pending ostrovia-pm-1#1"]);
  });

  test("finds for as long as it takes what tells of an edit, for that of an old readout is not looked at", async () => {
    await wants();
    const revision = await observed();
    await matchRevision(revision, desk.deps);
    await deliverAlert(key, desk.deps);
    const edited = await desk.publish(
      { blocks: paragraphs("The ferry runs.", "It is blue.") },
      { readoutId: "ostrovia-pm-1", revision: 2, change: "edited", observedAt: desk.now },
    );
    await matchRevision(edited, desk.deps);
    desk.pass(100 * hourMs);
    expect(await found()).toEqual(["pending ostrovia-pm-1#2"]);
  });

  test("finds a delivery that crashed and was forgotten, as being sent", async () => {
    await wants();
    await matchRevision(await observed(), desk.deps);
    await desk.alerts.claim(key, desk.now, addMs(desk.now, 1000));
    desk.pass(2 * hourMs);
    expect(await found()).toEqual(["sending ostrovia-pm-1#1"]);
  });

  test("lets a digest wait for its hour, and finds one that is overdue", async () => {
    await wants({ frequency: { kind: "daily", hour: 20 } });
    await matchRevision(await observed(), desk.deps);
    desk.pass(3 * hourMs);
    expect(await found()).toEqual([]);
    desk.pass(4 * hourMs);
    expect(await found()).toEqual(["gathering ostrovia-pm-1#1"]);
  });

  test("expects nothing for who came later", async () => {
    await observed();
    await desk.deps.subscriptions.save(
      anActive({ query: "ferry", at: addMs(desk.now, 1000) }),
      null,
    );
    desk.pass(2 * hourMs);
    expect(await found()).toEqual([]);
  });
});
