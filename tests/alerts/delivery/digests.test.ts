import { beforeEach, describe, expect, test } from "@jest/globals";
import PostalMime from "postal-mime";
import { deliverAlert } from "../../../lambda/alerts/delivery/deliver-alert.ts";
import { endSubscription } from "../../../lambda/alerts/managing/follow-link.ts";
import { gatherDigests } from "../../../lambda/alerts/delivery/gather-digests.ts";
import { matchRevision } from "../../../lambda/alerts/matching/match-revision.ts";
import { composeMime } from "../../../lambda/outside/mime.ts";
import type { Message } from "../../../lambda/outside/mailer.ts";
import type { Revision } from "../../../lambda/readouts/revision.ts";
import type { Preferences } from "../../../lambda/subscriptions/preferences.ts";
import { type Active, ended } from "../../../lambda/subscriptions/subscription.ts";
import { paragraphs } from "../../builders/readout.ts";
import { anActive } from "../../builders/subscription.ts";
import { emptiedTables } from "../../builders/dynamodb.ts";
import { aDesk, type Desk, tokenIn } from "../desk.ts";

const hourMs = 60 * 60 * 1000;
const daily = (hour: number) => ({ kind: "daily", hour }) as const;

/** A source that is well. */
function aHealth(sourceId: string) {
  const lastReadAt = "2026-03-03T06:50:00.000Z";
  const name = `Office ${sourceId}`;
  return { sourceId, name, lastReadAt, thisWeek: 3, usualWeek: 2.5, silent: null };
}

let desk: Desk;
beforeEach(async () => {
  desk = await aDesk(await emptiedTables());
  desk.now = "2026-03-02T12:00:00.000Z";
});

async function wants(query: string, preferences: Partial<Preferences> = {}): Promise<Active> {
  const usual = { frequency: daily(8), timeZone: "Europe/Berlin", name: `the ${query} alert` };
  const one = { ...anActive({ query }), ...usual, ...preferences };
  await desk.deps.subscriptions.save(one, null);
  return one;
}

async function tell(id: string, text: string, its: Partial<Revision> = {}): Promise<void> {
  const { readoutId, revision } = await desk.publish(
    { title: `Talks ${id}`, blocks: paragraphs(text) },
    { readoutId: `ostrovia-pm-${id}`, ...its },
  );
  await matchRevision({ readoutId, revision }, desk.deps);
  desk.pass(1000);
}

/** A run of the schedule, and of what it asks for. */
async function tick(at: string): Promise<readonly Message[]> {
  desk.now = at;
  const before = desk.mails.length;
  await gatherDigests(desk.deps);
  for (const request of [...desk.digestRequests.splice(0), ...desk.requests.splice(0)]) {
    await deliverAlert(request, desk.deps);
  }
  return desk.mails.slice(before);
}

const early = "2026-03-03T06:55:00.000Z";
const due = "2026-03-03T07:00:00.000Z";

