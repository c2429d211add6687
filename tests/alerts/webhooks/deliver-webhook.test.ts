import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { recordEvent } from "../../../lambda/alerts/feedback/record-event.ts";
import type { SiteRequest } from "../../../lambda/alerts/requests/site-request.ts";
import { tellWebhookDisabled } from "../../../lambda/alerts/requests/tell-webhook-disabled.ts";
import { deliverWebhook } from "../../../lambda/alerts/webhooks/deliver-webhook.ts";
import { actOnWebhook, type WebhookWish } from "../../../lambda/alerts/webhooks/manage-webhook.ts";
import { NotSentError } from "../../../lambda/outside/mailer.ts";
import { addMs, msBetween } from "../../../lambda/runtime/instant.ts";
import { type Active, paused } from "../../../lambda/subscriptions/subscription.ts";
import { anAlert } from "../../builders/alert.ts";
import { aPending, anActive } from "../../builders/subscription.ts";
import { aDesk, sendEvent } from "../desk.ts";
import { aReceivingDesk, type ReceivingDesk } from "./receiving.ts";

const tooFast = () => Promise.reject(new NotSentError("too fast", { why: "busy" }));
const crashes = () => Promise.reject(new Error("crash"));
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

let made: ReceivingDesk;
let one: Active;

beforeEach(async () => {
  made = await aReceivingDesk();
  one = anActive({ query: "grain" });
  await made.deps.subscriptions.save(one, null);
  expect(await wish({ wish: "set", url: made.url })).toBe("done");
  made.desk.secret = (await webhook())?.secret ?? "";
});
afterEach(async () => {
  await made.close();
});

async function wish(its: WebhookWish, on: Active = one) {
  return await actOnWebhook(its, on, made.deps);
}

async function webhook() {
  const stored = await made.deps.subscriptions.get(one.subscriberId, one.subscriptionId);
  return stored?.webhook ?? null;
}

async function health() {
  return await made.deps.webhooks.health(one);
}

/** Something happened to a readout that the alert is told of. */
async function happen(revision = 1, change: "new" | "edited" | "removed" = "new"): Promise<void> {
  const { subscriberId, subscriptionId } = one;
  const its = { subscriberId, subscriptionIds: [subscriptionId], createdAt: made.desk.now };
  await made.announce(anAlert({ ...its, revision, change }));
}

async function after(ms: number): Promise<readonly string[]> {
  return await made.workUntil(addMs(made.desk.now, ms));
}

/** Switched off, with the request for its mail. */
async function switchedOff(
  revision = 1,
): Promise<Extract<SiteRequest, { kind: "webhook-disabled" }>> {
  made.desk.status = 410;
  await happen(revision);
  const asked: SiteRequest[] = [];
  const request = made.queue.at(-1)?.request ?? { subscriberId: "", deliveryId: "" };
  const requestQueue = {
    send: async (requests: readonly SiteRequest[]) =>
      await Promise.resolve(void asked.push(...requests)),
  };
  await deliverWebhook(request, { ...made.deps, requestQueue });
  const [first] = asked;
  if (first?.kind !== "webhook-disabled") throw new Error("its mail was not asked for");
  return first;
}
const events = () => made.mails.map((mail, n) => sendEvent(mail, `ses-${n + 1}`, made.desk.now));
const recorded = async (message: string) => {
  await recordEvent(message, { ...(await aDesk(made.tables)).deps, webhooks: made.deps.webhooks });
};

