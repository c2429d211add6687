import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { load } from "cheerio/slim";
import { alertsTable } from "../../lambda/archive/alerts-table.ts";
import { suppressionsTable } from "../../lambda/archive/suppressions-table.ts";
import { addMs } from "../../lambda/runtime/instant.ts";
import { type Active, ended, type Subscription } from "../../lambda/subscriptions/subscription.ts";
import { anAlert } from "../builders/alert.ts";
import { archived } from "../builders/archive.ts";
import { emptiedTables } from "../builders/dynamodb.ts";
import { aSite, siteNow, type TestSite } from "../builders/site.ts";
import { anActive as active, aPending } from "../builders/subscription.ts";
import { parseQuery } from "../../lambda/query/parsing/parse-query.ts";
import { queryKey } from "../../lambda/query/query-key.ts";

/** As sign-up makes it: its key is its query's meaning. */
function anActive({ address = "reader@newsroom.example", query = "ferry" } = {}): Active {
  const parsed = parseQuery(query);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return active({ address, query, queryKey: queryKey(parsed.query) });
}

let made: TestSite;
let now: string;

beforeEach(async () => {
  now = siteNow;
  made = await aSite({ clock: { now: () => now } }, await emptiedTables());
});

async function post(path: string, fields: Readonly<Record<string, string>>, accept = "text/html") {
  const body = new URLSearchParams(fields);
  return await made.site.request(path, { method: "POST", body, headers: { accept } });
}

const tokenOf = (one: Subscription): string => made.managePath(one).replace(/.*token=/, "");

async function press(action: string, one: Subscription): Promise<Response> {
  return await post("/manage", { token: tokenOf(one), action, alert: one.subscriptionId });
}

async function change(one: Subscription, fields: Readonly<Record<string, string>>) {
  return await post("/manage/change", {
    token: tokenOf(one),
    alert: one.subscriptionId,
    ...fields,
  });
}

async function ask(address: string): Promise<Response> {
  return await post("/manage/link", { address });
}

async function stored({ subscriberId, subscriptionId }: Subscription) {
  return await made.subscriptions.get(subscriberId, subscriptionId);
}

async function shown(one: Subscription) {
  const response = await made.site.request(made.managePath(one));
  return { response, $: load(await response.text()) };
}

async function kept<S extends Subscription>(one: S): Promise<S> {
  await made.subscriptions.save(one, null);
  return one;
}

describe("the page", () => {
  test("shows each of one's alerts and what it sent lately, and nobody else's", async () => {
    const ferry = await kept(anActive({ query: "ferry" }));
    await kept(anActive({ query: "grain" }));
    await kept(anActive({ address: "other@newsroom.example", query: "herring" }));
    await archived(made.readouts);
    const alerts = alertsTable(made.tables.client, made.tables.alerts);
    const { subscriberId, subscriptionId } = ferry;
    const alert = anAlert({ subscriberId, subscriptionIds: [subscriptionId] });
    await alerts.add(alert);
    await alerts.markSent(alert, "ses-1", "2026-03-02T15:00:00.000Z");
    const { $, response } = await shown(ferry);
    expect(response.status).toBe(200);
    expect(
      $(".cards h2")
        .toArray()
        .map((one) => $(one).text())
        .toSorted(),
    ).toEqual(["ferry", "grain"]);
    expect($(".plainly").text()).toContain("Talks with President of Veldmark Aksel Tamm");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("x-robots-tag")).toBe("noindex");
  });

  test("changes nothing by being looked at, whatever its address says", async () => {
    const one = await kept(anActive());
    const path = `${made.managePath(one)}&action=stop&done=stop-done&alert=${one.subscriptionId}`;
    await made.site.request(path);
    expect(await stored(one)).toEqual(one);
  });

  test("opens for seven days, and for one rotation of the secret; a forged link is refused", async () => {
    const one = await kept(anActive());
    const path = made.managePath(one);
    now = addMs(siteNow, 7 * 24 * 3_600_000);
    expect((await made.site.request(path)).status).toBe(200);
    now = addMs(siteNow, 7 * 24 * 3_600_000 + 1);
    expect((await made.site.request(path)).status).toBe(410);
    now = siteNow;
    for (const bad of [path.slice(0, -1), `${path}x`, "/manage?token=none", "/manage?token="]) {
      expect((await made.site.request(bad)).status).toBe(400);
    }
    const unsubscribe = made.unsubscribePath(one).replace("/unsubscribe", "/manage");
    expect((await made.site.request(unsubscribe)).status).toBe(400);
    expect((await post("/manage", { token: "none", action: "stop" })).status).toBe(400);
  });

  test("says that nothing is mailed to a suppressed address, and the way back", async () => {
    const one = await kept(anActive());
    await made.subscriptions.save(ended(one, "bounced", now), one);
    const suppressions = suppressionsTable(made.tables.client, made.tables.suppressions);
    const addressHash = one.subscriberId;
    await suppressions.put({
      addressHash,
      reason: "bounce",
      since: siteNow,
      until: null,
      softBounces: 0,
    });
    const { $ } = await shown(one);
    expect($(".note").text()).toContain("mails to it came back");
    expect($("details").text()).toContain("Start again");
    await press("restart", one);
    expect(made.mails.map(({ subject }) => subject)).toEqual(["Confirm your Readouts alert"]);
    expect(await suppressions.get(addressHash)).not.toMatchObject({ until: null });
    await post(made.confirmPath(), {});
    expect(await stored(one)).toMatchObject({ state: "active" });
  });
});

