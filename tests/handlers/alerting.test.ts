import { text as textOf } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { SNSEvent } from "aws-lambda";
import type { LambdaEvent } from "hono/aws-lambda";
import PostalMime from "postal-mime";
import { Webhook as Verifier } from "standardwebhooks";
import { alertTag } from "../../lambda/alerts/delivery/alert-tag.ts";
import { type Alert, alertsTable } from "../../lambda/archive/alerts-table.ts";
import { readoutsTable } from "../../lambda/archive/readouts-table.ts";
import { subscriptionsTable } from "../../lambda/archive/subscriptions-table.ts";
import { subscriberIdOf } from "../../lambda/subscriptions/address.ts";
import { withWebhook } from "../../lambda/subscriptions/subscription.ts";
import { webhookSecret } from "../../lambda/subscriptions/webhook.ts";
import { loopback } from "../outside/loopback.ts";
import { type HandlerWorld, startHandlerWorld } from "../builders/handler-world.ts";
import { aMessage, ourTopic } from "../builders/sns.ts";
import { aHead, aReadout, aRevision } from "../builders/readout.ts";

const reader = "reader@newsroom.example";

/** As API Gateway hands a request to a function (payload 2.0). */
function aRequest(method: string, path: string, body = ""): LambdaEvent {
  const [rawPath = "", rawQueryString = ""] = path.split("?");
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath,
    rawQueryString,
    headers: {
      host: "readouts.norrhaven.example",
      ...(body === "" ? {} : { "content-type": "application/x-www-form-urlencoded" }),
    },
    requestContext: {
      accountId: "000000000000",
      apiId: "site",
      domainName: "readouts.norrhaven.example",
      domainPrefix: "readouts",
      http: { method, path: rawPath, protocol: "HTTP/1.1", sourceIp: "192.0.2.7", userAgent: "" },
      requestId: "1",
      routeKey: "$default",
      stage: "$default",
      time: "02/Mar/2026:09:00:00 +0000",
      timeEpoch: Date.UTC(2026, 2, 2, 9),
    },
    body,
    isBase64Encoded: false,
  } as unknown as LambdaEvent; // without an authorizer, which hono's type wants
}

/** As the stream of Readouts tells of a new item. */
function aChange(readoutId: string, revision: number) {
  const Keys = { readoutId: { S: readoutId }, revision: { N: String(revision) } };
  return { eventID: "1", eventName: "INSERT" as const, dynamodb: { SequenceNumber: "1", Keys } };
}

/** As the stream of Alerts tells of a new one. */
function imageOf(alert: Alert) {
  const { subscriberId, alertId, readoutId, revision, change, subscriptionIds, createdAt } = alert;
  return {
    subscriberId: { S: subscriberId },
    alertId: { S: alertId },
    readoutId: { S: readoutId },
    revision: { N: String(revision) },
    change: { S: change },
    subscriptionIds: { L: subscriptionIds.map((S) => ({ S })) },
    createdAt: { S: createdAt },
  };
}

/** SES's event about a mail that it sent, as SNS hands it to a function. */
function aSend(Message: string, TopicArn = ourTopic): SNSEvent {
  const Sns = aMessage({ Message, TopicArn, Timestamp: new Date().toISOString() });
  return {
    Records: [{ EventVersion: "1.0", EventSubscriptionArn: "", EventSource: "aws:sns", Sns }],
  };
}

async function ask(event: LambdaEvent): Promise<{ status: number; body: string }> {
  const { handler } = await import("../../lambda/handlers/http.ts");
  const answer = await handler(event);
  return { status: answer.statusCode, body: answer.body };
}