describe("an event", () => {
  test("is posted, signed, thin, and told apart by what happened", async () => {
    await happen(1, "new");
    await happen(2, "edited");
    await happen(3, "removed");
    expect(await after(0)).toEqual(["delivered", "delivered", "delivered"]);
    expect(made.received.map(({ event }) => event.type)).toEqual([
      "readout.matched",
      "readout.edited",
      "readout.removed",
    ]);
    expect(made.received[0]?.event).toEqual({
      type: "readout.matched",
      timestamp: "2026-03-02T09:00:00.000Z",
      data: {
        alertId: one.subscriptionId,
        readoutId: "ostrovia-pm-103",
        revision: 1,
        url: "https://readouts.norrhaven.example/readouts/ostrovia-pm-103/revisions/1",
      },
    });
    expect(await health()).toMatchObject({ lastSuccessAt: made.desk.now, failingSince: null });
  });

  test("that is announced twice is delivered once", async () => {
    await happen();
    await happen();
    expect(await after(0)).toEqual(["delivered", "already-done"]);
    await happen();
    expect(await after(dayMs)).toEqual([]);
    expect(made.received).toHaveLength(1);
  });

  test("whose attempt crashed after the post comes once more, with the same id", async () => {
    await happen();
    const [{ request } = { request: { subscriberId: "", deliveryId: "" } }] = made.queue;
    const crash = { ...made.deps.webhooks, noteSuccess: crashes };
    await expect(deliverWebhook(request, { ...made.deps, webhooks: crash })).rejects.toThrow(
      "crash",
    );
    expect(await after(5 * 60_000)).toEqual(["later", "delivered"]);
    const [first, second] = made.received;
    expect(made.received).toHaveLength(2);
    expect(second?.id).toBe(first?.id);
  });

  test("that is worked on twice at once is posted once", async () => {
    await happen();
    const [{ request } = { request: { subscriberId: "", deliveryId: "" } }] = made.queue.splice(0);
    const both = [deliverWebhook(request, made.deps), deliverWebhook(request, made.deps)];
    const outcomes = (await Promise.all(both)).map(({ outcome }) => outcome);
    expect(outcomes).toContain("delivered");
    expect(made.received).toHaveLength(1);
  });

  test("is tried for a day at growing distances, then given up", async () => {
    made.desk.status = 500;
    await happen();
    const ends = await after(2 * dayMs);
    expect(ends.at(-1)).toBe("given-up");
    const [first, ...others] = made.received;
    const hours = others.map(({ at }) => msBetween(first?.at ?? "", at) / hourMs);
    expect(hours.map((at) => Math.round(at * 10) / 10)).toEqual([
      0, 0.1, 0.6, 2.6, 7.6, 17.6, 27.6,
    ]);
    expect(new Set(made.received.map(({ id }) => id)).size).toBe(1);
    expect(await health()).toMatchObject({
      failingSince: "2026-03-02T09:00:00.000Z",
      lastFailure: "HTTP 500",
      disabledSince: null,
    });
  });

  test("is delivered when its receiver is well again", async () => {
    made.desk.status = 503;
    await happen();
    await after(3 * hourMs);
    made.desk.status = 204;
    expect(await after(dayMs)).toEqual(["delivered"]);
    expect(await health()).toMatchObject({ failingSince: null });
  });

  test("waits as long as its receiver asks for, if that is longer", async () => {
    Object.assign(made.desk, { status: 429, headers: { "retry-after": "3600" } });
    await happen();
    await after(59 * 60_000);
    expect(made.received).toHaveLength(1);
    await after(60_000);
    expect(made.received).toHaveLength(2);
  });

  test("is not posted for an alert that is paused, has ended, or lost its webhook", async () => {
    await happen();
    const stored = await made.deps.subscriptions.get(one.subscriberId, one.subscriptionId);
    if (stored?.state !== "active") throw new Error("not active");
    await made.deps.subscriptions.save(paused(stored, made.desk.now), stored);
    expect(await after(0)).toEqual(["dropped"]);
    await happen(2);
    expect(made.queue).toEqual([]);
    expect(made.received).toEqual([]);
  });

  test("is taken by a receiver that has the old secret still, for a day after a rotation", async () => {
    expect(await wish({ wish: "rotate" })).toBe("done");
    await happen();
    expect(await after(0)).toEqual(["delivered"]);
    await after(dayMs);
    await happen(2);
    expect(await after(0)).toEqual(["later"]);
    made.desk.secret = (await webhook())?.secret ?? "";
    expect(await after(60_000)).toEqual(["delivered"]);
  });

  test("of nobody is no event", async () => {
    const request = { subscriberId: "nobody", deliveryId: "msg_none" };
    expect(await deliverWebhook(request, made.deps)).toEqual({ outcome: "unknown" });
  });
});

