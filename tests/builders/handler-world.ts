import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { buildApp } from "fauxqs";
import { openRecording } from "../../local/recording.ts";
import { startRecordingProxy } from "../../local/recording-proxy.ts";
import { VirtualClock } from "../../local/clock.ts";
import { toRecord } from "../../local/event-sources/queue-record.ts";
import { testTables, type TestTables } from "./dynamodb.ts";
import { ourTopic, startSns, type TestSns } from "./sns.ts";

const sample = join(import.meta.dirname, "../../local/sample");

/** What a handler finds around it: tables, queues, and the sample's press offices behind a proxy. */
export interface HandlerWorld {
  readonly tables: TestTables;
  /** Gives a function what the queue holds, until it is empty. @returns ids reported as failed */
  workOff(
    queue: QueueName,
    handler: (event: SQSEvent) => Promise<SQSBatchResponse>,
  ): Promise<readonly string[]>;
  /** What SES took, the newest last: the message as it was sent, and its tags. */
  readonly mails: readonly SentMail[];
  /** What SNS signs with. */
  readonly sns: TestSns;
  /** How SES behaves; what it allows is asked for once in five minutes. */
  readonly ses: SesManners;
  put(queue: QueueName, message: object): Promise<void>;
  /** Messages that can be received, that are hidden, and that are delayed. */
  counts(queue: QueueName): Promise<readonly [visible: number, hidden: number, delayed: number]>;
  /** Sets the press offices' time. */
  moveTo(time: string): void;
  stop(): Promise<void>;
}

type QueueName = "capture" | "delivery" | "digest" | "request" | "webhook";

export interface SesManners {
  /** Mails a second and in 24 hours, and how many were sent in these; -1: no limit. */
  quota: readonly [perSecond: number, perDay: number, sent: number];
  /** What it says to a mail instead of taking it; null: it takes it. */
  refusal: readonly [code: string, message: string] | null;
}

export interface SentMail {
  readonly to: string;
  /** MIME. */
  readonly raw: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Sets the environment of every handler of this process; import handlers after it. */
export async function startHandlerWorld(time: string): Promise<HandlerWorld> {
  const tables = await testTables();
  const dynamodb = JSON.parse(process.env["READOUTS_TEST_DYNAMODB"] ?? "{}") as {
    endpoint: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
  };
  const queues = buildApp({ logger: false });
  const queuesUrl = await queues.listen({ host: "127.0.0.1", port: 0 });
  const clock = new VirtualClock(time);
  const proxy = await startRecordingProxy(openRecording(sample), clock);
  const mails: SentMail[] = [];
  const ses: SesManners = { quota: [-1, -1, 0], refusal: null };
  const sns = await startSns();
  const mailAndSecrets = await startMailAndSecrets(mails, ses);
  const sqs = new SQSClient({
    endpoint: queuesUrl,
    region: "us-east-1",
    credentials: dynamodb.credentials,
  });
  const make = async (QueueName: string, Attributes = {}): Promise<string> => {
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
    return QueueUrl ?? "";
  };
  const urls = {
    capture: await make("capture.fifo", { FifoQueue: "true" }),
    delivery: await make("delivery"),
    digest: await make("digest"),
    request: await make("request"),
    webhook: await make("webhook"),
  };
  Object.assign(process.env, {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: dynamodb.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: dynamodb.credentials.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint,
    AWS_ENDPOINT_URL_SQS: queuesUrl,
    AWS_ENDPOINT_URL_SES: mailAndSecrets.url,
    AWS_ENDPOINT_URL_SNS: sns.url,
    AWS_ENDPOINT_URL_SESV2: mailAndSecrets.url,
    AWS_ENDPOINT_URL_SSM: mailAndSecrets.url,
    LAMBDA_TASK_ROOT: sample,
    READOUTS_TABLE: tables.readouts,
    INDEX_TABLE: tables.index,
    COPIES_TABLE: tables.copies,
    STANDING_QUERIES_TABLE: tables.standing,
    QUERY_CODE: "of-these-tests",
    CAPTURES_TABLE: tables.captures,
    SOURCES_TABLE: tables.sources,
    SUBSCRIPTIONS_TABLE: tables.subscriptions,
    ALERTS_TABLE: tables.alerts,
    SUPPRESSIONS_TABLE: tables.suppressions,
    CAPTURE_QUEUE_URL: urls.capture,
    COUNTERS_TABLE: tables.counters,
    DELIVERY_QUEUE_URL: urls.delivery,
    DIGEST_QUEUE_URL: urls.digest,
    REQUEST_QUEUE_URL: urls.request,
    WEBHOOKS_TABLE: tables.webhooks,
    WEBHOOK_QUEUE_URL: urls.webhook,
    WEBHOOKS_TO_LOOPBACK: "yes",
    SOURCES: "ostrovia-pm,veldmark-presidency",
    USER_AGENT: "Readouts/1.2.3 (+https://norrhaven.example)",
    OUTBOUND_PROXY: proxy.url,
    SENDER: "Readouts <alerts@norrhaven.example>",
    CONFIGURATION_SET: "Readouts",
    EVENTS_TOPIC: ourTopic,
    LINK_SECRET: "/readouts/Readouts/link-secret",
    BASE_URL: "https://readouts.norrhaven.example",
    NOTICE: "",
    BEHIND_CDN: "no",
    ROLE_ADDRESSES: "accept",
  });
  return {
    tables,
    workOff: async (queue, handler) => await workOff(sqs, urls[queue], handler),
    mails,
    sns,
    ses,
    counts: async (queue) => {
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: urls[queue], AttributeNames: ["All"] }),
      );
      return [
        Number(Attributes.ApproximateNumberOfMessages),
        Number(Attributes.ApproximateNumberOfMessagesNotVisible),
        Number(Attributes.ApproximateNumberOfMessagesDelayed),
      ];
    },
    put: async (queue, message) => {
      const command = { QueueUrl: urls[queue], MessageBody: JSON.stringify(message) };
      await sqs.send(new SendMessageCommand(command));
    },
    moveTo: (to) => clock.advanceTo(Date.parse(to)),
    stop: async () => {
      sqs.destroy();
      await mailAndSecrets.stop();
      await sns.stop();
      await proxy.stop();
      await queues.close();
    },
  };
}

