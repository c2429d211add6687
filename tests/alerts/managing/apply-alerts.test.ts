import { beforeEach, describe, expect, test } from "@jest/globals";
import { readAlertsFile, writeAlertsFile } from "../../../lambda/alerts/managing/alerts-file.ts";
import { applyStep, planAlerts, type Step } from "../../../lambda/alerts/managing/apply-alerts.ts";
import {
  confirmSubscription,
  endSubscription,
} from "../../../lambda/alerts/managing/follow-link.ts";
import { linkTo } from "../../../lambda/alerts/delivery/links.ts";
import { systemChance } from "../../../lambda/runtime/chance.ts";
import { ended, paused, type Subscription } from "../../../lambda/subscriptions/subscription.ts";
import { emptiedTables } from "../../builders/dynamodb.ts";
import { aDesk, type Desk, tokenIn } from "../desk.ts";

let desk: Desk;
beforeEach(async () => {
  desk = await aDesk(await emptiedTables());
});

const consent = "asked for at the desk on 2 March";
const grain = { address: "anna@newsroom.example", query: "grain", consent };

/** As the command has them. */
const deps = () => ({ ...desk.deps, chance: systemChance });

async function plan(...alerts: readonly object[]): Promise<readonly Step[]> {
  const file = readAlertsFile({ alerts });
  if (!file.ok) throw new Error(file.problems.join("; "));
  return await planAlerts(file.alerts, deps());
}

async function apply(...alerts: readonly object[]): Promise<readonly string[]> {
  const steps = await plan(...alerts);
  for (const step of steps) expect(await applyStep(step, deps())).toBe(true);
  return steps.map(({ step }) => step);
}

async function stored(): Promise<readonly Subscription[]> {
  const all: Subscription[] = [];
  for await (const one of desk.deps.subscriptions.every()) all.push(one);
  return all;
}

async function only(): Promise<Subscription> {
  const [one, ...others] = await stored();
  if (one === undefined || others.length > 0) throw new Error("there is not one");
  return one;
}

describe("a file", () => {
  test("with everything that is wrong names each in its place", () => {
    expect(
      readAlertsFile({
        alerts: [
          { address: "nobody", query: "(grain", every: "day" },
          { address: ["anna@newsroom.example"], query: "grain", frequency: { kind: "hourly" } },
          grain,
          { ...grain, address: ["ANNA@newsroom.example"] },
          "grain",
        ],
      }),
    ).toEqual({
      ok: false,
      problems: [
        "alerts[0]: every: there is no such key",
        expect.stringContaining("alerts[0]: query: column 1: "),
        expect.stringContaining("alerts[0]: nobody: An email address"),
        expect.stringContaining("alerts[1]: frequency must be"),
        "alerts[3]: ANNA@newsroom.example has the same alert in alerts[2]",
        "alerts[4]: it must be an object",
      ],
    });
    expect(readAlertsFile([])).toMatchObject({ ok: false });
  });

  test("with consent makes alerts at once, for each address of a list, and again changes nothing", async () => {
    const two = { ...grain, address: ["anna@newsroom.example", "bert@newsroom.example"] };
    expect(await apply(two)).toEqual(["create", "create"]);
    expect(await stored()).toEqual(
      two.address.map(() =>
        expect.objectContaining({
          state: "active",
          consent: expect.objectContaining({
            wording: consent,
            from: "file",
            confirmedFrom: "file",
          }),
        }),
      ),
    );
    expect(await apply(two)).toEqual(["keep", "keep"]);
    expect(desk.mails).toEqual([]);
  });

  test("without consent asks by mail, and the alert begins with the answer", async () => {
    const { address, query } = grain;
    expect(await apply({ address, query, frequency: { kind: "daily", hour: 7 } })).toEqual(["ask"]);
    expect(await only()).toMatchObject({ state: "pending", frequency: { kind: "daily", hour: 7 } });
    await confirmSubscription(tokenIn(desk.mails[0]?.text ?? ""), "192.0.2.7", desk.deps);
    expect(await only()).toMatchObject({ state: "active", consent: { from: "file" } });
  });

  test("that changes changes what it made, naming the fields, and ends what it lists no more", async () => {
    await apply(grain, { ...grain, query: "gas" });
    const weekly = { ...grain, frequency: { kind: "weekly", weekday: 1, hour: 6 }, name: "Corn" };
    const steps = await plan(weekly);
    expect(steps).toMatchObject([
      { step: "change", fields: ["name", "frequency"] },
      { step: "end", stored: { query: "gas" } },
    ]);
    await apply(weekly);
    expect((await stored()).map(({ query, state, name }) => [query, state, name])).toEqual(
      expect.arrayContaining([
        ["grain", "active", "Corn"],
        ["gas", "ended", "gas"],
      ]),
    );
    expect(await apply(weekly, { ...grain, query: "gas" })).toEqual(["keep", "create"]);
  });

  test("never brings back what its owner stopped, nor touches what people made for themselves", async () => {
    await apply(grain);
    const one = await only();
    const site = {
      baseUrl: desk.deps.baseUrl,
      secrets: await desk.deps.linkSecrets(),
      now: desk.now,
    };
    await endSubscription(tokenIn(linkTo("unsubscribe", [one], site)), desk.deps);
    expect(await plan(grain)).toMatchObject([{ step: "leave", why: "it was ended: unsubscribed" }]);

    await desk.subscribe("carl@newsroom.example", "ferry");
    const theirs = { address: "carl@newsroom.example", query: "ferry", name: "Mine", consent };
    expect(await plan(theirs)).toMatchObject([
      { step: "leave", why: expect.stringContaining("for themselves") },
    ]);
    expect(await apply()).toEqual([]);
    expect((await stored()).map(({ state }) => state).toSorted()).toEqual(["active", "ended"]);
  });

  test("leaves alone what is paused, and addresses that must not be mailed", async () => {
    await apply(grain);
    const one = await only();
    if (one.state !== "active") throw new Error("it is active");
    await desk.deps.subscriptions.save(paused(one, desk.now), one);
    expect(await plan(grain)).toMatchObject([{ step: "keep" }]);
    const { subscriberId: addressHash } = one;
    await desk.suppressions.put({
      addressHash,
      reason: "bounce",
      since: desk.now,
      until: null,
      softBounces: 0,
    });
    expect(await plan(grain)).toMatchObject([
      { step: "leave", why: expect.stringContaining("bounce") },
    ]);
  });

  test("is not applied over what somebody changed since the plan", async () => {
    await apply(grain);
    const steps = await plan({ ...grain, name: "Corn" });
    const one = await only();
    await desk.deps.subscriptions.save(ended(one, "unsubscribed", desk.now), one);
    const [step] = steps;
    if (step === undefined) throw new Error("there is a step");
    expect(await applyStep(step, deps())).toBe(false);
    expect(await only()).toMatchObject({ state: "ended" });
  });
});

