import { verify, X509Certificate } from "node:crypto";
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from "@aws-sdk/client-dynamodb-streams";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { SendRawEmailCommand, SESClient } from "@aws-sdk/client-ses";
import { GetSuppressedDestinationCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Client } from "undici";
import { sesSuppressionList } from "../../lambda/outside/ses-suppression-list.ts";
import { silentLog } from "../../lambda/runtime/log.ts";
import { type Gateway, startGateway } from "../../local/gateway.ts";
import type { Invoke } from "../../local/invocation.ts";
import { type DynamoDbLocal, freePort, startDynamoDb } from "../../local/services/dynamodb.ts";
import { type MailService, startMail } from "../../local/services/mail.ts";
import { type Queues, startQueues } from "../../local/services/queues.ts";
import { openParameters } from "../../local/services/parameters.ts";
import { ensureTables } from "../../local/services/tables.ts";
import { startTopics, type Topics } from "../../local/services/topics.ts";
import type { LocalTable } from "../../local/template/stack.ts";
import { aFunction, aQueue, aStack, aState, aStatement, aTable } from "../builders/local-stack.ts";

const month = { name: "month", type: "S" } as const;
const readouts = aTable({
  name: "Readouts",
  indexes: [
    { name: "byMonth", partitionKey: month, sortKey: null, projection: "ALL", includes: [] },
  ],
});
const alerts = aTable({ name: "Alerts" });
const streamOf = ({ streamArn }: LocalTable): string => streamArn ?? "";
const poll = aFunction({ logicalId: "Poll" });
const parameterName = "/desk/links";
const parameterArn = "arn:aws:ssm:us-east-1:000000000000:parameter/desk/links";
const topicArn = "arn:aws:sns:us-east-1:000000000000:Alarms";
const setArn = "arn:aws:ses:us-east-1:000000000000:configuration-set/Alerts";
const senderArn = "arn:aws:ses:us-east-1:000000000000:identity/desk.example";

let urls: { gateway: string };
let running: {
  database: DynamoDbLocal;
  queues: Queues;
  topics: Topics;
  mail: MailService;
  gateway: Gateway;
};
let remove: () => Promise<void>;
const invoke: Invoke = async (functionId, event) =>
  (event as { fails?: boolean }).fails === true
    ? { ok: false, error: { errorType: "TypeError", errorMessage: "no", trace: [] } }
    : { ok: true, payload: { functionId, event } };

const now = (): Date => new Date("2026-01-01T00:00:00.000Z");

beforeAll(async () => {
  const port = await freePort();
  urls = { gateway: `http://127.0.0.1:${port}` };
  const letters = aQueue({ name: "letters", url: `${urls.gateway}/000000000000/letters` });
  const told = aQueue({ name: "told", url: `${urls.gateway}/000000000000/told` });
  const stack = aStack({
    tables: [readouts, alerts],
    queues: [letters, told],
    topics: [{ logicalId: "Alarms", name: "Alarms", arn: topicArn, signatureVersion: "1" }],
    topicSubscriptions: [
      {
        logicalId: "ToTold",
        topicArn,
        protocol: "sqs",
        endpoint: told.arn,
        rawDelivery: false,
        deadLetterArn: null,
      },
    ],
    functions: [poll],
    mail: { identities: ["desk.example"], configurationSets: ["Alerts"], eventDestinations: [] },
    roles: [
      {
        logicalId: "PollRole",
        arn: "arn:aws:iam::000000000000:role/PollRole",
        statements: [
          aStatement(["dynamodb:GetItem", "dynamodb:PutItem"], [readouts.arn]),
          aStatement(["dynamodb:Query"], [`${readouts.arn}/index/byMonth`]),
          aStatement(["dynamodb:GetRecords", "dynamodb:GetShardIterator"], [streamOf(readouts)]),
          aStatement(["sqs:SendMessage"], [letters.arn]),
          aStatement(["ses:SendRawEmail"], [senderArn, setArn]),
          aStatement(["ses:GetSuppressedDestination", "ses:DeleteSuppressedDestination"], ["*"]),
          aStatement(["sns:Publish"], [topicArn]),
          aStatement(["ssm:GetParameter"], [parameterArn]),
          aStatement(["ssm:PutParameter"], [parameterArn], {
            conditions: { StringNotEquals: { "ssm:Overwrite": ["true"] } },
          }),
        ],
      },
    ],
  });
  const made = await aState();
  ({ remove } = made);
  const { state } = made;
  const database = await startDynamoDb({ state, log: silentLog });
  await ensureTables(database, stack.tables, { timeToLive: false });
  const queues = await startQueues({ queues: stack.queues, state });
  const topics = await startTopics({ stack, state, queues, invoke, now, lagMs: 0, log: silentLog });
  const mail = await startMail({ stack, state, topics, port: 0, now, log: silentLog });
  const parameters = await openParameters(state);
  const services = { dynamoDb: database, queues, topics, mail, parameters, invoke };
  const gateway = await startGateway({ stack, services, port, log: silentLog, meter: null });
  running = { database, queues, topics, mail, gateway };
});

