import { beforeEach, describe, expect, test } from "@jest/globals";
import PostalMime from "postal-mime";
import { deliverAlert } from "../../../lambda/alerts/delivery/deliver-alert.ts";
import { findQuietMonths } from "../../../lambda/alerts/delivery/find-quiet-months.ts";
import { gatherDigests } from "../../../lambda/alerts/delivery/gather-digests.ts";
import { matchRevision } from "../../../lambda/alerts/matching/match-revision.ts";
import type { Message } from "../../../lambda/outside/mailer.ts";
import { composeMime } from "../../../lambda/outside/mime.ts";
import type { Preferences } from "../../../lambda/subscriptions/preferences.ts";
import { type Active, ended, paused } from "../../../lambda/subscriptions/subscription.ts";
import { paragraphs } from "../../builders/readout.ts";
import { anActive } from "../../builders/subscription.ts";
import { emptiedTables } from "../../builders/dynamodb.ts";
import { aDesk, type Desk } from "../desk.ts";

const daily: Preferences["frequency"] = { kind: "daily", hour: 8 };

let desk: Desk;
beforeEach(async () => {
  desk = await aDesk(await emptiedTables());
  await look("2026-03-02T12:00:00.000Z");
});

async function wants(its: Partial<Active> = {}): Promise<Active> {
  const one: Active = {
    ...anActive({ query: "ferry", at: "2026-01-10T00:00:00.000Z" }),
    frequency: daily,
    timeZone: "Europe/Berlin",
    name: "the ferry alert",
    ...its,
  };
  await desk.deps.subscriptions.save(one, null);
  return one;
}

/** A run of the schedule. */
async function look(at: string): Promise<number> {
  desk.now = at;
  return await findQuietMonths(desk.deps);
}

async function deliver(): Promise<readonly Message[]> {
  const before = desk.mails.length;
  await gatherDigests(desk.deps);
  for (const request of [...desk.digestRequests.splice(0), ...desk.requests.splice(0)]) {
    await deliverAlert(request, desk.deps);
  }
  return desk.mails.slice(before);
}

/** By the clock of Berlin a first of the month, before and after eight. */
const early = "2026-04-01T05:30:00.000Z";
const due = "2026-04-01T06:30:00.000Z";