/** From a sign-up to the mails, through the functions' own entry points. */
describe("alerting", () => {
  let world: HandlerWorld;
  beforeAll(async () => {
    jest.spyOn(console, "log").mockImplementation(() => {});
    world = await startHandlerWorld("2026-03-02T09:00:00.000Z");
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await world.stop();
  });

  async function theAlert(readoutId: string): Promise<Alert | undefined> {
    const [alert] = await alertsTable(world.tables.client, world.tables.alerts).byReadout(
      readoutId,
    );
    return alert;
  }

  async function archive(readoutId: string): Promise<void> {
    const revision = aRevision({ readoutId, content: aReadout() });
    const readouts = readoutsTable(world.tables.client, world.tables.readouts);
    expect(await readouts.append(revision, aHead({ readoutId }), null)).toBe("stored");
  }

  test("the site answers a request of the HTTP API", async () => {
    expect(await ask(aRequest("GET", "/"))).toMatchObject({ status: 200 });
    expect(await ask(aRequest("GET", "/nowhere"))).toMatchObject({ status: 404 });
  });

  test("a sign-up is mailed a confirmation, whose button makes it count", async () => {
    const form = new URLSearchParams({ address: reader, query: '"water treaty"' });
    const asked = await ask(aRequest("POST", "/subscribe", form.toString()));
    expect(asked.status).toBeLessThan(300);
    expect(world.mails).toEqual([]);
    const { handler: request } = await import("../../lambda/handlers/request.ts");
    expect(await world.workOff("request", request)).toEqual([]);
    expect(world.mails.map(({ to }) => to)).toEqual([reader]);
    const { text = "" } = await PostalMime.parse(world.mails[0]?.raw ?? "");
    const token = /\/confirm\?token=([\w.~-]+)/.exec(text)?.[1] ?? "";
    const looked = await ask(aRequest("GET", `/confirm?token=${token}`));
    expect(looked.status).toBe(200);
    const pressed = await ask(aRequest("POST", `/confirm?token=${token}`, `token=${token}`));
    expect(pressed.status).toBeLessThan(400);
  });

  test("a new revision is mailed to those who wait for its words, once", async () => {
    await archive("ostrovia-pm-501");
    const { handler: match } = await import("../../lambda/handlers/match.ts");
    const { handler: deliver } = await import("../../lambda/handlers/deliver.ts");
    const before = world.mails.length;
    const event = { Records: [aChange("ostrovia-pm-501", 1)] };
    expect(await match(event)).toEqual({ batchItemFailures: [] });
    expect(await match(event)).toEqual({ batchItemFailures: [] });
    expect(await world.workOff("delivery", deliver)).toEqual([]);
    expect(world.mails.slice(before).map(({ to }) => to)).toEqual([reader]);
    expect(await theAlert("ostrovia-pm-501")).toMatchObject({ state: "sent" });
  });

  test("a new alert is posted to its webhook, signed, by the stream of Alerts and a queue", async () => {
    const { handler: announce } = await import("../../lambda/handlers/announce.ts");
    const { handler: webhook } = await import("../../lambda/handlers/webhook.ts");
    const subscriptions = subscriptionsTable(world.tables.client, world.tables.subscriptions);
    const [one] = await subscriptions.bySubscriber(subscriberIdOf(reader));
    if (one === undefined) throw new Error("there is no subscription");
    const secret = webhookSecret(new Uint8Array(32).fill(1));
    const bodies: string[] = [];
    const receiver = await loopback((request, response) => {
      void textOf(request).then((body) => {
        new Verifier(secret).verify(body, request.headers as Record<string, string>);
        bodies.push(body);
        return response.writeHead(500).end();
      });
    });
    const its = { url: receiver.origin, secret, previous: null, setAt: "2026-03-02T09:00:00.000Z" };
    await subscriptions.save(withWebhook(one, its), one);
    const alert = await theAlert("ostrovia-pm-501");
    if (alert === undefined) throw new Error("there is no alert");
    const dynamodb = { SequenceNumber: "1", NewImage: imageOf(alert) };
    expect(await announce({ Records: [{ dynamodb }] })).toEqual({ batchItemFailures: [] });
    // Failed, it stays in the queue, hidden until its time.
    expect(await world.workOff("webhook", webhook)).toHaveLength(1);
    expect(JSON.parse(bodies[0] ?? "")).toMatchObject({ type: "readout.matched" });
    expect(bodies).toHaveLength(1);
    await receiver.close();
  });

  test("a new alert that cannot be read is reported, and kept by the stream", async () => {
    const { handler: announce } = await import("../../lambda/handlers/announce.ts");
    const event = { Records: [{ dynamodb: { SequenceNumber: "9", NewImage: {} } }] };
    expect(await announce(event)).toEqual({ batchItemFailures: [{ itemIdentifier: "9" }] });
  });

  test("a change that is none of Readouts is reported, and the batch goes on", async () => {
    const { handler } = await import("../../lambda/handlers/match.ts");
    const strange = { eventID: "2", dynamodb: { SequenceNumber: "2", Keys: {} } };
    const event = { Records: [strange, aChange("ostrovia-pm-501", 1)] };
    expect(await handler(event)).toEqual({ batchItemFailures: [{ itemIdentifier: "2" }] });
  });

  test("a link to manage is mailed to a known address alone, and shows what it has", async () => {
    const { handler: request } = await import("../../lambda/handlers/request.ts");
    const before = world.mails.length;
    const answers: unknown[] = [];
    for (const address of [reader, "nobody@newsroom.example"]) {
      const form = new URLSearchParams({ address }).toString();
      answers.push(await ask(aRequest("POST", "/manage/link", form)));
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(await world.workOff("request", request)).toEqual([]);
    expect(world.mails.slice(before).map(({ to }) => to)).toEqual([reader]);
    const { text = "" } = await PostalMime.parse(world.mails.at(-1)?.raw ?? "");
    const path = /\/manage\?token=[\w.~-]+/.exec(text)?.[0] ?? "";
    expect(await ask(aRequest("GET", path))).toMatchObject({
      status: 200,
      body: expect.stringContaining("water treaty"),
    });
  });

  test("a message that is no request of the site is reported", async () => {
    const { handler: request } = await import("../../lambda/handlers/request.ts");
    const record = { messageId: "7", body: '{"kind":"dance"}', attributes: {} };
    const event = { Records: [record] } as unknown as Parameters<typeof request>[0];
    expect(await request(event)).toEqual({ batchItemFailures: [{ itemIdentifier: "7" }] });
  });

  test("a message that is no delivery is reported", async () => {
    const { handler } = await import("../../lambda/handlers/deliver.ts");
    const record = {
      messageId: "x",
      body: "[]",
      attributes: { ApproximateReceiveCount: "1" },
    } as Parameters<typeof handler>[0]["Records"][number];
    expect(await handler({ Records: [record] })).toEqual({
      batchItemFailures: [{ itemIdentifier: "x" }],
    });
  });

  test("SES's event marks an alert as sent whose delivery crashed before it could", async () => {
    await archive("ostrovia-pm-502");
    const { handler: match } = await import("../../lambda/handlers/match.ts");
    const { handler: feedback } = await import("../../lambda/handlers/feedback.ts");
    const { handler: deliver } = await import("../../lambda/handlers/deliver.ts");
    await match({ Records: [aChange("ostrovia-pm-502", 1)] });
    const alert = await theAlert("ostrovia-pm-502");
    const tag = alert === undefined ? "" : alertTag(alert);
    const mail = {
      messageId: "ses-of-the-crashed",
      timestamp: "2026-03-02T09:05:00.000Z",
      tags: { alert: [tag] },
    };
    await feedback(aSend(JSON.stringify({ eventType: "Send", mail })));
    expect(await theAlert("ostrovia-pm-502")).toMatchObject({
      state: "sent",
      sesMessageId: "ses-of-the-crashed",
    });
    const before = world.mails.length;
    expect(await world.workOff("delivery", deliver)).toEqual([]);
    expect(world.mails).toHaveLength(before);
  });

  test("a message of another topic than ours is refused, whatever it says", async () => {
    const { handler } = await import("../../lambda/handlers/feedback.ts");
    const mail = { messageId: "1", timestamp: "2026-03-02T09:05:00.000Z", tags: {} };
    const message = JSON.stringify({ eventType: "Send", mail });
    await expect(handler(aSend(message))).resolves.toBeUndefined();
    const stranger = aSend(message, "arn:aws:sns:us-east-1:111111111111:Sends");
    await expect(handler(stranger)).rejects.toMatchObject({
      errors: [expect.objectContaining({ message: expect.stringContaining("another topic") })],
    });
  });

  test("an event that cannot be recorded fails, so that it is tried again and kept", async () => {
    const { handler } = await import("../../lambda/handlers/feedback.ts");
    await expect(handler(aSend("no event"))).rejects.toThrow("events could not be recorded");
  });
});
