import { beforeEach, describe, expect, test } from "@jest/globals";
import { load } from "cheerio/slim";
import type { Active, Subscription } from "../../lambda/subscriptions/subscription.ts";
import { archived } from "../builders/archive.ts";
import { emptiedTables } from "../builders/dynamodb.ts";
import { aSite, siteUrl, type TestSite } from "../builders/site.ts";

let made: TestSite;

beforeEach(async () => {
  made = await aSite({}, await emptiedTables());
});

async function post(
  path: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
) {
  return await made.site.request(path, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers,
  });
}

async function stored(): Promise<readonly Subscription[]> {
  const all: Subscription[] = [];
  for await (const one of made.subscriptions.every()) all.push(one);
  return all;
}

async function states(): Promise<readonly string[]> {
  return (await stored()).map(({ state }) => state);
}

async function send(body: unknown) {
  return await made.site.request("/subscribe", {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", accept: "application/json" },
  });
}

const wish = { address: "reader@norrhaven.example", query: '"water treaty"' };

async function confirmed(): Promise<Active> {
  await post("/subscribe", wish);
  await post(made.confirmPath(), {});
  const [one] = await stored();
  if (one?.state !== "active") throw new Error("the subscription was not confirmed");
  return one;
}

describe("the form", () => {
  test("shows what the alert would have found, and the sentence that is agreed to", async () => {
    await archived(made.readouts);
    const $ = load(await (await made.site.request("/subscribe?q=%22water+treaty%22")).text());
    expect($("#preview").text()).toBe("What it would have found");
    expect($(".list h3").text()).toBe("Talks with President of Veldmark Aksel Tamm");
    expect($("input[name=query]").val()).toBe('"water treaty"');
    expect($(".consent").text()).toContain("I can stop it with one click in every mail.");
  });

  test("previews by its second button without asking for anything", async () => {
    await archived(made.readouts);
    const response = await post("/subscribe", { ...wish, step: "preview" });
    const $ = load(await response.text());
    expect($(".list h3").length).toBe(1);
    expect($("input[name=address]").val()).toBe(wish.address);
    expect([made.mails.length, await states()]).toEqual([0, []]);
  });

  test("shows how often by week, in a chart that has a table, and what may have been meant", async () => {
    await archived(made.readouts);
    const html = await (await made.site.request("/subscribe?q=watr+OR+treaty")).text();
    const $ = load(html);
    expect($("figure.weeks svg").attr("aria-label")).toContain("1 match in 12 weeks");
    expect($("figure.weeks tbody tr").length).toBe(12);
    expect($(".note").text()).toContain("“watr” does not occur in the newest readout.");
    expect($(".note a").attr("href")).toBe("/subscribe?q=water+OR+treaty");
  });

  test("warns of more than 20 mails a day, unless they come in a digest", async () => {
    for (let n = 0; n < 150; n += 1)
      await archived(made.readouts, { readoutId: `ostrovia-pm-${n}` });
    const asked = { query: "treaty", step: "preview" };
    const atOnce = await post("/subscribe", { ...asked, frequency: "immediate" });
    expect(await atOnce.text()).toContain("about 21 mails a day");
    const daily = await post("/subscribe", { ...asked, frequency: "daily" });
    expect(await daily.text()).not.toContain("mails a day");
    const json = await made.site.request("/subscribe.json?q=treaty");
    expect(await json.json()).toMatchObject({ mailsADay: 21, isTooMany: true });
  });

  test("looks for one network sixty times an hour, and for others still", async () => {
    const look = async (sourceIp: string): Promise<Response> => {
      const bindings = { requestContext: { http: { sourceIp } } };
      return await made.site.request("/subscribe?q=treaty", {}, bindings);
    };
    for (let n = 0; n < 60; n += 1) expect((await look("192.0.2.7")).status).toBe(200);
    const refused = await look("192.0.2.7");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "3600"]);
    expect((await look("192.0.2.8")).status).toBe(200);
    expect((await made.site.request("/subscribe")).status).toBe(200);
  });

  test("keeps every field that was typed where one of them is wrong", async () => {
    const fields = { ...wish, name: "Water", frequency: "weekly", weekday: "5", hour: "7" };
    const response = await post("/subscribe", { ...fields, timeZone: "Europe/Athens" });
    expect(response.status).toBe(400);
    const $ = load(await response.text());
    expect($("[role=alert]").text()).toContain("choose at least one kind of news");
    expect($("fieldset[aria-invalid] legend").text()).toBe("Mail me when");
    expect($("input[name=name]").val()).toBe("Water");
    expect($("input[name=frequency]:checked").val()).toBe("weekly");
    expect(
      ["weekday", "hour", "timeZone"].map((name) => $(`#${name} option[selected]`).val()),
    ).toEqual(["5", "7", "Europe/Athens"]);
  });

  test.each([
    [{ ...wish, address: "nobody" }, "address", "An email address has an @"],
    [{ ...wish, query: "water and" }, "query", "column 7"],
  ])("names the field that is wrong and keeps what was typed", async (fields, name, message) => {
    const response = await post("/subscribe", fields);
    expect(response.status).toBe(400);
    const $ = load(await response.text());
    expect($("[role=alert]").text()).toContain(message);
    expect($("[aria-invalid]").attr("name")).toBe(name);
    expect($("input[name=query]").val()).toBe(fields.query);
    expect($("input[name=address]").val()).toBe(fields.address);
    expect(made.mails.length).toBe(0);
  });
});

