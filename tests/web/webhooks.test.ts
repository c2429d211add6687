import { beforeEach, describe, expect, test } from "@jest/globals";
import { load } from "cheerio/slim";
import type { Active } from "../../lambda/subscriptions/subscription.ts";
import { emptiedTables } from "../builders/dynamodb.ts";
import { aSite, type TestSite } from "../builders/site.ts";
import { aPending, anActive } from "../builders/subscription.ts";

let made: TestSite;
let one: Active;
const url = "https://hooks.newsroom.example/readouts";

beforeEach(async () => {
  made = await aSite({}, await emptiedTables());
  one = anActive({ query: "grain" });
  await made.subscriptions.save(one, null);
});

function token(): string {
  return made.managePath(one).replace(/.*token=/, "");
}

async function press(
  action: string,
  fields: Record<string, string> = {},
  on: string = one.subscriptionId,
) {
  const body = new URLSearchParams({ token: token(), action, alert: on, ...fields });
  return await made.site.request("/manage/webhook", { method: "POST", body });
}

async function page() {
  const path = `/manage/webhook?token=${token()}&alert=${one.subscriptionId}`;
  const response = await made.site.request(path);
  return { response, $: load(await response.text()) };
}

async function json() {
  const path = `/manage/webhook.json?token=${token()}&alert=${one.subscriptionId}`;
  const { webhook } = (await (await made.site.request(path)).json()) as {
    webhook: Record<string, unknown> | null;
  };
  return webhook;
}

async function buttons(): Promise<readonly string[]> {
  const { $ } = await page();
  return $("button[name=action]")
    .toArray()
    .map((button) => $(button).attr("value") ?? "");
}

/** As a program does. */
async function ask(fields: Record<string, string>) {
  const response = await made.site.request("/manage/webhook.json", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token: token(), alert: one.subscriptionId, ...fields }),
  });
  return [response.status, await response.json()];
}

describe("an alert's webhook", () => {
  test("is made, shown with its secret, changed, and removed by buttons", async () => {
    expect(await buttons()).toEqual(["set"]);
    const set = await press("set", { url: ` ${url} ` });
    expect(set.status).toBe(303);
    const after = await made.site.request(set.headers.get("location") ?? "");
    expect(await after.text()).toContain("Events are posted there from now on");
    expect(await buttons()).toEqual(["set", "test", "rotate", "remove"]);
    const { $ } = await page();
    const secret = $("code").text();
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
    expect($("input[name=url]").attr("value")).toBe(url);

    await press("rotate");
    expect(await json()).toMatchObject({ url, previousSecretUntil: "2026-03-04T08:00:00.000Z" });
    expect((await page()).$("code").text()).not.toBe(secret);
    await press("remove");
    expect(await json()).toBeNull();
  });

  test("is kept by no cache and seen by no search engine", async () => {
    const { response } = await page();
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("x-robots-tag")).toBe("noindex");
  });

  test.each([
    "http://hooks.newsroom.example/",
    "https://10.0.0.8/",
    "https://[::ffff:127.0.0.1]/",
    "https://localhost/",
    "https://desk:word@hooks.newsroom.example/",
    "javascript:alert(1)",
  ])("does not lead to %s, and what was typed is there still", async (wrong) => {
    const response = await press("set", { url: wrong });
    expect(response.status).toBe(400);
    const $ = load(await response.text());
    expect($("#problem").text()).not.toBe("");
    expect($("input[name=url]").attr("value")).toBe(wrong);
    expect(await json()).toBeNull();
  });

  test("is tested by a button, which asks for one event", async () => {
    await press("set", { url });
    expect((await press("test")).status).toBe(303);
    const [request, ...others] = made.webhookRequests;
    expect(others).toEqual([]);
    expect(request && (await made.webhooks.get(request))).toMatchObject({
      type: "webhook.test",
      state: "pending",
    });
  });

  test("that is switched off says since when and why, and how to go on", async () => {
    await press("set", { url });
    await made.webhooks.noteFailure(one, "HTTP 410: it wants no more", "2026-03-02T08:00:00.000Z");
    await made.webhooks.disable(one, "gone", "2026-03-02T08:00:00.000Z");
    expect((await page()).$(".note").text()).toContain("it answered 410 Gone");
    const manage = await (await made.site.request(made.managePath(one))).text();
    expect(manage).toContain("Switched off since");
    expect(await buttons()).toContain("enable");
    await press("enable");
    expect(await json()).toMatchObject({ disabledSince: null });
    expect(await buttons()).not.toContain("enable");
  });

  test("belongs to a confirmed alert of the link's holder", async () => {
    const pending = aPending({ query: "ferry" });
    await made.subscriptions.save(pending, null);
    const theirs = anActive({ query: "grain", address: "other@newsroom.example" });
    await made.subscriptions.save(theirs, null);
    for (const id of [pending.subscriptionId, theirs.subscriptionId, "none"]) {
      expect((await press("set", { url }, id)).status).toBe(404);
    }
    const forged = await press("set", { url, token: "none" });
    expect(forged.status).toBe(400);
    expect(await json()).toBeNull();
  });

  test("is not changed by another site's form, nor by a button that is none", async () => {
    const body = new URLSearchParams({
      token: token(),
      action: "set",
      alert: one.subscriptionId,
      url,
    });
    const headers = { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" };
    const other = await made.site.request("/manage/webhook", { method: "POST", body, headers });
    expect(other.status).toBe(403);
    expect((await press("dance")).status).toBe(400);
    expect(await json()).toBeNull();
  });

  test("stands in what its owner downloads, without its secret, and goes when they are erased", async () => {
    await press("set", { url });
    await made.webhooks.noteSuccess(one, "2026-03-02T08:00:00.000Z");
    const data = await (await made.site.request(`/manage/data?token=${token()}`)).text();
    expect(JSON.parse(data)).toMatchObject({ alerts: [{ webhook: url }] });
    expect(data).not.toContain("whsec_");
    const erase = new URLSearchParams({ token: token(), action: "erase" });
    await made.site.request("/manage", { method: "POST", body: erase });
    expect((await made.webhooks.healthOf(one.subscriberId)).size).toBe(0);
  });

  test("goes on where the alert's search is changed", async () => {
    await press("set", { url });
    const wish = new URLSearchParams({ token: token(), alert: one.subscriptionId, query: "ferry" });
    await made.site.request("/manage/change", { method: "POST", body: wish });
    const all = await made.subscriptions.bySubscriber(one.subscriberId);
    expect(all.map(({ query, state, webhook }) => [query, state, webhook?.url])).toEqual(
      expect.arrayContaining([
        ["grain", "ended", undefined],
        ["ferry", "active", url],
      ]),
    );
  });

  test("is managed by programs too", async () => {
    expect(await ask({ action: "set", url })).toEqual([200, { outcome: "done" }]);
    expect(await ask({ action: "set", url })).toEqual([200, { outcome: "already" }]);
    expect(await ask({ action: "set", url: "http://x" })).toEqual([
      400,
      { error: "The address must begin with https://." },
    ]);
    expect(await json()).toMatchObject({ url, secret: expect.stringMatching(/^whsec_/) });
  });
});