describe("a webhook", () => {
  test("whose receiver says 410 is switched off at once", async () => {
    made.desk.status = 410;
    await happen();
    await happen(2);
    expect(await after(0)).toEqual(["given-up", "dropped"]);
    expect(await health()).toMatchObject({ disabledBecause: "gone", disabledSince: made.desk.now });
    expect(made.mails.map(({ to, subject }) => [to, subject])).toEqual([
      ["reader@newsroom.example", "The webhook of a Readouts alert was switched off"],
    ]);
    const [{ text, html } = { text: "", html: "" }] = made.mails;
    for (const part of [text, html]) {
      expect(part).toContain("410 Gone");
      expect(part).toContain(new URL(made.url).host);
      expect(part).toMatch(/https:\/\/readouts\.norrhaven\.example\/manage\?token=[\w.-]+/);
      expect(part).not.toContain("whsec_");
    }
  });

  test("that was switched off is told of once, though the switching off crashed", async () => {
    made.desk.status = 410;
    await happen();
    const [{ request } = { request: { subscriberId: "", deliveryId: "" } }] = made.queue;
    const webhooks = { ...made.deps.webhooks, settle: crashes };
    const crash = { ...made.deps, webhooks };
    await expect(deliverWebhook(request, crash)).rejects.toThrow("crash");
    await after(dayMs);
    expect(made.mails).toHaveLength(1);
    expect(await wish({ wish: "enable" })).toBe("done");
    await happen(2);
    await after(dayMs);
    expect(made.mails).toHaveLength(2);
    expect(made.mails[1]?.messageId).not.toBe(made.mails[0]?.messageId);
  });

  test("whose switching off crashed before its mail was asked for is told of by the next run", async () => {
    made.desk.status = 410;
    await happen();
    const [{ request } = { request: { subscriberId: "", deliveryId: "" } }] = made.queue;
    const requestQueue = { send: crashes };
    await expect(deliverWebhook(request, { ...made.deps, requestQueue })).rejects.toThrow("crash");
    expect(made.mails).toEqual([]);
    expect(await after(dayMs)).toEqual(["later", "dropped"]);
    expect(made.mails).toHaveLength(1);
  });

  describe("whose mail's run crashes", () => {
    test("after SES took it is told once: its send event says so", async () => {
      const asked = await switchedOff();
      const webhooks = { ...made.deps.webhooks, noteTold: crashes };
      await expect(tellWebhookDisabled(asked, { ...made.deps, webhooks })).rejects.toThrow("crash");
      for (const event of events()) await recorded(event);
      made.desk.now = addMs(made.desk.now, 6 * 60 * 1000);
      await tellWebhookDisabled(asked, made.deps);
      expect(made.mails).toHaveLength(1);
      expect((await health()).toldAt).not.toBeNull();
      // An old event, told again, says nothing of a later switching off.
      const [old = ""] = events();
      await wish({ wish: "enable" });
      await switchedOff(2);
      await recorded(old);
      expect((await health()).toldAt).toBeNull();
    });

    test("before SES took it is told once, when its lease is over", async () => {
      const asked = await switchedOff();
      const mailer = { send: crashes };
      await expect(tellWebhookDisabled(asked, { ...made.deps, mailer })).rejects.toThrow("crash");
      await expect(tellWebhookDisabled(asked, made.deps)).rejects.toThrow("claimed by another");
      expect(made.mails).toEqual([]);
      made.desk.now = addMs(made.desk.now, 6 * 60 * 1000);
      await tellWebhookDisabled(asked, made.deps);
      await tellWebhookDisabled(asked, made.deps);
      expect(made.mails).toHaveLength(1);
    });

    test("is told by one of two at once, and at once again where SES has no room", async () => {
      const asked = await switchedOff();
      await expect(
        tellWebhookDisabled(asked, { ...made.deps, mailer: { send: tooFast } }),
      ).rejects.toThrow("too fast");
      const both = [tellWebhookDisabled(asked, made.deps), tellWebhookDisabled(asked, made.deps)];
      await Promise.allSettled(both);
      expect(made.mails).toHaveLength(1);
    });
  });

  test("of an address that must not be mailed is switched off without a mail", async () => {
    await made.suppressions.put({
      addressHash: one.subscriberId,
      reason: "wish",
      since: made.desk.now,
      until: null,
      softBounces: 0,
    });
    made.desk.status = 410;
    await happen();
    await after(0);
    expect((await health()).disabledBecause).toBe("gone");
    expect(made.mails).toEqual([]);
  });

  test("that has taken nothing for a week is switched off, and not before", async () => {
    made.desk.status = 500;
    for (let day = 1; day <= 7; day += 1) {
      await happen(day);
      await after(dayMs);
      expect((await health()).disabledSince).toBeNull();
    }
    await happen(8);
    await after(dayMs);
    expect(await health()).toMatchObject({ disabledBecause: "failing" });
    expect(made.mails.map(({ text }) => text)).toEqual([expect.stringContaining("for a week")]);
    const before = made.received.length;
    await happen(9);
    await after(dayMs);
    expect(made.received.length).toBe(before);
  });

  test("is switched on again by its owner, or by another address", async () => {
    made.desk.status = 410;
    await happen();
    await after(0);
    expect(await wish({ wish: "enable" })).toBe("done");
    expect(await wish({ wish: "enable" })).toBe("already");
    made.desk.status = 200;
    await happen(2);
    expect(await after(0)).toEqual(["delivered"]);
    made.desk.status = 410;
    await happen(3);
    await after(0);
    made.desk.status = 200;
    expect(await wish({ wish: "set", url: `${made.url}/other` })).toBe("done");
    await happen(4);
    expect(await after(0)).toEqual(["delivered"]);
  });

  test("is tested by an event of its own, once, even where it is switched off", async () => {
    made.desk.status = 410;
    await happen();
    await after(0);
    made.desk.status = 500;
    expect(await wish({ wish: "test" })).toBe("done");
    expect(await after(dayMs)).toEqual(["given-up"]);
    expect(made.received.at(-1)?.event).toMatchObject({
      type: "webhook.test",
      data: { alertId: one.subscriptionId },
    });
    expect(await health()).toMatchObject({ lastTest: "HTTP 500", disabledBecause: "gone" });
  });

  test("is for confirmed alerts alone", async () => {
    const pending = aPending({ query: "ferry" });
    await made.deps.subscriptions.save(pending, null);
    const set = { wish: "set", url: made.url } as const;
    expect(await actOnWebhook(set, pending, made.deps)).toBe("unknown");
    expect(await actOnWebhook(set, { subscriberId: "x", subscriptionId: "y" }, made.deps)).toBe(
      "unknown",
    );
  });

  test("is given to ten alerts of a subscriber, and changed and tested twenty times a day", async () => {
    for (let n = 2; n <= 11; n += 1) {
      const another = anActive({ query: `grain ${n}` });
      await made.deps.subscriptions.save({ ...another, subscriberId: one.subscriberId }, null);
      const on = { subscriberId: one.subscriberId, subscriptionId: another.subscriptionId };
      const outcome = await actOnWebhook({ wish: "set", url: made.url }, on, made.deps);
      expect([n, outcome]).toEqual([n, n <= 10 ? "done" : "too-many"]);
    }
    for (let n = 1; n <= 20; n += 1) {
      made.desk.now = addMs(made.desk.now, 1);
      expect(await wish({ wish: "test" })).toBe("done");
    }
    expect(await wish({ wish: "test" })).toBe("too-many");
  });
});
