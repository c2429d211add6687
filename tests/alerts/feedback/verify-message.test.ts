import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { SNSMessage } from "aws-lambda";
import { signingCertificates } from "../../../lambda/alerts/feedback/signing-certificates.ts";
import { isCertificateOf, snsHome } from "../../../lambda/alerts/feedback/sns-home.ts";
import { type VerifyDeps, verifyMessage } from "../../../lambda/alerts/feedback/verify-message.ts";
import { httpFetcher } from "../../../lambda/outside/http-fetcher.ts";
import { toInstant } from "../../../lambda/runtime/instant.ts";
import {
  aCertificate,
  aMessage,
  certificateUrl,
  ourTopic,
  startSns,
  type TestSns,
} from "../../builders/sns.ts";

const strangersKey = createPrivateKey(
  generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({
    type: "pkcs8",
    format: "pem",
  }),
);

let sns: TestSns;
beforeAll(async () => {
  sns = await startSns();
});
afterAll(async () => {
  await sns.stop();
});

let deps: VerifyDeps;
beforeEach(() => {
  deps = aProcess("2026-03-02T09:06:00.000Z");
  sns.answers.clear();
  sns.answers.set(certificateUrl, aCertificate());
});

/** As one process has it, whose certificates are not yet fetched. */
function aProcess(time: string, topicArn = ourTopic): VerifyDeps {
  const clock = { now: () => toInstant(time) };
  const fetcher = httpFetcher({ userAgent: "Test", proxyUrl: sns.url, clock, asksRobots: false });
  return { clock, topicArn, certificates: signingCertificates(fetcher, snsHome(topicArn)) };
}

async function reasonFor(message: unknown, process = deps): Promise<string> {
  const verdict = await verifyMessage(message, process);
  return verdict.outcome === "refused" ? verdict.reason : verdict.outcome;
}

describe("a message that SNS signed", () => {
  test.each<readonly [string, Partial<SNSMessage>]>([
    ["with SHA-256", {}],
    ["with SHA-1", { SignatureVersion: "1" }],
    // Types say that functions never get null; they do.
    ["without a subject", { Subject: null as unknown as string }],
    ["in other letters", { Message: '{"subject":"Зустріч — 会談"}\n' }],
  ])("%s is genuine", async (_, fields) => {
    const message = aMessage(fields);
    const verdict = await verifyMessage(message, deps);
    expect(verdict).toEqual({ outcome: "genuine", text: message.Message });
  });

  test("is as genuine when it waited, though the certificate has expired meanwhile", async () => {
    sns.answers.set(certificateUrl, aCertificate({ to: "2026-03-03T00:00:00Z" }));
    expect(await reasonFor(aMessage(), aProcess("2026-04-05T00:00:00.000Z"))).toBe("genuine");
  });

  test("has its certificate fetched once a process", async () => {
    const before = sns.asked.length;
    await Promise.all([verifyMessage(aMessage(), deps), verifyMessage(aMessage(), deps)]);
    await verifyMessage(aMessage({ MessageId: "2" }), deps);
    expect(sns.asked.slice(before)).toEqual([certificateUrl]);
  });
});