afterAll(async () => {
  await running.gateway.stop();
  await running.topics.stop();
  await running.mail.stop();
  await running.queues.stop();
  await running.database.stop();
  await remove();
});

function as(caller: string): {
  region: string;
  endpoint: string;
  maxAttempts: number;
  credentials: { accessKeyId: string; secretAccessKey: string };
} {
  const credentials = { accessKeyId: caller, secretAccessKey: "any" };
  return { region: "us-east-1", endpoint: urls.gateway, maxAttempts: 1, credentials };
}

describe("tables", () => {
  const Item = { id: { S: "calandra-1" }, month: { S: "2026-01" } };

  test("a function writes and reads what its role allows, by index too", async () => {
    const client = new DynamoDBClient(as("Poll"));
    await client.send(new PutItemCommand({ TableName: "Readouts", Item }));
    const query = new QueryCommand({
      TableName: "Readouts",
      IndexName: "byMonth",
      KeyConditionExpression: "#m = :m",
      ExpressionAttributeNames: { "#m": "month" },
      ExpressionAttributeValues: { ":m": { S: "2026-01" } },
    });
    expect((await client.send(query)).Items).toEqual([Item]);
  });

  test("a denied call is an AccessDeniedException that names function, action and resource", async () => {
    const client = new DynamoDBClient(as("Poll"));
    const denied = client.send(
      new GetItemCommand({ TableName: "Alerts", Key: { id: { S: "1" } } }),
    );
    await expect(denied).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: `User: arn:aws:sts::000000000000:assumed-role/PollRole/Poll is not authorized to perform: dynamodb:GetItem on resource: ${alerts.arn} because no statement allows it`,
    });
    expect(running.gateway.denials.at(-1)).toMatchObject({
      caller: "Poll",
      action: "dynamodb:GetItem",
      resource: alerts.arn,
    });
  });

  test("a right on the index is none on the table", async () => {
    const client = new DynamoDBClient(as("Poll"));
    const KeyConditionExpression = "id = :id";
    const ExpressionAttributeValues = { ":id": { S: "calandra-1" } };
    const query = { TableName: "Readouts", KeyConditionExpression, ExpressionAttributeValues };
    await expect(client.send(new QueryCommand(query))).rejects.toThrow(
      `dynamodb:Query on resource: ${readouts.arn} because`,
    );
  });

  test("a transaction needs the right to each of its writes, and is not half done", async () => {
    const client = new DynamoDBClient(as("Poll"));
    const other = { ...Item, id: { S: "calandra-2" } };
    const TransactItems = [
      { Put: { TableName: "Readouts", Item: other } },
      { Put: { TableName: "Alerts", Item: { id: { S: "1" } } } },
    ];
    await expect(client.send(new TransactWriteItemsCommand({ TransactItems }))).rejects.toThrow(
      `dynamodb:PutItem on resource: ${alerts.arn}`,
    );
    const get = new GetItemCommand({ TableName: "Readouts", Key: { id: other.id } });
    expect((await client.send(get)).Item).toBeUndefined();
  });

  test("DynamoDB's own errors keep their names", async () => {
    const client = new DynamoDBClient(as("Poll"));
    const ConditionExpression = "attribute_not_exists(id)";
    await expect(
      client.send(new PutItemCommand({ TableName: "Readouts", Item, ConditionExpression })),
    ).rejects.toMatchObject({ name: "ConditionalCheckFailedException" });
  });

  test("an operator is allowed everything, a stranger nothing", async () => {
    const get = new GetItemCommand({ TableName: "Alerts", Key: { id: { S: "1" } } });
    expect((await new DynamoDBClient(as("cli")).send(get)).Item).toBeUndefined();
    await expect(new DynamoDBClient(as("Mallory")).send(get)).rejects.toThrow("role/none/Mallory");
  });
});