describe("after a calendar month without a mail", () => {
  test("one line comes at the reader's own hour of the first, once", async () => {
    await wants();
    expect(await look(early)).toBe(0);
    expect(await look(due)).toBe(1);
    const mails = await deliver();
    expect(mails.map(({ subject }) => subject)).toEqual([
      "All is well: nothing new for your alerts in March 2026",
    ]);
    expect(mails[0]?.text).toContain("the ferry alert: Every day at 08:00");
    expect(mails[0]?.text).toContain("found nothing yet");
    expect(await look("2026-04-01T07:30:00.000Z")).toBe(0);
    expect(await look("2026-04-02T06:30:00.000Z")).toBe(0);
    expect(await deliver()).toEqual([]);
    expect(await look("2026-05-01T06:30:00.000Z")).toBe(1);
  });

  test("a missed run is made up for days later, once", async () => {
    await wants();
    expect(await look("2026-04-09T15:00:00.000Z")).toBe(1);
    expect(await look("2026-04-09T16:00:00.000Z")).toBe(0);
    expect(await deliver()).toHaveLength(1);
  });

  test("a run that crashed in the middle is repeated, and tells nobody twice", async () => {
    await wants();
    const { quietMonths } = desk.deps;
    desk.now = due;
    const dies = { ...quietMonths, setLookedUntil: () => Promise.reject(new Error("out of time")) };
    await expect(findQuietMonths({ ...desk.deps, quietMonths: dies })).rejects.toThrow("time");
    expect(await deliver()).toHaveLength(1);
    expect(await look("2026-04-01T07:30:00.000Z")).toBe(0);
    expect(await deliver()).toEqual([]);
  });

  test("whose request was lost in a crash is asked for again", async () => {
    await wants();
    await look(due);
    desk.digestRequests.splice(0);
    desk.now = "2026-04-01T07:00:00.000Z";
    expect(await deliver()).toHaveLength(1);
  });

  test("says when the alerts last found something, and how their sources are", async () => {
    const silent = { kind: "without-news", since: "2026-03-20T05:00:00.000Z" } as const;
    const well = { sourceId: "ostrovia-pm", name: "Ostrovia", thisWeek: 2, usualWeek: 3 };
    desk.health = [{ ...well, lastReadAt: due, silent }];
    await wants();
    await publish("2026-02-20T10:00:00.000Z");
    desk.now = "2026-02-21T07:00:00.000Z";
    expect(await deliver()).toHaveLength(1);
    await look(due);
    const [mail] = await deliver();
    expect(mail?.subject).toBe("Nothing new for your alerts in March 2026");
    expect(mail?.text).toContain("last found something 20 February 2026, 11:00 CET");
    expect(mail?.text).toContain("Ostrovia: nothing new since 20 March 2026, 06:00 CET");
  });

  test("is read by another library as we mean it, with all that mail programs need", async () => {
    await wants();
    await look(due);
    const [mail] = await deliver();
    if (mail === undefined) throw new Error("there is one");
    const email = await PostalMime.parse(
      await composeMime(mail, "Readouts <alerts@norrhaven.example>", desk.now),
    );
    const header = (name: string) => email.headers.find(({ key }) => key === name)?.value;
    expect(header("list-unsubscribe")).toMatch(/^<https:\/\/.*\/unsubscribe\?token=.*>$/);
    expect(header("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
    expect(header("list-id")).toBe("Readouts alerts <alerts.readouts.norrhaven.example>");
    expect(header("auto-submitted")).toBe("auto-generated");
    expect(header("feedback-id")).toBe("monthly:readouts.norrhaven.example:readouts");
    expect(email.html).toContain("/manage?token=");
  });
});

describe("nothing comes to", () => {
  test("who was mailed in that month", async () => {
    await wants();
    await publish("2026-03-10T10:00:00.000Z");
    desk.now = "2026-03-11T07:00:00.000Z";
    expect(await deliver()).toHaveLength(1);
    expect(await look(due)).toBe(0);
  });

  test("who is told at once, unless they asked for it", async () => {
    const one = await wants({ frequency: { kind: "immediate" } });
    expect(await look("2026-04-01T12:00:00.000Z")).toBe(0);
    await desk.deps.subscriptions.save({ ...one, allIsWell: true, version: 2 }, one);
    expect(await look("2026-05-01T12:00:00.000Z")).toBe(1);
  });

  test("who wants no such line, who paused, who left, and who was not there for the whole month", async () => {
    const now = "2026-03-15T00:00:00.000Z";
    await wants({ ...ofAddress("a@desk.example"), frequency: daily, allIsWell: false });
    await wants({ ...ofAddress("d@desk.example"), frequency: daily, confirmedAt: now });
    for (const [address, change] of [
      ["b@desk.example", (one: Active) => paused(one, now)],
      ["c@desk.example", (one: Active) => ended(one, "unsubscribed", now)],
    ] as const) {
      const one = await wants({ ...ofAddress(address), frequency: daily });
      await desk.deps.subscriptions.save(change(one), one);
    }
    expect(await look("2026-04-01T12:00:00.000Z")).toBe(0);
  });

  test("who turned it off between the finding and the sending", async () => {
    const one = await wants();
    await look(due);
    await desk.deps.subscriptions.save({ ...one, allIsWell: false, version: 2 }, one);
    expect(await deliver()).toEqual([]);
  });
});

function ofAddress(address: string): Active {
  return anActive({ address, query: "ferry", at: "2026-01-10T00:00:00.000Z" });
}

async function publish(at: string): Promise<void> {
  desk.now = at;
  const { readoutId, revision } = await desk.publish({
    title: "Talks",
    blocks: paragraphs("The ferry runs."),
  });
  await matchRevision({ readoutId, revision }, desk.deps);
}
