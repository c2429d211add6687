import { beforeEach, describe, expect, test } from "@jest/globals";
import { confirmSubscription } from "../../../lambda/alerts/managing/follow-link.ts";
import { recordEvent } from "../../../lambda/alerts/feedback/record-event.ts";
import { requestSubscription } from "../../../lambda/alerts/requests/request-subscription.ts";
import { answerRequest } from "../../../lambda/alerts/requests/answer-request.ts";
import { usualPreferences } from "../../../lambda/subscriptions/preferences.ts";
import { subscriberIdOf } from "../../../lambda/subscriptions/address.ts";
import { emptiedTables } from "../../builders/dynamodb.ts";
import { aDesk, type Desk, sendEvent, tokenIn } from "../desk.ts";

const hourMs = 60 * 60 * 1000;
const reader = "reader@newsroom.example";
const subscriberId = subscriberIdOf(reader);

let desk: Desk;
beforeEach(async () => {
  desk = await aDesk(await emptiedTables());
  await desk.subscribe(reader, "ferry");
  desk.pass(hourMs);
});

/** SES's event about a mail sent now. */
function event(kind: "Bounce" | "Complaint", its: object = {}): string {
  const sent = JSON.parse(
    sendEvent({ tags: { subscriber: subscriberId } }, "ses-1", desk.now),
  ) as object;
  const part =
    kind === "Bounce" ? { bounce: { bounceType: "Permanent", ...its } } : { complaint: its };
  return JSON.stringify({ ...sent, eventType: kind, ...part });
}

async function tell(message: string): Promise<void> {
  desk.pass(1000);
  await recordEvent(message, desk.deps);
}

const soft = { bounceType: "Transient", bounceSubType: "MailboxFull" };
const states = async () =>
  (await desk.deps.subscriptions.bySubscriber(subscriberId)).map((one) =>
    one.state === "ended" ? one.endedBecause : one.state,
  );