describe("streams", () => {
  test.each([
    ["Readouts", null],
    ["Alerts", streamOf(alerts)],
  ])(
    "of %s, by the ARN of the stack: records come where the role allows the stream",
    async (TableName, denied) => {
      const service = new DynamoDBStreamsClient(as("lambda-service"));
      const StreamArn = `arn:aws:dynamodb:us-east-1:000000000000:table/${TableName}/stream/local`;
      const { StreamDescription } = await service.send(new DescribeStreamCommand({ StreamArn }));
      const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
      const place = { StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" } as const;
      const { ShardIterator } = await service.send(new GetShardIteratorCommand(place));
      const records = new DynamoDBStreamsClient(as("Poll")).send(
        new GetRecordsCommand({ ShardIterator }),
      );
      await (denied === null
        ? expect(records).resolves.toHaveProperty("Records")
        : expect(records).rejects.toThrow(`dynamodb:GetRecords on resource: ${denied} because`));
    },
  );
});

describe("queues", () => {
  test("a function sends where it may, and may not receive", async () => {
    const client = new SQSClient(as("Poll"));
    const QueueUrl = `${urls.gateway}/000000000000/letters`;
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "from Veldmark" }));
    await expect(client.send(new ReceiveMessageCommand({ QueueUrl }))).rejects.toThrow(
      "Poll is not authorized to perform: sqs:ReceiveMessage on resource: arn:aws:sqs:us-east-1:000000000000:letters",
    );
    const service = new SQSClient(as("lambda-service"));
    const { Messages } = await service.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(Messages?.map(({ Body }) => Body)).toEqual(["from Veldmark"]);
  });
});

describe("mail", () => {
  const mime =
    "From: alerts@desk.example\r\nTo: reader@home.example\r\nSubject: hello\r\n\r\nHello.";
  const mail = {
    Destinations: ["reader@home.example"],
    RawMessage: { Data: Buffer.from(mime) },
    ConfigurationSetName: "Alerts",
  };

  test("a mail from a verified domain is accepted and gets an id", async () => {
    const client = new SESClient(as("Poll"));
    const Source = "Readouts <alerts@desk.example>";
    const { MessageId } = await client.send(new SendRawEmailCommand({ ...mail, Source }));
    expect(MessageId).toMatch(/^0100/);
    expect(running.mail.count()).toBe(1);
  });

  test("another sender is denied", async () => {
    const client = new SESClient(as("Poll"));
    const Source = "mallory@elsewhere.example";
    await expect(client.send(new SendRawEmailCommand({ ...mail, Source }))).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining("ses:SendRawEmail on resource"),
    });
  });
});

describe("the account's suppression list", () => {
  const EmailAddress = "suppressionlist+desk@simulator.amazonses.com";

  test("holds the simulator's address until it is taken off, which may be done twice", async () => {
    const client = new SESv2Client(as("Poll"));
    const ask = new GetSuppressedDestinationCommand({ EmailAddress });
    const { SuppressedDestination } = await client.send(ask);
    expect(SuppressedDestination).toMatchObject({ EmailAddress, Reason: "BOUNCE" });
    const list = sesSuppressionList(client);
    await list.lift(EmailAddress);
    await expect(client.send(ask)).rejects.toMatchObject({ name: "NotFoundException" });
    await expect(list.lift(EmailAddress)).resolves.toBeUndefined();
    await expect(list.lift("reader@home.example")).resolves.toBeUndefined();
  });

  test("is changed by nobody who may not", async () => {
    const denied = sesSuppressionList(new SESv2Client(as("Match")));
    await expect(denied.lift("suppressionlist@simulator.amazonses.com")).rejects.toThrow();
    expect(running.gateway.denials.at(-1)).toMatchObject({
      action: "ses:DeleteSuppressedDestination",
    });
  });
});