describe("a digest", () => {
  test("comes at the hour of its reader, with all that was found since, and once", async () => {
    await wants("ferry");
    await tell("1", "The ferry runs.");
    await tell("2", "The ferry stops.");
    expect(desk.requests).toEqual([]);
    expect(await tick(early)).toEqual([]);
    const [mail, ...others] = await tick(due);
    expect(others).toEqual([]);
    expect(mail?.subject).toBe("Daily digest, 3 March: 2 readouts");
    expect(mail?.text.indexOf("Talks 2")).toBeLessThan(mail?.text.indexOf("Talks 1") ?? 0);
    expect(await tick(due)).toEqual([]);
    expect(await tick("2026-03-04T07:00:00.000Z")).toEqual([]);
    const states = (await desk.alerts.byReadout("ostrovia-pm-1")).map(({ state }) => state);
    expect(states).toEqual(["sent"]);
  });

  test("names each readout once, under its first alert, with every reason", async () => {
    await wants("ferry");
    await wants("grain");
    await tell("1", "The ferry carries grain.");
    await tell("2", "The grain is dry.");
    const [mail] = await tick(due);
    expect(mail?.text.match(/\* Talks 1/g)).toHaveLength(1);
    expect(mail?.text).toContain("- the ferry alert: found ");
    expect(mail?.text).toContain("- the grain alert: found ");
    expect(mail?.text).toContain("== the grain alert (1 readout)");
  });

  test("tells of what a read of a moment ago does not show yet, too", async () => {
    await wants("ferry");
    await tell("1", "The ferry runs.");
    await tell("2", "The ferry stops.");
    desk.now = due;
    await gatherDigests(desk.deps);
    const several: Desk["alerts"]["several"] = async (keys) =>
      (await desk.alerts.several(keys)).slice(0, 1);
    const alerts = { ...desk.deps.alerts, several };
    for (const request of desk.digestRequests)
      await deliverAlert(request, { ...desk.deps, alerts });
    expect(desk.mails.map(({ subject }) => subject)).toEqual(["Daily digest, 3 March: 2 readouts"]);
  });

  test("shows thirty, and counts the rest honestly, with a link to them", async () => {
    await wants("ferry");
    for (let n = 1; n <= 33; n += 1) await tell(String(n), "The ferry runs.");
    const [mail] = await tick(due);
    expect(mail?.subject).toContain("33 readouts");
    expect(mail?.text.match(/^\* Talks/gm)).toHaveLength(30);
    expect(mail?.text).toContain("and 3 more");
    expect(mail?.text).toContain("https://readouts.norrhaven.example/search?q=ferry");
    expect(mail?.text).not.toMatch(/\* Talks 1\n/);
    expect(await tick("2026-03-04T07:00:00.000Z")).toEqual([]);
  });

  test("of more than a hundred readouts still tells of each once", async () => {
    await wants("ferry");
    for (let n = 1; n <= 105; n += 1) await tell(String(n), "The ferry runs.");
    const [mail] = await tick(due);
    expect(mail?.subject).toContain("105 readouts");
    expect(await tick("2026-03-04T07:00:00.000Z")).toEqual([]);
  });

  test("whose runs were missed comes late, and once for all of them", async () => {
    await wants("ferry");
    await tell("1", "The ferry runs.");
    desk.now = "2026-03-04T12:00:00.000Z";
    await tell("2", "The ferry stops.");
    const mails = await tick("2026-03-06T10:00:00.000Z");
    expect(mails.map(({ subject }) => subject)).toEqual(["Daily digest, 6 March: 2 readouts"]);
  });

  test("tells of a readout that was edited before it once, as news, in its newest words", async () => {
    await wants("ferry");
    await tell("1", "The ferry runs.");
    await tell("1", "The ferry runs daily.", { revision: 2, change: "edited" });
    const [mail] = await tick(due);
    expect(mail?.subject).toContain("1 readout");
    expect(mail?.text).toContain("daily");
    expect(mail?.text).not.toContain("Edited");
  });

  test("tells of a readout that was gone for a while before it as news, too", async () => {
    await wants("ferry");
    await tell("1", "The ferry runs.");
    await tell("1", "The ferry runs.", { revision: 2, change: "removed" });
    await tell("1", "The ferry runs.", { revision: 3, change: "restored" });
    const [mail] = await tick(due);
    expect(mail?.text.match(/^\* .*/gm)).toEqual(["* Talks 1"]);
  });

  test("waits for nobody who is told at once: one of their alerts is, and so they are", async () => {
    await wants("ferry", { frequency: { kind: "immediate" } });
    await wants("grain");
    await tell("1", "The ferry carries grain.");
    expect(desk.requests).toHaveLength(1);
    await tick(desk.now);
    expect(await tick(due)).toEqual([]);
  });

  test("leaves out what was stopped, and is not sent where all of it was", async () => {
    const one = await wants("ferry");
    await wants("grain");
    await tell("1", "The ferry runs.");
    await tell("2", "The grain is dry.");
    await desk.deps.subscriptions.save(ended(one, "unsubscribed", desk.now), one);
    const [mail] = await tick(due);
    expect(mail?.text).not.toContain("Talks 1");
    await endSubscription(tokenIn(mail?.headers["List-Unsubscribe"] ?? ""), desk.deps);
    await wants("herring");
    await tell("3", "The grain is dry.");
    expect(await tick("2026-03-04T07:00:00.000Z")).toEqual([]);
  });

  test("whose mailbox is full is put off, and sent when it may be tried again", async () => {
    const { subscriberId } = await wants("ferry");
    await tell("1", "The ferry runs.");
    const until = "2026-03-03T09:00:00.000Z";
    await desk.suppressions.put({
      addressHash: subscriberId,
      reason: "soft-bounce",
      since: "2026-03-03T05:00:00.000Z",
      until,
      softBounces: 1,
    });
    expect(await tick(due)).toEqual([]);
    expect(await tick("2026-03-03T08:00:00.000Z")).toEqual([]);
    expect(await tick("2026-03-03T09:05:00.000Z")).toHaveLength(1);
    expect(await tick("2026-03-03T12:05:00.000Z")).toEqual([]);
  });

  test("of a suppressed address is dropped, and its alerts say so", async () => {
    const { subscriberId: addressHash } = await wants("ferry");
    await tell("1", "The ferry runs.");
    const its = { reason: "complaint", since: desk.now, until: null, softBounces: 0 } as const;
    await desk.suppressions.put({ addressHash, ...its });
    expect(await tick(due)).toEqual([]);
    const [alert] = await desk.alerts.byReadout("ostrovia-pm-1");
    expect(alert?.state).toBe("dropped");
  });

  test("whose request was lost in a crash is asked for again", async () => {
    await wants("ferry");
    await tell("1", "The ferry runs.");
    desk.now = due;
    await gatherDigests(desk.deps);
    desk.digestRequests.splice(0);
    expect(await tick("2026-03-03T07:10:00.000Z")).toEqual([]);
    expect(await tick("2026-03-03T07:20:00.000Z")).toHaveLength(1);
  });

  test("is read by another library as we mean it, with all that mail programs need", async () => {
    await wants("ferry");
    await tell("1", "The ferry runs.");
    const [mail] = await tick(due);
    if (mail === undefined) throw new Error("there is one");
    const raw = await composeMime(mail, "Readouts <alerts@norrhaven.example>", desk.now);
    const email = await PostalMime.parse(raw);
    const header = (name: string) => email.headers.find(({ key }) => key === name)?.value;
    expect(header("list-unsubscribe")).toMatch(/^<https:\/\/.*\/unsubscribe\?token=.*>$/);
    expect(header("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
    expect(header("list-id")).toBe("Readouts alerts <alerts.readouts.norrhaven.example>");
    expect(header("auto-submitted")).toBe("auto-generated");
    expect(header("feedback-id")).toBe("digest:readouts.norrhaven.example:readouts");
    expect(email.html).toContain("<mark");
    expect(raw.length).toBeLessThan(100 * 1024);
  });

  test("is written in the language that most of its alerts want, all of it", async () => {
    desk.health = [aHealth("ostrovia-pm")];
    await wants("ferry", { mailLanguage: "de" });
    await wants("runs", { mailLanguage: "ru" });
    await wants("boat OR ferry", { mailLanguage: "ru" });
    await tell("1", "The ferry runs.");
    const [mail] = await tick(due);
    expect(mail?.subject).toBe("Сводка за день, 3 марта: 1 сообщение");
    expect(mail?.text).toContain("the ferry alert: нашло ferry (1 раз)");
    expect(mail?.text).toContain("Office ostrovia-pm: последнее чтение 3 марта 2026");
    expect(mail?.html).toContain('<html lang="ru">');
  });

  test("says at its foot how the sources are that its alerts can hear from, and no others", async () => {
    desk.health = ["ostrovia-pm", "veldmark-en", "calandra-mfa"].map(aHealth);
    await wants("ferry source:ostrovia-pm");
    await wants("grain source:calandra-mfa");
    await tell("1", "The ferry runs.");
    const [mail] = await tick(due);
    expect(mail?.text).toContain(
      "Office ostrovia-pm: last read 3 March 2026, 07:50 CET; 3 readouts in seven days, usually 2.5",
    );
    expect(mail?.text).toContain("Office calandra-mfa");
    expect(mail?.text).not.toContain("veldmark-en");
  });

  test("whose alerts depend on many sources names those that are silent, and sums up the others", async () => {
    const ids = Array.from({ length: 20 }, (_, n) => `source-${n}`);
    desk.health = [
      ...ids.map(aHealth),
      {
        ...aHealth("silent-one"),
        silent: { kind: "unread", since: "2026-03-01T05:00:00.000Z", problem: "no answer" },
      },
    ];
    await wants("ferry");
    await tell("1", "The ferry runs.");
    const [mail] = await tick(due);
    expect(mail?.text).toContain(
      "Office silent-one: not read since 1 March 2026, 06:00 CET: no answer; 3",
    );
    expect(mail?.text).toContain(
      "The other 20: each read since 3 March 2026, 07:50 CET; 60 readouts in seven days, usually 50",
    );
    expect(mail?.text).not.toContain("Office source-3");
    expect(mail?.html).toContain("<b>Office silent-one");
  });

  test("of very long readouts stays below what Gmail clips", async () => {
    await wants("ferry");
    const names = "A rather long name of a hall ".repeat(60);
    for (let n = 1; n <= 30; n += 1) {
      await tell(String(n), `The ferry ${names} runs. ${names}`);
    }
    const [mail] = await tick(due);
    expect(Buffer.byteLength(mail?.html ?? "")).toBeLessThan(100 * 1024);
    desk.pass(hourMs);
  });
});

describe("what happens to a readout", () => {
  test("is told to those who chose such news alone", async () => {
    const frequency = { kind: "immediate" } as const;
    await wants("ferry", { frequency, events: ["removed"] });
    await tell("1", "The ferry runs.");
    await tell("1", "The ferry runs daily.", { revision: 2, change: "edited" });
    expect(desk.requests).toEqual([]);
    await tell("1", "The ferry runs daily.", { revision: 3, change: "removed" });
    expect(desk.requests).toHaveLength(1);
  });

  test("is not told to those who did not choose such news", async () => {
    await wants("ferry", { frequency: { kind: "immediate" }, events: ["new"] });
    await tell("1", "The ferry runs.");
    expect(desk.requests.splice(0)).toHaveLength(1);
    await tell("1", "The ferry runs daily.", { revision: 2, change: "edited" });
    expect(desk.requests).toEqual([]);
  });
});