describe("signing up", () => {
  test("mails a link; GET on it changes nothing, the button confirms, and a second time too", async () => {
    const response = await post("/subscribe", wish);
    expect(response.status).toBe(202);
    expect(made.mails.map(({ to }) => to)).toEqual([wish.address]);

    const shown = load(await (await made.site.request(made.confirmPath())).text());
    expect(shown("form").attr("method")).toBe("post");
    expect(shown(".query").text()).toBe(wish.query);
    expect(await states()).toEqual(["pending"]);

    const pressed = await made.site.request(shown("form").attr("action") ?? "", { method: "POST" });
    expect(await pressed.text()).toContain("Your alert is confirmed");
    expect(await states()).toEqual(["active"]);

    const again = await post(made.confirmPath(), {});
    expect([again.status, await again.text()]).toEqual([
      200,
      expect.stringContaining("was confirmed before"),
    ]);
  });

  test("answers the same whether the alert is known or not", async () => {
    await confirmed();
    const response = await post("/subscribe", wish);
    expect([response.status, made.mails.length]).toEqual([202, 1]);
  });

  test("keeps the name, the frequency, the time zone and the events that were chosen", async () => {
    const body = new URLSearchParams({
      ...wish,
      name: "Water",
      frequency: "weekly",
      weekday: "5",
      hour: "7",
    });
    body.append("timeZone", "Europe/Athens");
    for (const event of ["removed", "new"]) body.append("events", event);
    body.append("mailLanguage", "uk");
    const response = await made.site.request("/subscribe", { method: "POST", body });
    expect(response.status).toBe(202);
    expect(await stored()).toEqual([
      expect.objectContaining({
        name: "Water",
        frequency: { kind: "weekly", weekday: 5, hour: 7 },
        timeZone: "Europe/Athens",
        events: ["new", "removed"],
        mailLanguage: "uk",
      }),
    ]);
    expect(made.mails[0]?.subject).toBe("Підтвердьте сповіщення Readouts");
  });

  test.each([
    ["fr-CH, fr;q=0.9, en;q=0.8", "fr"],
    ["en;q=0.3, RU;q=0.7, ka", "ru"],
    ["de;q=0, ka", "en"],
    ["*", "en"],
    [";;q=x,,", "en"],
  ])("offers mails in the language that the browser asks for: %s", async (asked, offered) => {
    const response = await made.site.request("/subscribe", {
      headers: { "accept-language": asked },
    });
    expect(await response.text()).toContain(
      `<option value="${offered}" lang="${offered}" selected>`,
    );
  });

  test("refuses a language that our mails are not written in", async () => {
    const response = await send({ ...wish, mailLanguage: "ka" });
    expect([response.status, await response.json()]).toEqual([
      400,
      { error: "mailLanguage must be one of en, de, es, fr, it, pt, ru, uk" },
    ]);
  });

  test("takes the same from programs, as JSON, and says which field is wrong", async () => {
    const frequency = { kind: "daily", hour: 6 };
    expect(
      (await send({ ...wish, frequency, timeZone: "Europe/Oslo", events: ["new"] })).status,
    ).toBe(202);
    expect(await stored()).toEqual([
      expect.objectContaining({ frequency, timeZone: "Europe/Oslo", events: ["new"] }),
    ]);
    const wrong = await send({ ...wish, frequency: { kind: "daily", hour: 25 } });
    expect([wrong.status, await wrong.json()]).toEqual([
      400,
      { error: "hour must be a number from 0 to 23" },
    ]);
  });

  test("takes JSON from programs and says in JSON what is wrong", async () => {
    expect(await (await send(wish)).json()).toMatchObject({ accepted: true });
    expect(await (await send({ ...wish, query: "(" })).json()).toMatchObject({
      error: { column: expect.any(Number) },
    });
    expect(await (await send({ address: wish.address })).json()).toEqual({
      error: "Two texts are needed: address and query.",
    });
    expect(await (await send([])).json()).toEqual({ error: "What was sent is no JSON object." });
  });

  test("records where the request and the confirmation came from", async () => {
    const body = new URLSearchParams(wish);
    const from = { requestContext: { http: { sourceIp: "192.0.2.7" } } };
    await made.site.request("/subscribe", { method: "POST", body }, from);
    const [one] = await stored();
    expect(one?.consent.from).toBe("192.0.2.7");
  });
});

