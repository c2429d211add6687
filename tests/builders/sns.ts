import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { SNSMessage } from "aws-lambda";
import { selfSignedCertificate } from "../../local/services/self-signed-certificate.ts";

export const ourTopic = "arn:aws:sns:us-east-1:000000000000:Sends";
export const certificateUrl =
  "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem";

/** SNS as a proxy in front of its certificates shows it, with the key that it signs with. */
export interface TestSns {
  readonly url: string;
  readonly key: KeyObject;
  /** What was asked for. */
  readonly asked: readonly string[];
  /** What lies at an address; anything else is not there. */
  readonly answers: Map<string, (response: ServerResponse) => void>;
  stop(): Promise<void>;
}

const key = createPrivateKey(
  generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({
    type: "pkcs8",
    format: "pem",
  }),
);

/** Gives a certificate as an answer. */
export function aCertificate({
  owner = "sns.amazonaws.com",
  from = "2026-01-01T00:00:00Z",
  to = "2027-01-31T00:00:00Z",
  of = key,
} = {}): (response: ServerResponse) => void {
  const pem = selfSignedCertificate(owner, of, { from: new Date(from), to: new Date(to) });
  return (response) => response.end(pem);
}

export async function startSns(): Promise<TestSns> {
  const asked: string[] = [];
  const answers: TestSns["answers"] = new Map([
    [certificateUrl, aCertificate({ to: "2049-01-01" })],
  ]);
  const server = createServer(({ url = "" }, response) => {
    asked.push(url);
    const answer = answers.get(url);
    if (answer === undefined) response.writeHead(404).end();
    else answer(response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key,
    asked,
    answers,
    stop: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** A notification of our topic, signed as SNS says that it signs. */
export function aMessage(fields: Partial<SNSMessage> = {}, by: KeyObject = key): SNSMessage {
  const message = {
    Type: "Notification",
    MessageId: "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
    TopicArn: ourTopic,
    Subject: "Amazon SES Email Event Notification",
    Message: "{}\n",
    Timestamp: "2026-03-02T09:05:01.000Z",
    SignatureVersion: "2",
    SigningCertUrl: certificateUrl,
    UnsubscribeUrl: "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe",
    MessageAttributes: {},
    ...fields,
  };
  const { Message, MessageId, Subject, Timestamp, TopicArn, Type, SignatureVersion } = message;
  // A message without a subject has null there, whatever its type says.
  const subject = (Subject as string | null) === null ? "" : `Subject\n${Subject}\n`;
  const text = `Message\n${Message}\nMessageId\n${MessageId}\n${subject}Timestamp\n${Timestamp}\nTopicArn\n${TopicArn}\nType\n${Type}\n`;
  const hash = SignatureVersion === "1" ? "RSA-SHA1" : "RSA-SHA256";
  const Signature = sign(hash, Buffer.from(text), by).toString("base64");
  return { Signature, ...message };
}