test("a parameter is made and read by the one who may, and replaced only by who may do that", async () => {
  const ssm = new SSMClient(as("Poll"));
  const put = { Name: parameterName, Type: "SecureString", Value: "s" } as const;
  await ssm.send(new PutParameterCommand({ ...put, Overwrite: false }));
  const read = new GetParameterCommand({ Name: `${parameterName}:1`, WithDecryption: true });
  expect((await ssm.send(read)).Parameter).toMatchObject({ Value: "s", Version: 1 });
  const denied = { name: "AccessDeniedException" };
  const replacing = new PutParameterCommand({ ...put, Overwrite: true });
  await expect(ssm.send(replacing)).rejects.toMatchObject(denied);
  await expect(new SSMClient(as("Match")).send(read)).rejects.toMatchObject(denied);
});

test("a topic is published to", async () => {
  const command = new PublishCommand({ TopicArn: topicArn, Message: "silent source" });
  expect((await new SNSClient(as("Poll")).send(command)).MessageId).toBeDefined();
});

test("a queue gets a topic's message signed, and the gateway gives the certificate as a proxy", async () => {
  const client = new SQSClient(as("cli"));
  await running.topics.publish({ topicArn, subject: null, message: "signed", attributes: {} });
  const QueueUrl = `${urls.gateway}/000000000000/told`;
  const receive = new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 });
  let message: Record<string, string> = {};
  while (message["Message"] !== "signed") {
    const { Messages = [] } = await client.send(receive);
    message = JSON.parse(Messages[0]?.Body ?? "{}") as Record<string, string>;
  }
  expect(Object.keys(message)).not.toContain("Subject");
  const path = message["SigningCertURL"] ?? "";
  const answer = await new Client(urls.gateway).request({ path, method: "GET" });
  const { publicKey } = new X509Certificate(await answer.body.text());
  const { MessageId, Timestamp } = message;
  const text = `Message\nsigned\nMessageId\n${MessageId}\nTimestamp\n${Timestamp}\nTopicArn\n${topicArn}\nType\nNotification\n`;
  const signature = Buffer.from(message["Signature"] ?? "", "base64");
  expect(message["SignatureVersion"]).toBe("1");
  expect(verify("RSA-SHA1", Buffer.from(text), publicKey, signature)).toBe(true);
});

describe("functions", () => {
  test("the operator invokes a function and gets its answer", async () => {
    const Payload = Buffer.from(JSON.stringify({ sourceId: "veldmark" }));
    const command = new InvokeCommand({ FunctionName: poll.arn, Payload });
    const answer = await new LambdaClient(as("cli")).send(command);
    expect(JSON.parse(answer.Payload?.transformToString() ?? "")).toEqual({
      functionId: "Poll",
      event: { sourceId: "veldmark" },
    });
  });

  test("a failed invocation is told as Lambda tells it", async () => {
    const command = new InvokeCommand({
      FunctionName: "Poll",
      Payload: Buffer.from('{"fails":true}'),
    });
    const answer = await new LambdaClient(as("cli")).send(command);
    expect(answer.FunctionError).toBe("Unhandled");
    expect(answer.Payload?.transformToString()).toContain("TypeError");
  });

  test("a function may not invoke another without the right", async () => {
    const command = new InvokeCommand({ FunctionName: "Poll" });
    await expect(new LambdaClient(as("Poll")).send(command)).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining("lambda:InvokeFunction"),
    });
  });
});

test("a request that nobody signed is refused", async () => {
  expect((await fetch(urls.gateway, { method: "POST", body: "{}" })).status).toBe(403);
});