describe("a message is refused", () => {
  const message = aMessage();
  const { Signature, ...unsigned } = message;
  test.each<readonly [string, unknown, RegExp]>([
    ["that says something else", { ...message, Message: "{ }\n" }, /signature/],
    ["with another subject", { ...message, Subject: "Hello" }, /signature/],
    ["whose subject was taken away", { ...message, Subject: null }, /signature/],
    ["with another id", { ...message, MessageId: "2" }, /signature/],
    ["with another time", { ...message, Timestamp: "2026-03-02T09:05:02.000Z" }, /signature/],
    ["with another hash", { ...message, SignatureVersion: "1" }, /signature/],
    ["of another's key", aMessage({}, strangersKey), /signature/],
    ["whose signature is empty", aMessage({ Signature: "" }), /signature/],
    ["whose signature is cut", { ...message, Signature: Signature.slice(8) }, /signature/],
    ["whose text is cut", { ...message, Message: message.Message.slice(1) }, /signature/],
    ["whose signature is no base64", { ...message, Signature: "%" }, /Signature/],
    ["without a signature", unsigned, /Signature/],
    ["of a version that is not known", { ...message, SignatureVersion: "3" }, /SignatureVersion/],
    ["that is nothing", null, /no signed notification/],
    ["that asks to confirm", aMessage({ Type: "SubscriptionConfirmation" }), /Type/],
    ["that says that it ended", aMessage({ Type: "UnsubscribeConfirmation" }), /Type/],
    ["without a time", aMessage({ Timestamp: "yesterday" }), /Timestamp/],
    ["that is old", aMessage({ Timestamp: "2026-01-20T09:05:01.000Z" }), /41 days old/],
    ["from tomorrow", aMessage({ Timestamp: "2026-03-03T09:05:01.000Z" }), /future/],
    ["of another account", aMessage({ TopicArn: ourTopic.replace("00:", "11:") }), /another topic/],
    ["of a topic named like ours", aMessage({ TopicArn: `${ourTopic}2` }), /another topic/],
  ])("%s", async (_, harmed, reason) => {
    expect(await reasonFor(harmed)).toMatch(reason);
  });

  test.each([
    "http://sns.us-east-1.amazonaws.com/SimpleNotificationService-1.pem",
    "https://sns.us-east-1.amazonaws.com.evil.example/SimpleNotificationService-1.pem",
    "https://evil.example/SimpleNotificationService-1.pem",
    "https://sns.us-east-1.amazonaws.com@evil.example/SimpleNotificationService-1.pem",
    "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem",
    "https://sns.us-east-1.amazonaws.com:8443/SimpleNotificationService-1.pem",
    "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-1.pem?x=.pem",
    "https://sns.us-east-1.amazonaws.com/bucket/SimpleNotificationService-1.pem",
    "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-1.txt",
    "https://s3.amazonaws.com/sns/SimpleNotificationService-1.pem",
    "http://127.0.0.1/SimpleNotificationService-1.pem",
    "",
  ])("whose certificate lies at %p, and nothing is fetched", async (SigningCertUrl) => {
    sns.answers.set(SigningCertUrl, aCertificate());
    const before = sns.asked.length;
    expect(await reasonFor(aMessage({ SigningCertUrl }))).toMatch(/its certificate lies elsewhere/);
    expect(sns.asked).toHaveLength(before);
  });

  test.each([
    ["there is none", null, /there is no certificate/],
    ["it was not valid yet", { from: "2026-03-03T00:00:00Z" }, /was not valid at/],
    ["it had expired", { to: "2026-03-02T09:05:00Z" }, /was not valid at/],
    ["it is another's", { owner: "evil.example" }, /not of SNS/],
    ["it is for all of AWS", { owner: "*.amazonaws.com" }, /not of SNS/],
    ["its key is another's", { of: strangersKey }, /signature/],
  ])("by its certificate: %s", async (_, certificate, reason) => {
    if (certificate === null) sns.answers.clear();
    else sns.answers.set(certificateUrl, aCertificate(certificate));
    expect(await reasonFor(aMessage())).toMatch(reason);
  });

  test.each([
    ["https://evil.example/SimpleNotificationService-1.pem", /not fetched: evil.example/],
    ["https://sns.us-east-1.amazonaws.com/elsewhere.pem", /leads to/],
  ])("whose certificate is moved to %s", async (location, reason) => {
    const moved = certificateUrl;
    sns.answers.set(moved, (response) => response.writeHead(302, { location }).end());
    sns.answers.set(location, aCertificate());
    expect(await reasonFor(aMessage())).toMatch(reason);
  });

  test("whose certificate is none", async () => {
    sns.answers.set(certificateUrl, (response) => response.end("<Error/>"));
    expect(await reasonFor(aMessage())).toMatch(/is no certificate/);
  });
});

test.each([500, 503, 429])(
  "where the certificate answers %s nothing is decided, and the next try asks again",
  async (status) => {
    sns.answers.set(certificateUrl, (response) => response.writeHead(status).end());
    await expect(verifyMessage(aMessage(), deps)).rejects.toThrow(`fetched from ${certificateUrl}`);
    sns.answers.set(certificateUrl, aCertificate());
    expect(await reasonFor(aMessage())).toBe("genuine");
  },
);

describe("a region's SNS", () => {
  test.each([
    [
      "arn:aws:sns:eu-south-1:1:T",
      "sns.eu-south-1.amazonaws.com",
      "sns-signing.eu-south-1.amazonaws.com",
    ],
    [
      "arn:aws-cn:sns:cn-north-1:1:T",
      "sns.cn-north-1.amazonaws.com.cn",
      "sns-cn-north-1.amazonaws.com.cn",
    ],
    [
      "arn:aws-us-gov:sns:us-gov-east-1:1:T",
      "sns.us-gov-east-1.amazonaws.com",
      "sns-us-gov-west-1.amazonaws.com",
    ],
  ])("%s keeps its certificates at %s", async (topic, host, owner) => {
    const SigningCertUrl = `https://${host}/SimpleNotificationService-1.pem`;
    expect(isCertificateOf(snsHome(topic), SigningCertUrl)).toBe(true);
    sns.answers.set(SigningCertUrl, aCertificate({ owner }));
    const message = aMessage({ TopicArn: topic, SigningCertUrl });
    expect(await reasonFor(message, aProcess("2026-03-02T09:06:00.000Z", topic))).toBe("genuine");
  });

  test("is not known where the ARN is no topic's", () => {
    expect(() => snsHome("arn:aws:sqs:us-east-1:1:T")).toThrow("no topic whose certificates");
    expect(() => snsHome("arn:other:sns:us-east-1:1:T")).toThrow("no topic whose certificates");
  });
});