/** As Lambda works a queue off: what is not reported as failed is gone. @returns what was reported */
async function workOff(
  sqs: SQSClient,
  QueueUrl: string,
  handler: (event: SQSEvent) => Promise<SQSBatchResponse>,
): Promise<readonly string[]> {
  const failed: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ["All"],
      }),
    );
    if (Messages.length === 0) return failed;
    const records = Messages.map((message) => toRecord(message, QueueUrl));
    const { batchItemFailures } = await handler({ Records: records });
    const back = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    failed.push(...back);
    for (const { messageId, receiptHandle: ReceiptHandle } of records) {
      if (back.includes(messageId)) continue;
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

/** SES and a secret: what handlers ask of them. */
async function startMailAndSecrets(
  mails: SentMail[],
  ses: SesManners,
): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(request, mails, ses)
      .then(({ status, body }) => response.writeHead(status).end(body))
      .catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function quotaAnswer([perSecond, perDay, sent]: SesManners["quota"]): string {
  const result = `<Max24HourSend>${perDay}</Max24HourSend><MaxSendRate>${perSecond}</MaxSendRate><SentLast24Hours>${sent}</SentLast24Hours>`;
  return `<GetSendQuotaResponse><GetSendQuotaResult>${result}</GetSendQuotaResult></GetSendQuotaResponse>`;
}

async function answer(
  request: IncomingMessage,
  mails: SentMail[],
  ses: SesManners,
): Promise<{ status: number; body: string }> {
  const body = await text(request);
  if (request.headers["x-amz-target"] === "AmazonSSM.GetParameter") {
    const parameter = { Value: "a secret of the tests", Version: 1 };
    return { status: 200, body: JSON.stringify({ Parameter: parameter }) };
  }
  if (request.method === "DELETE") return { status: 200, body: "{}" };
  const form = new URLSearchParams(body);
  if (form.get("Action") === "GetSendQuota") return { status: 200, body: quotaAnswer(ses.quota) };
  if (ses.refusal !== null) {
    const [code, message] = ses.refusal;
    const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
    return { status: 400, body: `<ErrorResponse>${error}</ErrorResponse>` };
  }
  mails.push({
    to: form.get("Destinations.member.1") ?? "",
    raw: Buffer.from(form.get("RawMessage.Data") ?? "", "base64").toString(),
    tags: { [form.get("Tags.member.1.Name") ?? ""]: form.get("Tags.member.1.Value") ?? "" },
  });
  const result = `<SendRawEmailResult><MessageId>ses-${mails.length}</MessageId></SendRawEmailResult>`;
  return { status: 200, body: `<SendRawEmailResponse>${result}</SendRawEmailResponse>` };
}
