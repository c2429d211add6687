import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { SNSEvent, SNSMessage } from "aws-lambda";
import { subscriptionsTable } from "../../lambda/archive/subscriptions-table.ts";
import { suppressionsTable } from "../../lambda/archive/suppressions-table.ts";
import { subscriberIdOf } from "../../lambda/subscriptions/address.ts";
import { type HandlerWorld, startHandlerWorld } from "../builders/handler-world.ts";
import { aMessage, certificateUrl, ourTopic } from "../builders/sns.ts";
import { anActive } from "../builders/subscription.ts";

let world: HandlerWorld;
/** Lines that become metrics. */
const counted: string[] = [];
beforeAll(async () => {
  jest.spyOn(console, "log").mockImplementation(() => {});
  jest.spyOn(console, "warn").mockImplementation(() => {});
  jest.spyOn(process.stdout, "write").mockImplementation((line) => counted.push(String(line)) > 0);
  world = await startHandlerWorld("2026-03-02T09:00:00.000Z");
});
afterAll(async () => {
  jest.restoreAllMocks();
  await world.stop();
});

function record(Message: string, changed: Partial<SNSMessage> = {}): SNSEvent["Records"][number] {
  return {
    EventVersion: "1.0",
    EventSource: "aws:sns",
    EventSubscriptionArn: `${ourTopic}:1`,
    Sns: aMessage({ Message, Timestamp: new Date().toISOString(), ...changed }),
  };
}

function bounceOf(address: string, timestamp = "2026-03-02T09:05:00.000Z"): string {
  const mail = { messageId: "1", timestamp, tags: { subscriber: [subscriberIdOf(address)] } };
  return JSON.stringify({ eventType: "Bounce", mail, bounce: { bounceType: "Permanent" } });
}

let readers = 0;

/** Somebody with an alert. */
async function aReader() {
  const { client, ...tables } = world.tables;
  const subscriptions = subscriptionsTable(client, tables.subscriptions);
  const suppressions = suppressionsTable(client, tables.suppressions);
  readers += 1;
  const address = `reader${readers}@newsroom.example`;
  const one = anActive({ address, at: "2026-03-01T09:00:00.000Z" });
  await subscriptions.save(one, null);
  return {
    address,
    state: async () => ({
      alerts: (await subscriptions.bySubscriber(one.subscriberId)).map(({ state }) => state),
      suppression: await suppressions.get(one.subscriberId),
    }),
  };
}

const untouched = { alerts: ["active"], suppression: null };
const silenced = { alerts: ["ended"], suppression: { reason: "bounce", until: null } };

describe("a message of SNS", () => {
  test.each<readonly [string, (message: string) => Partial<SNSMessage>]>([
    ["asks to confirm a subscription", () => ({ Type: "SubscriptionConfirmation" })],
    ["says that a subscription ended", () => ({ Type: "UnsubscribeConfirmation" })],
    ["is of no kind", () => ({ Type: "" })],
    ["is cut short", (message) => ({ Message: message.slice(0, -2) })],
    ["is empty", () => ({ Message: "" })],
    ["is no object", () => ({ Message: "[1]" })],
    ["lacks the mail", () => ({ Message: '{"eventType":"Bounce","bounce":{}}' })],
    ["comes from another account", () => ({ TopicArn: ourTopic.replace(/0{12}/, "111111111111") })],
    ["comes from a topic whose name begins like ours", () => ({ TopicArn: `${ourTopic}2` })],
    ["comes from no topic", () => ({ TopicArn: "" })],
    ["is not signed", () => ({ Signature: "" })],
    ["is signed by another", () => ({ Signature: aMessage({}).Signature })],
    ["is of a time long ago", () => ({ Timestamp: "2026-03-02T09:05:01.000Z" })],
    ["names another's certificate", () => ({ SigningCertUrl: "https://evil.example/a.pem" })],
  ])("that %s changes nothing, fails, and stops no other", async (_, changed) => {
    const { handler } = await import("../../lambda/handlers/feedback.ts");
    const [victim, other] = [await aReader(), await aReader()];
    const message = bounceOf(victim.address);
    const bad = record(message, changed(message));
    const good = record(bounceOf(other.address));
    await expect(handler({ Records: [bad, good] })).rejects.toThrow("events could not be recorded");
    expect(await victim.state()).toEqual(untouched);
    expect(await other.state()).toMatchObject(silenced);
  });

  test("whose certificate cannot be fetched now is recorded when it can", async () => {
    jest.resetModules();
    const { handler } = await import("../../lambda/handlers/feedback.ts");
    const certificate = world.sns.answers.get(certificateUrl);
    if (certificate === undefined) throw new Error("SNS has no certificate");
    world.sns.answers.set(certificateUrl, (response) => response.writeHead(503).end());
    const reader = await aReader();
    const event = { Records: [record(bounceOf(reader.address))] };
    await expect(handler(event)).rejects.toThrow("events could not be recorded");
    expect(await reader.state()).toEqual(untouched);
    world.sns.answers.set(certificateUrl, certificate);
    await handler(event);
    expect(await reader.state()).toMatchObject(silenced);
  });

  test("that is refused is counted", async () => {
    const { handler } = await import("../../lambda/handlers/feedback.ts");
    const before = counted.length;
    const forged = record(bounceOf("reader@newsroom.example"), { Signature: "" });
    await expect(handler({ Records: [forged] })).rejects.toMatchObject({
      errors: [expect.objectContaining({ message: expect.stringContaining("not SNS's") })],
    });
    expect(counted.slice(before).join("")).toContain('"RefusedMessages":1');
  });

  test("told again, or an older one told late, changes nothing any more", async () => {
    const { handler } = await import("../../lambda/handlers/feedback.ts");
    const reader = await aReader();
    const event = record(bounceOf(reader.address));
    await handler({ Records: [event] });
    await handler({ Records: [event] });
    const once = await reader.state();
    expect(once).toMatchObject(silenced);
    const old = record(bounceOf(reader.address, "2026-02-02T09:05:00.000Z"));
    await handler({ Records: [event, old] });
    expect(await reader.state()).toEqual(once);
  });

  test.each<readonly [string, (event: SNSEvent) => unknown]>([
    [
      "Lambda put it",
      (event) => ({
        version: "1.0",
        requestContext: { condition: "RetriesExhausted", approximateInvokeCount: 3 },
        requestPayload: event,
        responseContext: { functionError: "Unhandled" },
      }),
    ],
    [
      "SNS put it, which calls the certificate otherwise there",
      ({ Records: [one] }) => {
        const { SigningCertUrl, UnsubscribeUrl, ...its } = aMessage({ ...one?.Sns });
        return { ...its, SigningCertURL: SigningCertUrl, UnsubscribeURL: UnsubscribeUrl };
      },
    ],
  ])("is recorded by hand from the dead-letter queue as %s", async (_, asPutAside) => {
    const { handler } = await import("../../lambda/handlers/feedback.ts");
    const reader = await aReader();
    const event = { Records: [record(bounceOf(reader.address))] };
    await handler(JSON.parse(JSON.stringify(asPutAside(event))));
    expect(await reader.state()).toMatchObject(silenced);
  });

  test.each([null, "text", {}, { requestPayload: null }, { Records: [null] }])(
    "that is none is refused: %j",
    async (event) => {
      const { handler } = await import("../../lambda/handlers/feedback.ts");
      await expect(handler(event)).rejects.toThrow();
    },
  );
});