describe("a mail that comes back", () => {
  test.each([
    ["Bounce", "bounce", "bounced"],
    ["Complaint", "complaint", "complained"],
  ] as const)(
    "by a %s suppresses its address at once and ends its alerts",
    async (kind, reason, because) => {
      await tell(event(kind));
      expect(await desk.suppressions.get(subscriberId)).toMatchObject({ reason, until: null });
      expect(await states()).toEqual([because]);
    },
  );

  test("told of twice, changes nothing the second time", async () => {
    const message = event("Bounce");
    await tell(message);
    const before = await desk.suppressions.get(subscriberId);
    await tell(message);
    expect(await desk.suppressions.get(subscriberId)).toEqual(before);
  });

  test("softly is waited for: 2 hours, then 4, up to 64; then the address is suppressed", async () => {
    const hours: (number | null)[] = [];
    for (let bounce = 0; bounce < 7; bounce += 1) {
      await tell(event("Bounce", soft));
      const { since = "", until = null } = (await desk.suppressions.get(subscriberId)) ?? {};
      hours.push(until === null ? null : (Date.parse(until) - Date.parse(since)) / hourMs);
      if (until !== null) desk.now = until;
    }
    expect(hours).toEqual([2, 4, 8, 16, 32, 64, null]);
    expect(await states()).toEqual(["bounced"]);
  });

  test("softly counts once, though it is told twice and others were on their way", async () => {
    const [first, second] = [event("Bounce", soft), event("Bounce", soft)];
    await tell(first);
    const before = await desk.suppressions.get(subscriberId);
    await tell(second);
    await tell(first);
    expect(await desk.suppressions.get(subscriberId)).toEqual(before);
    expect(before).toMatchObject({ softBounces: 1 });
    expect(await states()).toEqual(["active"]);
  });

  test("softly after a week of peace begins again at 2 hours", async () => {
    await tell(event("Bounce", soft));
    desk.pass(8 * 24 * hourMs);
    await tell(event("Bounce", soft));
    expect(await desk.suppressions.get(subscriberId)).toMatchObject({ softBounces: 1 });
  });

  test.each([
    ["Bounce", { bounceType: "Transient", bounceSubType: "MessageTooLarge" }],
    ["Complaint", { complaintFeedbackType: "not-spam" }],
  ] as const)("for what is not its address's doing changes nothing (%s)", async (kind, its) => {
    await tell(event(kind, its));
    expect(await desk.suppressions.get(subscriberId)).toBeNull();
    expect(await states()).toEqual(["active"]);
  });

  test("without a name of ours changes nothing", async () => {
    await tell(event("Bounce").replace(/"subscriber":\["[^"]*"\]/, '"other":["x"]'));
    expect(await states()).toEqual(["active"]);
  });
});

const unreachable = {
  lift: async () => await Promise.reject(new Error("TooManyRequestsException")),
};

async function askAgain(): Promise<string | null> {
  desk.mails.length = 0;
  const request = { address: reader, query: "ferry", preferences: null, from: "192.0.2.7" };
  await requestSubscription(request, desk.deps);
  const [mail] = desk.mails;
  return mail === undefined ? null : tokenIn(mail.text);
}

describe("the way back", () => {
  test("is a new confirmation, a day later, which lifts the suppression", async () => {
    const message = event("Bounce");
    await tell(message);
    desk.pass(23 * hourMs);
    expect(await askAgain()).toBeNull();
    desk.pass(2 * hourMs);
    const token = await askAgain();
    desk.pass(1000);
    expect(await confirmSubscription(token ?? "", "192.0.2.7", desk.deps)).toMatchObject({
      outcome: "done",
    });
    expect(await desk.suppressions.get(subscriberId)).toMatchObject({ until: desk.now });
    expect(await states()).toEqual(["active"]);
  });

  test.each([
    ["Bounce", { bounceType: "Permanent", bounceSubType: "OnAccountSuppressionList" }],
    ["Complaint", {}],
  ] as const)("takes the address off SES's own list after a %s", async (kind, its) => {
    desk.listed.add(reader).add("other@newsroom.example");
    await tell(event(kind, its));
    desk.pass(23 * hourMs);
    expect(await askAgain()).toBeNull();
    expect(desk.listed.has(reader)).toBe(true);
    desk.pass(2 * hourMs);
    expect(await askAgain()).not.toBeNull();
    expect([...desk.listed]).toEqual(["other@newsroom.example"]);
  });

  test("waits where SES cannot be told, and is open the next time", async () => {
    await tell(event("Bounce"));
    desk.pass(25 * hourMs);
    desk.mails.length = 0;
    const asked = { kind: "sign-up", address: reader, query: "ferry", from: "192.0.2.7" } as const;
    const request = { ...asked, preferences: usualPreferences("ferry"), requestedAt: desk.now };
    await expect(
      answerRequest(request, { ...desk.deps, suppressionList: unreachable }),
    ).rejects.toThrow("TooMany");
    expect(desk.mails).toEqual([]);
    await answerRequest(request, desk.deps);
    expect(desk.mails).toHaveLength(1);
  });

  test("does not touch SES's list for who never bounced", async () => {
    desk.listed.add("new@newsroom.example");
    await requestSubscription(
      { address: "new@newsroom.example", query: "ferry", preferences: null, from: "192.0.2.7" },
      desk.deps,
    );
    expect([...desk.listed]).toEqual(["new@newsroom.example"]);
  });

  test("does not open where the confirmation comes back too", async () => {
    await tell(event("Bounce"));
    desk.pass(25 * hourMs);
    expect(await askAgain()).not.toBeNull();
    await tell(event("Bounce"));
    expect(await states()).toEqual(["bounced"]);
    desk.pass(23 * hourMs);
    expect(await askAgain()).toBeNull();
  });

  test("an old bounce told again does not end what was confirmed since", async () => {
    const message = event("Bounce");
    await tell(message);
    desk.pass(25 * hourMs);
    await confirmSubscription((await askAgain()) ?? "", "192.0.2.7", desk.deps);
    await tell(message);
    expect(await states()).toEqual(["active"]);
    expect(await desk.suppressions.get(subscriberId)).not.toMatchObject({ until: null });
  });
});