describe("a button", () => {
  test("pauses and resumes; a paused alert is not matched, and a second click changes nothing", async () => {
    const one = await kept(anActive());
    const response = await press("pause", one);
    expect([response.status, response.headers.get("location")]).toEqual([
      303,
      expect.stringMatching(/^\/manage\?token=.+&done=pause-done&alert=/),
    ]);
    expect(await stored(one)).toMatchObject({ state: "paused", pausedAt: now });
    expect(await made.subscriptions.standingQueries()).toEqual([]);
    const again = await press("pause", one);
    expect(again.headers.get("location")).toContain("pause-already");
    const page = await made.site.request(again.headers.get("location") ?? "");
    expect(load(await page.text())("[role=status]").text()).toContain("nothing has changed");
    await press("resume", one);
    expect(await stored(one)).toMatchObject({ state: "active" });
    expect(await made.subscriptions.standingQueries()).toHaveLength(1);
  });

  test("stops one alert or all of them", async () => {
    const all = await Promise.all(
      ["ferry", "grain", "gas"].map(async (query) => await kept(anActive({ query }))),
    );
    const [one, two] = all;
    if (one === undefined || two === undefined) throw new Error("there are three");
    await press("stop", one);
    expect(await stored(one)).toMatchObject({ state: "ended", endedBecause: "unsubscribed" });
    expect(await stored(two)).toMatchObject({ state: "active" });
    await post("/manage", { token: tokenOf(one), action: "stop-all" });
    for (const each of all) expect(await stored(each)).toMatchObject({ state: "ended" });
  });

  test("turns off the line after a month without a mail, for all alerts at once", async () => {
    const frequency = { kind: "daily", hour: 8 } as const;
    const all = await Promise.all(
      ["ferry", "grain"].map(async (query) => await kept({ ...anActive({ query }), frequency })),
    );
    const [one] = all;
    if (one === undefined) throw new Error("there are two");
    const page = await (await made.site.request(made.managePath(one))).text();
    expect(page).toContain("No monthly line");
    const answer = await post(
      "/manage",
      { token: tokenOf(one), action: "no-monthly-line" },
      "application/json",
    );
    expect(await answer.json()).toEqual({ outcome: "done" });
    for (const each of all) {
      expect(await stored(each)).toMatchObject({ state: "active", allIsWell: false });
    }
    const after = await (await made.site.request(made.managePath(one))).text();
    expect(after).not.toContain("No monthly line");
  });

  test("mails a test of an active alert: the newest that it finds, said to be a test", async () => {
    await archived(made.readouts);
    const one = await kept(anActive({ query: '"water treaty"' }));
    await press("test", one);
    expect(made.mails.map(({ to, subject }) => [to, subject])).toEqual([
      [one.address, expect.stringMatching(/^Test: .*Talks with President/)],
    ]);
    const alerts = alertsTable(made.tables.client, made.tables.alerts);
    expect(await alerts.bySubscriber(one.subscriberId)).toEqual([]);
  });

  test("confirms what was asked for while another confirmation waited", async () => {
    const waiting = await kept({ ...aPending({ query: "gas", at: now }), mails: [] });
    await press("confirm", waiting);
    expect(await stored(waiting)).toMatchObject({ state: "active" });
  });

  test("does nothing to somebody else's alert, by an unknown name, or from another site", async () => {
    const mine = await kept(anActive());
    const theirs = await kept(anActive({ address: "other@newsroom.example" }));
    const token = tokenOf(mine);
    const alert = theirs.subscriptionId;
    const json = await post("/manage", { token, action: "stop", alert }, "application/json");
    expect([json.status, await json.json()]).toEqual([404, { outcome: "unknown" }]);
    expect((await post("/manage", { token, action: "sell", alert })).status).toBe(400);
    const foreign = await made.site.request("/manage", {
      method: "POST",
      body: new URLSearchParams({ token, action: "stop-all" }),
      headers: { "sec-fetch-site": "cross-site" },
    });
    expect(foreign.status).toBe(403);
    expect([await stored(mine), await stored(theirs)]).toEqual([mine, theirs]);
  });
});