test("what is exported applies as it is: nothing changes", async () => {
  const two = { ...grain, address: ["anna@newsroom.example", "bert@newsroom.example"] };
  const daily = { address: "carl@newsroom.example", query: "gas", consent, events: ["new"] };
  await apply(two, { ...daily, frequency: { kind: "daily", hour: 7 }, timeZone: "Europe/Oslo" });
  const written = writeAlertsFile(await stored());
  expect(written.alerts).toMatchObject([
    { address: "carl@newsroom.example", query: "gas", timeZone: "Europe/Oslo", consent },
    { address: ["anna@newsroom.example", "bert@newsroom.example"], query: "grain", consent },
  ]);
  expect(await apply(...written.alerts)).toEqual(["keep", "keep", "keep"]);
});

describe("a file with webhooks", () => {
  const url = "https://hooks.newsroom.example/in";

  test("sets, keeps, changes and takes away; what it does not say it leaves", async () => {
    expect(await apply({ ...grain, webhook: url })).toEqual(["create"]);
    const { webhook } = await only();
    expect(webhook).toMatchObject({ url, secret: expect.stringMatching(/^whsec_/) });
    expect(await apply({ ...grain, webhook: url })).toEqual(["keep"]);
    expect(await apply(grain)).toEqual(["keep"]);
    expect(await plan({ ...grain, webhook: `${url}/2` })).toEqual([
      expect.objectContaining({ step: "change", fields: ["webhook"] }),
    ]);
    await apply({ ...grain, webhook: `${url}/2` });
    expect((await only()).webhook).toMatchObject({ url: `${url}/2`, secret: webhook?.secret });
    expect(await apply({ ...grain, webhook: null })).toEqual(["change"]);
    expect((await only()).webhook).toBeNull();
  });

  test("is written as it was read, without the secret", async () => {
    await apply({ ...grain, webhook: url });
    const written = writeAlertsFile(await stored());
    expect(written.alerts).toEqual([expect.objectContaining({ webhook: url })]);
    expect(JSON.stringify(written)).not.toContain("whsec_");
    expect(await apply(...written.alerts)).toEqual(["keep"]);
  });

  test("that lead into a network, or are no addresses, names each in its place", () => {
    const wrong = ["http://hooks.newsroom.example/", "https://10.0.0.8/", 7];
    const alerts = wrong.map((webhook) => ({ ...grain, webhook }));
    expect(readAlertsFile({ alerts })).toEqual({
      ok: false,
      problems: [
        "alerts[0]: webhook: The address must begin with https://.",
        "alerts[1]: webhook: 10.0.0.8 is not on the public internet.",
        "alerts[2]: webhook must be a text, or null",
      ],
    });
  });
});
