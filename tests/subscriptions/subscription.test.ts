import { expect, test } from "@jest/globals";
import {
  confirmed,
  ended,
  mailed,
  subscriptionIdOf,
} from "../../lambda/subscriptions/subscription.ts";
import { isInForce } from "../../lambda/subscriptions/suppression.ts";
import { aPending } from "../builders/subscription.ts";

test("the same subscriber and meaning are the same subscription", () => {
  const pending = aPending({ query: "ferry OR boat", queryKey: "k" });
  expect(aPending({ query: "boat OR ferry", queryKey: "k" }).subscriptionId).toBe(
    pending.subscriptionId,
  );
  expect(subscriptionIdOf("another subscriber", "k")).not.toBe(pending.subscriptionId);
});

test("a confirmation mailed again is good for another 48 hours, and the request stays the same", () => {
  const pending = aPending({ at: "2026-03-02T09:00:00.000Z" });
  const again = mailed(pending, "2026-03-03T09:00:00.000Z");
  expect(again).toEqual({
    ...pending,
    version: pending.version + 1,
    mails: ["2026-03-02T09:00:00.000Z", "2026-03-03T09:00:00.000Z"],
    expiresAt: "2026-03-05T09:00:00.000Z",
  });
});

test("an active subscription remembers who asked, who confirmed, when, and the words agreed to", () => {
  const active = confirmed(aPending(), "192.0.2.9", "2026-03-02T10:00:00.000Z");
  expect(active).toMatchObject({
    state: "active",
    confirmedAt: "2026-03-02T10:00:00.000Z",
    consent: {
      requestedAt: "2026-03-02T09:00:00.000Z",
      from: "192.0.2.7",
      confirmedFrom: "192.0.2.9",
      wording: expect.stringContaining("I can stop it"),
    },
  });
});

test("an ended subscription keeps the record of consent, and says why and when it ended", () => {
  const over = ended(aPending(), "unsubscribed", "2026-03-02T10:00:00.000Z");
  expect(over).toMatchObject({ state: "ended", endedBecause: "unsubscribed", query: "ferry" });
  expect(over.consent).toEqual(aPending().consent);
  expect(over).not.toHaveProperty("mails");
});

test("a suppression holds until its end, or for good", () => {
  const since = "2026-03-02T09:00:00.000Z";
  const bounce = { addressHash: "a", reason: "bounce", since, softBounces: 0 } as const;
  expect(isInForce({ ...bounce, until: null }, "2030-01-01T00:00:00.000Z")).toBe(true);
  const until = "2026-03-03T09:00:00.000Z";
  expect(isInForce({ ...bounce, until }, "2026-03-03T08:59:59.999Z")).toBe(true);
  expect(isInForce({ ...bounce, until }, until)).toBe(false);
});