describe("changing an alert", () => {
  test("how it is wanted keeps it the same alert", async () => {
    const one = await kept(anActive());
    const path = made.managePath(one).replace("/manage", "/manage/change");
    const form = load(
      await (await made.site.request(`${path}&alert=${one.subscriptionId}`)).text(),
    );
    expect(form("input[name=query]").val()).toBe("ferry");
    const wish = { frequency: "daily", hour: "7", timeZone: "Europe/Oslo", events: "new" };
    const response = await change(one, { query: "ferry", name: "Ferries", ...wish });
    expect(response.status).toBe(303);
    expect(await stored(one)).toMatchObject({
      state: "active",
      name: "Ferries",
      frequency: { kind: "daily", hour: 7 },
      timeZone: "Europe/Oslo",
      events: ["new"],
      consent: one.consent,
    });
  });

  test("another search is another alert, with consent of its own; the one before ends", async () => {
    const one = await kept(anActive());
    await change(one, { query: "grain", frequency: "immediate", events: "new" });
    expect(await stored(one)).toMatchObject({ state: "ended", endedBecause: "replaced" });
    const all = await made.subscriptions.bySubscriber(one.subscriberId);
    expect(all.find(({ state }) => state === "active")).toMatchObject({
      query: "grain",
      address: one.address,
      consent: { requestedAt: now, wording: expect.stringContaining("Mail me") },
    });
  });

  test("is previewed without being saved, and refused where another looks for the same", async () => {
    await archived(made.readouts);
    const one = await kept(anActive());
    await kept(anActive({ query: "grain" }));
    const preview = await change(one, { query: '"water treaty"', step: "preview" });
    expect(load(await preview.text())("#preview").length).toBe(1);
    const double = await change(one, { query: "grain", frequency: "immediate", events: "new" });
    expect([double.status, load(await double.text())("[role=alert]").text()]).toEqual([
      400,
      expect.stringContaining("looks for the same"),
    ]);
    const wrong = await change(one, { query: "(grain", frequency: "immediate", events: "new" });
    expect(wrong.status).toBe(400);
    expect(await stored(one)).toEqual(one);
  });
});

describe("one's data", () => {
  test("comes as JSON: alerts, consent, and what was mailed", async () => {
    const one = await kept(anActive());
    const alerts = alertsTable(made.tables.client, made.tables.alerts);
    const { subscriberId, subscriptionId, consent } = one;
    await alerts.add(anAlert({ subscriberId, subscriptionIds: [subscriptionId] }));
    const response = await made.site.request(
      made.managePath(one).replace("manage?", "manage/data?"),
    );
    expect(response.headers.get("content-disposition")).toContain("readouts-alerts.json");
    expect(await response.json()).toMatchObject({
      address: one.address,
      suppression: null,
      alerts: [{ query: "ferry", state: "active", consent }],
      mails: [{ readoutId: "ostrovia-pm-103", alerts: [subscriptionId], state: "pending" }],
    });
  });

  test("is erased by a button, and by it again", async () => {
    const one = await kept(anActive());
    const other = await kept(anActive({ address: "other@newsroom.example" }));
    const alerts = alertsTable(made.tables.client, made.tables.alerts);
    const { subscriberId } = one;
    await alerts.add(anAlert({ subscriberId }));
    const { client, alerts: TableName } = made.tables;
    const digest = { subscriberId, alertId: "digest#2026-03-02", state: "sent", alertIds: [] };
    await client.send(new PutCommand({ TableName, Item: digest }));
    for (const _ of [1, 2]) {
      const response = await post("/manage", { token: tokenOf(one), action: "erase" });
      expect(response.status).toBe(303);
      const page = await made.site.request(response.headers.get("location") ?? "");
      expect(await page.text()).toContain("Everything that was kept of you is erased.");
    }
    expect(await made.subscriptions.bySubscriber(subscriberId)).toEqual([]);
    expect(await alerts.bySubscriber(subscriberId)).toEqual([]);
    const Key = { subscriberId, alertId: digest.alertId };
    expect(await client.send(new GetCommand({ TableName, Key }))).not.toHaveProperty("Item");
    expect(await stored(other)).toEqual(other);
    for (const method of ["GET", "POST"]) {
      const left = await made.site.request(made.unsubscribePath(one), { method });
      expect([left.status, await left.text()]).toEqual([
        200,
        expect.stringContaining("you get no mail for it"),
      ]);
    }
  });
});

