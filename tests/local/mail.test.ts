import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { SNSEvent, SNSMessage } from "aws-lambda";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { signingCertificates } from "../../lambda/alerts/feedback/signing-certificates.ts";
import { snsHome } from "../../lambda/alerts/feedback/sns-home.ts";
import { verifyMessage } from "../../lambda/alerts/feedback/verify-message.ts";
import { toInstant } from "../../lambda/runtime/instant.ts";
import { silentLog } from "../../lambda/runtime/log.ts";
import type { Invoke } from "../../local/invocation.ts";
import { type MailService, startMail } from "../../local/services/mail.ts";
import { type Queues, startQueues } from "../../local/services/queues.ts";
import { startTopics, type Topics } from "../../local/services/topics.ts";
import type { StateDirectory } from "../../local/state.ts";
import type { LocalStack } from "../../local/template/stack.ts";
import { aFunction, aStack, aState } from "../builders/local-stack.ts";

const topicArn = "arn:aws:sns:us-east-1:000000000000:Feedback";
const feedback = aFunction({ logicalId: "FeedbackFunction" });
const stack = aStack({
  functions: [feedback],
  topics: [{ logicalId: "Feedback", name: "Feedback", arn: topicArn, signatureVersion: "2" }],
  topicSubscriptions: [
    {
      logicalId: "ToFeedback",
      topicArn,
      protocol: "lambda",
      endpoint: feedback.arn,
      rawDelivery: false,
      deadLetterArn: null,
    },
  ],
  permissions: [
    { functionId: "FeedbackFunction", principal: "sns.amazonaws.com", sourceArn: topicArn },
  ],
  mail: {
    identities: ["desk.example"],
    configurationSets: ["Alerts"],
    eventDestinations: [{ configurationSet: "Alerts", enabled: true, events: ["Send"], topicArn }],
  },
});

interface SendEvent {
  readonly eventType: string;
  readonly mail: Readonly<Record<string, unknown>> & { readonly messageId: string };
}

let state: StateDirectory;
let remove: () => Promise<void>;
let running: { mail: MailService; topics: Topics; queues: Queues };
/** What SNS handed to the function, whole. */
let handed: SNSMessage[];
/** The mail events which the function got, in this run and those before. */
let events: SendEvent[];

const invoke: Invoke = async (_, event) => {
  const { Records } = event as SNSEvent;
  handed.push(...Records.map(({ Sns }) => Sns));
  events.push(...Records.map(({ Sns }) => JSON.parse(Sns.Message) as SendEvent));
  return { ok: true, payload: null };
};

beforeEach(async () => {
  ({ state, remove } = await aState());
  events = [];
  handed = [];
  running = await start(stack);
});

afterEach(async () => {
  await stop();
  await remove();
});

test("a mail is shown in the inbox and its Send event has the shape of SES's", async () => {
  const messageId = await send({});
  await running.topics.stop();
  const inbox = (await (await fetch(`${running.mail.inboxUrl}/store`)).json()) as {
    emails: { messageId: string; subject: string; at: number }[];
  };
  expect(inbox.emails).toMatchObject([
    { messageId, subject: "Veldmark: a call", at: 1_767_225_600 },
  ]);
  expect(events).toMatchObject([
    {
      eventType: "Send",
      mail: {
        messageId,
        timestamp: "2026-01-01T00:00:00.000Z",
        destination: ["reader@home.example"],
        commonHeaders: { subject: "Veldmark: a call", to: ["reader@home.example"] },
        tags: { alert: ["a-1"], "ses:configuration-set": ["Alerts"] },
      },
    },
  ]);
});

test("mails are shown again at the next start, with their ids and times", async () => {
  const messageId = await send({});
  await stop();
  running = await start(stack);
  const inbox = (await (await fetch(`${running.mail.inboxUrl}/store`)).json()) as {
    emails: readonly unknown[];
  };
  expect(inbox.emails).toMatchObject([{ messageId, at: 1_767_225_600 }]);
  expect(running.mail.count()).toBe(1);
});

test("a Send event that was not handed on before the process ended is sent at the next start", async () => {
  const messageId = await send({});
  await running.topics.stop();
  const [told] = (await readdir(state.mails)).filter((name) => name.endsWith(".told"));
  await rm(join(state.mails, told ?? ""));
  await stop();
  running = await start(stack);
  await stop();
  expect(events.map(({ mail }) => mail.messageId)).toEqual([messageId, messageId]);
  running = await start(stack);
});

