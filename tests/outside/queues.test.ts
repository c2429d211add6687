import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startFauxqs, type FauxqsServer } from "fauxqs";
import { jsonQueue } from "../../lambda/outside/queues.ts";

let server: FauxqsServer;
let client: SQSClient;

beforeAll(async () => {
  server = await startFauxqs({ port: 0, logger: false });
  client = new SQSClient({
    endpoint: `http://127.0.0.1:${server.port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  });
});
afterAll(async () => {
  client.destroy();
  await server.stop();
});

async function received(queueUrl: string): Promise<unknown[]> {
  const bodies: unknown[] = [];
  for (;;) {
    const { Messages } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages === undefined || Messages.length === 0) return bodies;
    bodies.push(...Messages.map(({ Body }) => JSON.parse(Body ?? "null") as unknown));
  }
}

test("more items than one batch holds all arrive", async () => {
  const { QueueUrl = "" } = await client.send(new CreateQueueCommand({ QueueName: "delivery" }));
  const items = Array.from({ length: 25 }, (_, n) => ({ n }));
  await jsonQueue<{ n: number }>(client, QueueUrl).send(items);
  expect(await received(QueueUrl)).toHaveLength(25);
});

test("a FIFO queue takes the same item once", async () => {
  const { QueueUrl = "" } = await client.send(
    new CreateQueueCommand({ QueueName: "capture.fifo", Attributes: { FifoQueue: "true" } }),
  );
  const queue = jsonQueue<{ url: string }>(client, QueueUrl, {
    group: (item) => new URL(item.url).host,
    deduplicationId: (item) => item.url.replaceAll(/[^a-z0-9]/g, "-"),
  });
  const item = { url: "https://pm.ostrovia.example/news/1" };
  await queue.send([item]);
  await queue.send([item]);
  expect(await received(QueueUrl)).toEqual([item]);
});

test("a queue that is not there is an error", async () => {
  const queue = jsonQueue(client, "http://127.0.0.1/000000000000/none");
  await expect(queue.send([{ n: 1 }])).rejects.toThrow();
});
