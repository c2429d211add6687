import { beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import {
  confirmSubscription,
  endSubscription,
  type ConfirmDeps,
  type LinkDeps,
  lookAtLink,
} from "../../../lambda/alerts/managing/follow-link.ts";
import { linkTo } from "../../../lambda/alerts/delivery/links.ts";
import { requestSubscription } from "../../../lambda/alerts/requests/request-subscription.ts";
import { mailed, type Subscription } from "../../../lambda/subscriptions/subscription.ts";
import { aPending, anActive } from "../../builders/subscription.ts";
import { aDesk, type Desk, tokenIn } from "../desk.ts";

const hour = 60 * 60 * 1000;
const year = 365 * 24 * hour;
const secrets = { current: "a secret of the tests", previous: null };

let desk: Desk;
beforeAll(async () => {
  desk = await aDesk();
});
beforeEach(() => {
  desk.now = "2026-03-02T15:01:00.000Z";
  desk.mails.length = 0;
});

/** Asks, and takes the token out of the confirmation. */
async function asked(address: string, query = "ferry"): Promise<string> {
  await requestSubscription({ address, query, preferences: null, from: "192.0.2.7" }, desk.deps);
  return tokenIn(desk.mails.at(-1)?.text ?? "");
}

async function stored(of: Subscription): Promise<Subscription | null> {
  return await desk.deps.subscriptions.get(of.subscriberId, of.subscriptionId);
}

/** One who has an alert, and the token of a mail sent now. */
async function subscribed(address: string, ...queries: readonly string[]) {
  const all = queries.map((query) => anActive({ address, query }));
  for (const one of all) await desk.deps.subscriptions.save(one, null);
  const [first, ...others] = all;
  if (first === undefined) throw new Error("name a query");
  const site = { baseUrl: "https://readouts.norrhaven.example", secrets, now: desk.now };
  return { all, first, token: tokenIn(linkTo("unsubscribe", [first, ...others], site)) };
}

const confirm = async (token: string, deps: ConfirmDeps = desk.deps) =>
  await confirmSubscription(token, "192.0.2.9", deps);
const end = async (token: string, deps: LinkDeps = desk.deps) => await endSubscription(token, deps);
const ferry = { query: "ferry" };

describe("a confirmation link", () => {
  test("followed changes nothing; its button confirms, and records from where", async () => {
    const token = await asked("anna@newsroom.example");
    expect(await lookAtLink("confirm", token, desk.deps)).toMatchObject({
      outcome: "done",
      subscription: ferry,
    });
    const pending = aPending({ address: "anna@newsroom.example" });
    const { subscriptionId, subscriberId } = pending;
    const [before] = await desk.deps.subscriptions.bySubscriber(subscriberId);
    expect(before?.state).toBe("pending");
    expect(await confirm(token)).toMatchObject({ outcome: "done", subscription: ferry });
    const [after] = await desk.deps.subscriptions.bySubscriber(subscriberId);
    expect(after).toMatchObject({
      state: "active",
      confirmedAt: desk.now,
      consent: { from: "192.0.2.7", confirmedFrom: "192.0.2.9" },
    });
    expect(subscriptionId).not.toBe("");
  });

  test("used twice says that it was confirmed already, also when it is old, and changes nothing", async () => {
    const token = await asked("bert@newsroom.example");
    await confirm(token);
    const { subscriberId } = aPending({ address: "bert@newsroom.example" });
    const first = await desk.deps.subscriptions.bySubscriber(subscriberId);
    const already = { outcome: "already", subscription: ferry };
    desk.pass(49 * hour);
    expect(await lookAtLink("confirm", token, desk.deps)).toMatchObject(already);
    expect(await confirm(token)).toMatchObject(already);
    expect(await desk.deps.subscriptions.bySubscriber(subscriberId)).toEqual(first);
  });

  test("pressed twice at once confirms once and harms nothing", async () => {
    const token = await asked("carl@newsroom.example");
    const both = await Promise.all([confirm(token), confirm(token)]);
    expect(both.map(({ outcome }) => outcome)).toContain("done");
    for (const { outcome } of both) expect(["done", "already"]).toContain(outcome);
  });

  test("older than 48 hours is refused as too old", async () => {
    const token = await asked("dora@newsroom.example");
    desk.pass(48 * hour + 1);
    expect(await confirm(token)).toEqual({ outcome: "expired" });
  });

  test("tampered with, foreign, or of another purpose is refused", async () => {
    const token = await asked("emil@newsroom.example");
    const foreign = linkTo("confirm", [aPending({ address: "emil@newsroom.example" })], {
      baseUrl: "https://readouts.norrhaven.example",
      secrets: { current: "theirs" },
      now: desk.now,
    });
    for (const bad of [`${token}a`, token.slice(1), tokenIn(foreign), ""]) {
      expect(await confirm(bad)).toEqual({ outcome: "invalid" });
    }
    expect(await end(token)).toEqual({ outcome: "invalid" });
  });

  test("does not bring an ended subscription back to life", async () => {
    const token = await asked("fred@newsroom.example");
    await confirm(token);
    const active = anActive({ address: "fred@newsroom.example", at: desk.now });
    const [now] = await desk.deps.subscriptions.bySubscriber(active.subscriberId);
    if (now === undefined) throw new Error("it is stored");
    const site = { baseUrl: desk.deps.baseUrl, secrets, now: desk.now };
    await end(tokenIn(linkTo("unsubscribe", [now], site)));
    expect(await confirm(token)).toEqual({ outcome: "expired" });
    expect(await stored(now)).toMatchObject({ state: "ended", endedBecause: "unsubscribed" });
  });

  test("of a request that DynamoDB has forgotten is too old", async () => {
    const site = { baseUrl: desk.deps.baseUrl, secrets, now: desk.now };
    const token = tokenIn(linkTo("confirm", [aPending({ address: "gone@x.example" })], site));
    expect(await confirm(token)).toEqual({ outcome: "expired" });
  });
});

describe("an unsubscribe link", () => {
  test("followed changes nothing; by one click it ends the alert, and again it says so", async () => {
    const { first, token } = await subscribed("gina@newsroom.example", "ferry");
    await lookAtLink("unsubscribe", token, desk.deps);
    expect(await stored(first)).toMatchObject({ state: "active" });
    expect(await end(token)).toMatchObject({ outcome: "done", subscription: ferry });
    expect(await stored(first)).toMatchObject({ state: "ended", endedAt: desk.now });
    expect(await end(token)).toMatchObject({ outcome: "already", subscription: ferry });
  });

  test("works a year later, and after the secret was rotated", async () => {
    const { token } = await subscribed("hans@newsroom.example", "ferry");
    desk.pass(year);
    const rotated = { current: "a new secret", previous: secrets.current };
    const deps = { ...desk.deps, linkSecrets: () => Promise.resolve(rotated) };
    expect(await end(token, deps)).toMatchObject({ outcome: "done", subscription: ferry });
    desk.pass(2 * year);
    expect(await end(token, deps)).toMatchObject({ outcome: "already", subscription: ferry });
  });

  test("of a mail with three reasons ends the three with one click", async () => {
    const { all, token } = await subscribed("ida@newsroom.example", "ferry", "grain", "gas");
    expect(await end(token)).toMatchObject({
      outcome: "done",
      subscription: { query: "ferry · grain · gas" },
    });
    for (const one of all) expect(await stored(one)).toMatchObject({ state: "ended" });
  });

  test("pressed while the alert is changed by somebody else ends it all the same", async () => {
    const { first, token } = await subscribed("jan@newsroom.example", "ferry");
    let others = 0;
    const subscriptions: LinkDeps["subscriptions"] = {
      ...desk.deps.subscriptions,
      save: async (next, previous) => {
        others += 1;
        if (others === 1) return false;
        return await desk.deps.subscriptions.save(next, previous);
      },
    };
    expect(await end(token, { ...desk.deps, subscriptions })).toMatchObject({ outcome: "done" });
    expect(await stored(first)).toMatchObject({ state: "ended" });
  });

  test("fits one line of a header, however many alerts the mail is for", async () => {
    const queries = Array.from({ length: 40 }, (_, n) => `query${n}`);
    const { token } = await subscribed("kim@newsroom.example", ...queries);
    const line = `List-Unsubscribe: <https://readouts.norrhaven.example/unsubscribe?token=${token}>`;
    expect(line.length).toBeLessThan(998);
  });
});

test("what a link's page is told never holds the address", async () => {
  const token = await asked("secret.name@newsroom.example");
  const told = [
    await lookAtLink("confirm", token, desk.deps),
    await confirm(token),
    await confirm(token),
  ];
  const { token: leave } = await subscribed("secret.name@newsroom.example", "grain");
  told.push(await lookAtLink("unsubscribe", leave, desk.deps), await end(leave));
  expect(JSON.stringify(told)).not.toMatch(/secret|newsroom|192\.0\.2/);
  expect(Buffer.from(token, "base64url").toString()).not.toMatch(/secret|newsroom/);
});

test("a confirmation asked for again between looking and pressing is still confirmed", async () => {
  const token = await asked("lena@newsroom.example");
  const { subscriberId } = aPending({ address: "lena@newsroom.example" });
  const [pending] = await desk.deps.subscriptions.bySubscriber(subscriberId);
  if (pending?.state !== "pending") throw new Error("it waits");
  let first = true;
  const subscriptions: LinkDeps["subscriptions"] = {
    ...desk.deps.subscriptions,
    save: async (next, previous) => {
      if (first) await desk.deps.subscriptions.save(mailed(pending, desk.now), pending);
      first = false;
      return await desk.deps.subscriptions.save(next, previous);
    },
  };
  expect(await confirm(token, { ...desk.deps, subscriptions })).toMatchObject({ outcome: "done" });
  expect(await stored(pending)).toMatchObject({ state: "active" });
});
