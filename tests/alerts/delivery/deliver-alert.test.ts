import { gatherDigests } from "../../../lambda/alerts/delivery/gather-digests.ts";
import { beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { AlertClaimedError, deliverAlert } from "../../../lambda/alerts/delivery/deliver-alert.ts";
import { endSubscription } from "../../../lambda/alerts/managing/follow-link.ts";
import { matchRevision } from "../../../lambda/alerts/matching/match-revision.ts";
import { recordEvent } from "../../../lambda/alerts/feedback/record-event.ts";
import { NotSentError } from "../../../lambda/outside/mailer.ts";
import type { Revision } from "../../../lambda/readouts/revision.ts";
import { subscriberIdOf } from "../../../lambda/subscriptions/address.ts";
import { ended } from "../../../lambda/subscriptions/subscription.ts";
import { paragraphs } from "../../builders/readout.ts";
import { aDesk, type Desk, tokenIn } from "../desk.ts";

const minute = 60 * 1000;

let desk: Desk;
beforeAll(async () => {
  desk = await aDesk();
});
beforeEach(() => {
  desk.mails.length = 0;
  desk.requests.length = 0;
  desk.events.length = 0;
  desk.answer = desk.sends;
});

let named = 0;

/** A new readout that one subscriber waits for, and the alert about it. */
async function waiting(queries: (word: string) => readonly string[] = (word) => [word]) {
  named += 1;
  const [word, readoutId] = [`ferry${named}x`, `ostrovia-pm-${named}`];
  const address = `reader${named}@newsroom.example`;
  for (const query of queries(word)) await desk.subscribe(address, query);
  await publish(readoutId, `The ${word} runs again.`);
  const key = { subscriberId: subscriberIdOf(address), alertId: `${readoutId}#1` };
  return { word, readoutId, address, key };
}

async function publish(readoutId: string, text: string, its: Partial<Revision> = {}) {
  const blocks = paragraphs(text);
  const { revision } = await desk.publish({ title: "Talks", blocks }, { readoutId, ...its });
  await matchRevision({ readoutId, revision }, desk.deps);
}

const deliver = async (key: { subscriberId: string; alertId: string }) =>
  await deliverAlert(key, desk.deps);
const alert = async (key: { subscriberId: string; alertId: string }) => await desk.alerts.get(key);

describe("a delivery", () => {
  test("sends one mail to the subscriber, and records it", async () => {
    const { address, key, word } = await waiting();
    expect(await deliver(key)).toBe("sent");
    expect(desk.mails).toHaveLength(1);
    expect(desk.mails[0]).toMatchObject({
      to: address,
      subject: "Talks (Prime Minister of Ostrovia)",
      text: expect.stringContaining(`The *${word}* runs again.`),
    });
    expect(await alert(key)).toMatchObject({ state: "sent", sesMessageId: "ses-1", attempt: 1 });
  });

  test("asked for twice sends once", async () => {
    const { key } = await waiting();
    await deliver(key);
    expect(await deliver(key)).toBe("already-done");
    expect(desk.mails).toHaveLength(1);
  });

  test("asked for twice at once sends once; the other comes back later", async () => {
    const { key } = await waiting();
    const results = await Promise.allSettled([deliver(key), deliver(key)]);
    expect(desk.mails).toHaveLength(1);
    for (const result of results) {
      if (result.status === "rejected") expect(result.reason).toBeInstanceOf(AlertClaimedError);
    }
  });

  test("of an alert that a read of a moment ago does not show yet sends it", async () => {
    const { key } = await waiting();
    const alerts = { ...desk.deps.alerts, glance: () => Promise.resolve(null) };
    expect(await deliverAlert(key, { ...desk.deps, alerts })).toBe("sent");
    expect(desk.mails).toHaveLength(1);
  });

  test("that believes an alert of a moment ago, which was sent meanwhile, does not send it again", async () => {
    const { key } = await waiting();
    const before = await desk.alerts.get(key);
    await deliver(key);
    const alerts = { ...desk.deps.alerts, glance: () => Promise.resolve(before) };
    const again = deliverAlert(key, { ...desk.deps, alerts });
    await expect(again).rejects.toBeInstanceOf(AlertClaimedError);
    expect(desk.mails).toHaveLength(1);
    expect(await alert(key)).toMatchObject({ state: "sent", attempt: 1 });
  });

  test("of an alert that is not there is nothing to do", async () => {
    expect(await deliver({ subscriberId: "nobody", alertId: "nothing#1" })).toBe("unknown");
  });

  test("lists every reason in one mail, and one click leaves them all", async () => {
    const { key, word } = await waiting((w) => [w, `${w} OR grain`, `talks ${w}`]);
    await deliver(key);
    const [mail] = desk.mails;
    for (const query of [word, `${word} OR grain`, `talks ${word}`]) {
      expect(mail?.text).toContain(`your alert ${query}: found`);
    }
    await endSubscription(tokenIn(mail?.headers["List-Unsubscribe"] ?? ""), desk.deps);
    const all = await desk.deps.subscriptions.bySubscriber(key.subscriberId);
    expect(all.map(({ state }) => state)).toEqual(["ended", "ended", "ended"]);
  });

  test("of an edit shows what changed and answers the first mail", async () => {
    const { key, readoutId, word } = await waiting();
    await deliver(key);
    await publish(readoutId, `The ${word} runs daily.`, { revision: 2, change: "edited" });
    await deliver({ ...key, alertId: `${readoutId}#2` });
    const [first, second] = desk.mails;
    expect(second?.subject).toBe("Edited: Talks (Prime Minister of Ostrovia)");
    expect(second?.text).toContain("[-again-]{+daily+}");
    expect(second?.html).toMatch(/<del [^>]*>again<\/del><ins [^>]*>daily<\/ins>/);
    expect(second?.headers["In-Reply-To"]).toBe(`<${first?.messageId}>`);
    expect(second?.messageId).not.toBe(first?.messageId);
    // SES replaces Message-ID: what both refer to holds the thread together.
    expect(second?.headers["References"]).toContain(first?.headers["References"] ?? "none");
  });

  test("of a removal says so, and keeps what was said", async () => {
    const { key, readoutId, word } = await waiting();
    await deliver(key);
    await publish(readoutId, `The ${word} runs again.`, { revision: 2, change: "removed" });
    await deliver({ ...key, alertId: `${readoutId}#2` });
    expect(desk.mails[1]?.subject).toMatch(/^Removed: /);
    expect(desk.mails[1]?.text).toContain("page is gone");
    expect(desk.mails[1]?.text).toContain(`/readouts/${readoutId}/revisions/2`);
  });
});

describe("an alert is dropped, with the reason,", () => {
  test("when its subscription has ended meanwhile", async () => {
    const first = await waiting();
    await deliver(first.key);
    const { readoutId, key, word } = first;
    await publish(readoutId, `The ${word} runs daily.`, { revision: 2, change: "edited" });
    await endSubscription(tokenIn(desk.mails[0]?.headers["List-Unsubscribe"] ?? ""), desk.deps);
    const second = { ...key, alertId: `${readoutId}#2` };
    expect(await deliver(second)).toBe("dropped");
    expect(await alert(second)).toMatchObject({
      state: "dropped",
      reason: "its subscriptions have ended",
    });
    expect(await deliver(second)).toBe("already-done");
    expect(desk.mails).toHaveLength(1);
  });

  test("when its address is suppressed", async () => {
    const { key } = await waiting();
    await desk.suppressions.put({
      addressHash: key.subscriberId,
      reason: "bounce",
      since: desk.now,
      until: null,
      softBounces: 0,
    });
    expect(await deliver(key)).toBe("dropped");
    expect(await alert(key)).toMatchObject({ reason: "the address is suppressed: bounce" });
    expect(desk.mails).toEqual([]);
  });

  test("but not when one of two subscriptions goes on", async () => {
    const { key, word } = await waiting((w) => [w, `${w} OR grain`]);
    const all = await desk.deps.subscriptions.bySubscriber(key.subscriberId);
    const [one] = all.filter(({ query }) => query === word);
    if (one === undefined) throw new Error("it is stored");
    await desk.deps.subscriptions.save(ended(one, "unsubscribed", desk.now), one);
    expect(await deliver(key)).toBe("sent");
    expect(desk.mails[0]?.text).not.toContain(`your alert ${word}: `);
  });
});

describe("where SES", () => {
  test("is busy or paused, the alert waits instead of failing, and goes out when it may", async () => {
    const { key } = await waiting();
    desk.answer = () => Promise.reject(new NotSentError("Throttling", { retryAfterMs: 60_000 }));
    expect(await deliver(key)).toBe("deferred");
    expect(await alert(key)).toMatchObject({ state: "waiting" });
    desk.answer = desk.sends;
    desk.requests.length = 0;
    await gatherDigests(desk.deps);
    expect(desk.requests).toEqual([]);
    desk.pass(61_000);
    await gatherDigests(desk.deps);
    expect(desk.requests).toEqual([key]);
    expect(await deliver(key)).toBe("sent");
    expect(desk.mails).toHaveLength(1);
  });

  test("refuses for good, the alert has failed, with the reason, and is not tried again", async () => {
    const { key } = await waiting();
    desk.answer = () => Promise.resolve({ outcome: "rejected", reason: "SES refused it" });
    expect(await deliver(key)).toBe("failed");
    expect(await alert(key)).toMatchObject({ state: "failed", reason: "SES refused it" });
    desk.answer = desk.sends;
    expect(await deliver(key)).toBe("already-done");
    expect(desk.mails).toEqual([]);
  });

  test("certainly did not take it, it is free to be sent at once", async () => {
    const { key } = await waiting();
    desk.answer = () => Promise.reject(new NotSentError("Throttling"));
    await expect(deliver(key)).rejects.toThrow("Throttling");
    expect(await alert(key)).toMatchObject({ state: "pending" });
    desk.answer = desk.sends;
    expect(await deliver(key)).toBe("sent");
  });

  test("may have taken it, nobody sends before the lease is over; its event settles it", async () => {
    const { key } = await waiting();
    desk.answer = async (message) => {
      await desk.sends(message);
      throw new Error("socket hang up");
    };
    await expect(deliver(key)).rejects.toThrow("socket hang up");
    desk.answer = desk.sends;
    desk.pass(5 * minute - 1);
    await expect(deliver(key)).rejects.toThrow(AlertClaimedError);
    await recordEvent(desk.events[0] ?? "", desk.deps);
    desk.pass(minute);
    expect(await deliver(key)).toBe("already-done");
    expect(desk.mails).toHaveLength(1);
  });

  test("did not take it and said nothing, it is sent when the lease is over", async () => {
    const { key } = await waiting();
    desk.answer = () => Promise.reject(new Error("socket hang up"));
    await expect(deliver(key)).rejects.toThrow("socket hang up");
    desk.answer = desk.sends;
    desk.pass(6 * minute);
    expect(await deliver(key)).toBe("sent");
    expect(await alert(key)).toMatchObject({ attempt: 2 });
  });
});

test("an alert whose revision is gone from the archive is a defect, and says which", async () => {
  const { key, readoutId } = await waiting();
  const deps = { ...desk.deps, readouts: { revision: () => Promise.resolve(null) } };
  await expect(deliverAlert(key, deps)).rejects.toThrow(
    `${readoutId}#1: its revision is not in the archive`,
  );
  expect(await alert(key)).toMatchObject({ state: "pending" });
});
