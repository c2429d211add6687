import { afterEach, describe, expect, test } from "@jest/globals";
import type { RequestListener } from "node:http";
import { text } from "node:stream/consumers";
import { type WebhookSender, webhookSender } from "../../lambda/outside/webhook-sender.ts";
import { type Loopback, loopback } from "./loopback.ts";

const clock = { now: () => "2026-03-02T09:00:00.000Z" };

function aSender(changed: { isLoopbackAllowed?: boolean; timeoutMs?: number } = {}): WebhookSender {
  const usual = { isLoopbackAllowed: true, timeoutMs: 5000 };
  return webhookSender({ userAgent: "Readouts/1.2.3", clock, ...usual, ...changed });
}

const receivers: Loopback[] = [];
afterEach(async () => {
  for (const one of receivers.splice(0)) await one.close();
});

async function receiver(answer: RequestListener): Promise<Loopback> {
  const one = await loopback(answer);
  receivers.push(one);
  return one;
}

async function answered(status: number, headers: Record<string, string> = {}) {
  const { origin } = await receiver((_, response) => response.writeHead(status, headers).end());
  return await aSender().post(`${origin}/hook`, {}, "{}");
}

describe("an event", () => {
  test("is posted as JSON with its headers, to path and query", async () => {
    let body = "";
    const { origin, asked } = await receiver((request, response) => {
      void text(request).then((sent) => {
        body = sent;
        return response.writeHead(204).end();
      });
    });
    const sent = await aSender().post(`${origin}/in?desk=1`, { "webhook-id": "msg_1" }, '{"a":1}');
    expect(sent).toEqual({ outcome: "taken", status: 204 });
    expect(body).toBe('{"a":1}');
    expect(asked[0]).toMatchObject({
      method: "POST",
      url: "/in?desk=1",
      headers: {
        "webhook-id": "msg_1",
        "content-type": "application/json",
        "user-agent": "Readouts/1.2.3",
      },
    });
  });

  test("is not taken by 500, is never wanted by 410, and waits as it is told by 429 and 503", async () => {
    expect(await answered(500)).toEqual({ outcome: "failed", reason: "HTTP 500", retryAfterMs: 0 });
    expect(await answered(410)).toEqual({ outcome: "gone" });
    expect(await answered(429, { "retry-after": "120" })).toMatchObject({ retryAfterMs: 120_000 });
    const at = "Mon, 02 Mar 2026 09:10:00 GMT";
    expect(await answered(503, { "retry-after": at })).toMatchObject({ retryAfterMs: 600_000 });
    expect(await answered(500, { "retry-after": "120" })).toMatchObject({ retryAfterMs: 0 });
  });

  test("is not carried along by a redirect, wherever it leads", async () => {
    const private_ = await receiver((_, response) => response.writeHead(200).end());
    const sent = await answered(302, { location: `${private_.origin}/` });
    expect(sent).toMatchObject({
      outcome: "failed",
      reason: "HTTP 302: redirects are not followed",
    });
    expect(private_.asked).toEqual([]);
  });

  test("is given up for now by a receiver that does not answer in time", async () => {
    const { origin } = await receiver(() => {});
    expect(await aSender({ timeoutMs: 50 }).post(origin, {}, "{}")).toMatchObject({
      outcome: "failed",
      reason: "no answer within 0.05 s",
    });
  });

  test("is taken where the answer's head has come, however long its body", async () => {
    const { origin } = await receiver((_, response) => {
      response.writeHead(200);
      const more = (): void => {
        while (response.write("x".repeat(65_536)));
        response.once("drain", more);
      };
      more();
    });
    expect(await aSender().post(origin, {}, "{}")).toEqual({ outcome: "taken", status: 200 });
  });

  test("fails in words where nobody listens", async () => {
    const gone = await loopback(() => {});
    await gone.close();
    expect(await aSender().post(gone.origin, {}, "{}")).toMatchObject({
      outcome: "failed",
      reason: "the connection was refused",
    });
  });
});

describe("an address inside a network", () => {
  test.each([
    "https://127.0.0.1/",
    "https://10.1.2.3/",
    "https://169.254.169.254/latest/meta-data/",
    "https://[fd12::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:a9fe:a9fe]/",
    "https://2130706433/",
    "https://0x7f.1/",
  ])("%s is not posted to", async (url) => {
    expect(await aSender({ isLoopbackAllowed: false }).post(url, {}, "{}")).toMatchObject({
      outcome: "failed",
      reason: expect.stringContaining("is not on the public internet"),
    });
  });

  test("is found out behind a name, after it has been resolved", async () => {
    const sent = await aSender({ isLoopbackAllowed: false }).post("https://localhost/", {}, "{}");
    expect(sent).toMatchObject({
      outcome: "failed",
      reason: "its name leads to an address that is not public",
    });
  });

  test("is not posted to over https even where loopback is allowed over http", async () => {
    expect(await aSender().post("https://127.0.0.1:8443/", {}, "{}")).toMatchObject({
      reason: "127.0.0.1 is not on the public internet.",
    });
    expect(await aSender().post("http://10.1.2.3/", {}, "{}")).toMatchObject({
      reason: "The address must begin with https://.",
    });
  });
});

describe("an address that is refused", () => {
  test.each([
    ["http://hooks.newsroom.example/", "must begin with https"],
    ["ftp://hooks.newsroom.example/", "must begin with https"],
    ["https://desk:word@hooks.newsroom.example/", "name or password"],
    ["https://hooks.newsroom.example:22/", "Port 22"],
    ["https://hooks.newsroom.example/#part", "after #"],
    ["hooks.newsroom.example", "no web address"],
    [`https://hooks.newsroom.example/${"a".repeat(2000)}`, "longer than"],
  ])("%.60s says why", async (url, why) => {
    expect(await aSender({ isLoopbackAllowed: false }).post(url, {}, "{}")).toMatchObject({
      outcome: "failed",
      reason: expect.stringContaining(why),
    });
  });
});