test("an event that the function did not get is delivered at the next start", async () => {
  await stop();
  running = await start(stack, false);
  const messageId = await send({});
  expect(running.topics.pending()).toBe(1);
  await stop();
  running = await start(stack);
  await running.topics.stop();
  expect(events.map(({ mail }) => mail.messageId)).toEqual([messageId]);
});

test("what the function gets is signed by SNS, also as the next start's certificate says", async () => {
  await send({});
  await running.topics.stop();
  await stop();
  running = await start(stack);
  const [message] = handed;
  if (message === undefined) throw new Error("nothing was handed on");
  const pem = Buffer.from(running.topics.certificateAt(message.SigningCertUrl) ?? "");
  const answer = {
    outcome: "fetched",
    url: message.SigningCertUrl,
    status: 200,
    headers: {},
  } as const;
  const fetcher = { fetch: async () => ({ ...answer, bytes: pem }) };
  const certificates = signingCertificates(fetcher, snsHome(topicArn));
  const deps = { clock: { now: () => toInstant(now().toISOString()) }, topicArn, certificates };
  const genuine = { outcome: "genuine", text: message.Message };
  expect(await verifyMessage(message, deps)).toEqual(genuine);
  const forged = { ...message, Message: message.Message.replace("Send", "Bounce") };
  expect(await verifyMessage(forged, deps)).toMatchObject({ outcome: "refused" });
  expect(message.SignatureVersion).toBe("2");
});

test("a sender who is not verified is refused by name, and nothing is kept", async () => {
  const answer = await call({ Source: "Mallory <mallory@elsewhere.example>" });
  expect(answer).toContain("<Code>MessageRejected</Code>");
  expect(answer).toContain("mallory@elsewhere.example");
  expect(await readdir(state.mails)).toEqual([]);
});

test("a mail to an address of the account's suppression list bounces until it is taken off", async () => {
  await stop();
  const [destination] = stack.mail.eventDestinations;
  if (destination === undefined) throw new Error("no destination");
  const eventDestinations = [{ ...destination, events: ["Bounce"] }];
  running = await start({ ...stack, mail: { ...stack.mail, eventDestinations } });
  const address = "suppressionlist@simulator.amazonses.com";
  await send({ "Destinations.member.1": address });
  running.mail.suppressionList.lift(address);
  await send({ "Destinations.member.1": address });
  await running.topics.stop();
  expect(events).toMatchObject([{ bounce: { bounceSubType: "OnAccountSuppressionList" } }]);
});

test("an unknown configuration set is refused", async () => {
  expect(await call({ ConfigurationSetName: "Other" })).toContain("ConfigurationSetDoesNotExist");
});

test("a topic without the function's permission reaches nobody", async () => {
  await stop();
  running = await start({ ...stack, permissions: [] });
  await send({});
  await running.topics.stop();
  expect(events).toEqual([]);
});

const now = (): Date => new Date("2026-01-01T00:00:00.000Z");

async function start(
  what: LocalStack,
  delivers = true,
): Promise<{ mail: MailService; topics: Topics; queues: Queues }> {
  const queues = await startQueues({ queues: [], state });
  const topics = await startTopics({
    stack: what,
    state,
    queues,
    invoke,
    now,
    lagMs: 0,
    log: silentLog,
  });
  const mail = await startMail({ stack: what, state, topics, port: 0, now, log: silentLog });
  if (delivers) topics.resume();
  return { mail, topics, queues };
}

async function stop(): Promise<void> {
  await running.topics.stop();
  await running.mail.stop();
  await running.queues.stop();
}

async function send(changes: Readonly<Record<string, string>>): Promise<string> {
  const answer = await call(changes);
  return /<MessageId>(.*)<\/MessageId>/.exec(answer)?.[1] ?? answer;
}

async function call(changes: Readonly<Record<string, string>>): Promise<string> {
  const mime = [
    "From: Readouts <alerts@desk.example>",
    "To: reader@home.example",
    "Subject: Veldmark: a call",
    "",
    "The President of Veldmark spoke with the Premier of Ostrovia.",
  ].join("\r\n");
  const fields = new URLSearchParams({
    Action: "SendRawEmail",
    Source: "Readouts <alerts@desk.example>",
    "Destinations.member.1": "reader@home.example",
    "RawMessage.Data": Buffer.from(mime).toString("base64"),
    ConfigurationSetName: "Alerts",
    "Tags.member.1.Name": "alert",
    "Tags.member.1.Value": "a-1",
    ...changes,
  });
  return (await running.mail.call(fields)).body;
}