describe("a form sent from another site", () => {
  test.each([
    ["Sec-Fetch-Site", { "sec-fetch-site": "cross-site", origin: siteUrl }],
    ["a neighbour's Sec-Fetch-Site", { "sec-fetch-site": "same-site", origin: siteUrl }],
    ["Origin", { origin: "https://evil.example" }],
    ["an opaque Origin", { origin: "null" }],
  ])("is refused by %s", async (_, headers) => {
    const response = await post("/subscribe", wish, headers);
    expect([response.status, await response.text()]).toEqual([
      403,
      expect.stringContaining("sent from another site"),
    ]);
    expect(made.mails.length).toBe(0);
  });

  test.each([
    ["our own page", { "sec-fetch-site": "same-origin", origin: "null" }],
    ["our own page in an older browser", { origin: siteUrl }],
    ["a program", {}],
  ])("is not one from %s", async (_, headers) => {
    expect((await post("/subscribe", wish, headers)).status).toBe(202);
  });
});

describe("the link to stop", () => {
  test("shows a button; GET stops nothing", async () => {
    const path = made.unsubscribePath(await confirmed());
    const $ = load(await (await made.site.request(path)).text());
    expect($("form button").text()).toBe("Stop this alert");
    expect(await states()).toEqual(["active"]);
  });

  test("takes RFC 8058's one click from any mail service, twice", async () => {
    const path = made.unsubscribePath(await confirmed());
    const elsewhere = { origin: "https://mail.example", "sec-fetch-site": "cross-site" };
    const click = async () => await post(path, { "List-Unsubscribe": "One-Click" }, elsewhere);
    expect((await click()).status).toBe(200);
    expect(await states()).toEqual(["ended"]);
    expect(await (await click()).text()).toContain("was stopped before");
  });
});

describe("a link that is tampered with", () => {
  test.each(["/confirm", "/unsubscribe"])("on %s says so, and does nothing", async (path) => {
    await confirmed();
    const token = (made.confirmPath().split("token=")[1] ?? "").replace(/.$/, "!");
    for (const method of ["GET", "POST"]) {
      const response = await made.site.request(`${path}?token=${token}`, { method });
      expect([response.status, await response.text()]).toEqual([
        400,
        expect.stringContaining("not complete, or not one of ours"),
      ]);
    }
    expect((await made.site.request(path)).status).toBe(400);
    expect(await states()).toEqual(["active"]);
  });

  test("a confirmation's does not unsubscribe", async () => {
    await confirmed();
    const path = made.confirmPath().replace("/confirm", "/unsubscribe");
    expect((await post(path, {})).status).toBe(400);
    expect(await states()).toEqual(["active"]);
  });

  test("is kept by nobody and indexed by nobody", async () => {
    await post("/subscribe", wish);
    const { headers } = await made.site.request(made.confirmPath());
    expect([headers.get("cache-control"), headers.get("x-robots-tag")]).toEqual([
      "no-store",
      "noindex",
    ]);
  });
});