describe("a link asked for by address", () => {
  test("is answered alike and mailed only where an alert was confirmed once", async () => {
    await kept(anActive({ address: "known@newsroom.example" }));
    await kept(aPending({ address: "pending@newsroom.example" }));
    const answers = await Promise.all(
      ["Known@newsroom.example", "pending@newsroom.example", "nobody@newsroom.example"].map(ask),
    );
    const texts = await Promise.all(answers.map(async (one) => [one.status, await one.text()]));
    expect(new Set(texts.map(String)).size).toBe(1);
    expect(made.mails.map(({ to }) => to)).toEqual(["known@newsroom.example"]);
    const path = /\/manage\?token=[\w.-]+/.exec(made.mails[0]?.text ?? "")?.[0] ?? "";
    expect((await made.site.request(path)).status).toBe(200);
  });

  test("is mailed three times a day, however the address is written", async () => {
    await kept(anActive({ address: "known@newsroom.example" }));
    for (let n = 0; n < 5; n += 1) expect((await ask("KNOWN@newsroom.example")).status).toBe(202);
    expect(made.mails.length).toBe(3);
    now = addMs(siteNow, 24 * 3_600_000);
    await ask("known@newsroom.example");
    expect(made.mails.length).toBe(4);
  });

  test("names what is wrong with an address", async () => {
    const response = await ask("nobody");
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining("An email address has an @"),
    ]);
  });
});

describe("the link of a mail with several alerts", () => {
  test("stops one of them, or all", async () => {
    const [one, two] = [
      await kept(anActive({ query: "ferry" })),
      await kept(anActive({ query: "grain" })),
    ];
    const path = made.unsubscribePath(one, two);
    const $ = load(await (await made.site.request(path)).text());
    expect(
      $("form button")
        .toArray()
        .map((button) => $(button).text()),
    ).toEqual(["Stop this one: ferry", "Stop this one: grain", "Stop all 2"]);
    await post(path, { alert: one.subscriptionId });
    expect([(await stored(one))?.state, (await stored(two))?.state]).toEqual(["ended", "active"]);
    await post(path, {});
    expect((await stored(two))?.state).toBe("ended");
  });

  test("that are too many for a link stops all that the subscriber has", async () => {
    const all: Active[] = [];
    for (let n = 0; n < 17; n += 1) all.push(await kept(anActive({ query: `ferry${n}` })));
    const other = await kept(anActive({ address: "other@newsroom.example" }));
    const [first, ...others] = all;
    if (first === undefined) throw new Error("there are seventeen");
    const path = made.unsubscribePath(first, ...others);
    expect(path.length).toBeLessThan(900);
    const $ = load(await (await made.site.request(path)).text());
    expect($("form button").last().text()).toBe("Stop all 17");
    await post(path, { "List-Unsubscribe": "One-Click" });
    for (const one of all) expect((await stored(one))?.state).toBe("ended");
    expect(await stored(other)).toEqual(other);
  });
});

test.each(["/manage", "/manage/webhook"])(
  "%s says only what a button of ours did",
  async (path) => {
    const one = anActive();
    await made.subscriptions.save(one, null);
    for (const done of ["constructor", "__proto__", "You have won"]) {
      const query = new URLSearchParams({ token: tokenOf(one), alert: one.subscriptionId, done });
      const response = await made.site.request(`${path}?${query.toString()}`);
      expect([response.status, load(await response.text())("[role=status]").length]).toEqual([
        200, 0,
      ]);
    }
  },
);
