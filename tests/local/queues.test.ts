import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Queues, startQueues } from "../../local/services/queues.ts";
import type { StateDirectory } from "../../local/state.ts";
import type { LocalQueue } from "../../local/template/stack.ts";
import { aQueue, aState } from "../builders/local-stack.ts";

const lost = aQueue({ name: "lost" });
const letters = aQueue({
  name: "letters",
  visibilityTimeoutSeconds: 0,
  redrive: { deadLetterArn: lost.arn, maxReceiveCount: 2 },
});
const captures = aQueue({ name: "captures.fifo", isFifo: true });
const all: readonly LocalQueue[] = [letters, lost, captures];

let state: StateDirectory;
let remove: () => Promise<void>;
let queues: Queues;
/** Ended by SIGKILL, as far as the test is concerned. */
const left: Queues[] = [];

beforeEach(async () => {
  ({ state, remove } = await aState());
  queues = await startQueues({ queues: all, state });
});

afterEach(async () => {
  await Promise.all(left.splice(0).map(async (old) => await old.stop()));
  await queues.stop();
  await remove();
});

test("a message that nobody deleted is there again after the process was killed", async () => {
  await send("letters", { MessageBody: "from Calandra" });
  await send("letters", { MessageBody: "from Norrhaven" });
  const [first] = await receive("letters");
  await call("DeleteMessage", "letters", { ReceiptHandle: first?.ReceiptHandle });
  await restart();
  expect(await bodies("letters")).toEqual(["from Norrhaven"]);
});

test("what a torn write left at the end of the journal is dropped", async () => {
  await send("letters", { MessageBody: "whole" });
  await appendFile(join(state.messages, "queues.jsonl"), '[9,{"queue":"letters","bo');
  await restart();
  expect(await bodies("letters")).toEqual(["whole"]);
});

test("a batch is kept entry by entry, and what the queue refused is not", async () => {
  const entries = [
    { Id: "a", MessageBody: "one" },
    { Id: "b", MessageBody: "not \u0001 text" },
  ];
  const answer = await call("SendMessageBatch", "letters", { Entries: entries });
  expect(answer).toMatchObject({ Successful: [{ Id: "a" }], Failed: [{ Id: "b" }] });
  await restart();
  expect(await bodies("letters")).toEqual(["one"]);
});

test("a message that wore out stays in the dead-letter queue over a restart", async () => {
  await send("letters", { MessageBody: "poison" });
  for (let i = 0; i < 3; i += 1) await receive("letters");
  await restart();
  expect(await queues.counts("letters")).toEqual({ ready: 0, delayed: 0, inFlight: 0 });
  expect(await bodies("lost")).toEqual(["poison"]);
});

describe("a FIFO queue", () => {
  const group = { MessageGroupId: "kremlin.example" };

  test("keeps the order of a group over a restart, and gives one message of it at a time", async () => {
    for (const n of [1, 2, 3]) {
      await send("captures.fifo", {
        ...group,
        MessageBody: `${n}`,
        MessageDeduplicationId: `${n}`,
      });
    }
    await restart();
    expect(await bodies("captures.fifo")).toEqual(["1"]);
    expect(await bodies("captures.fifo")).toEqual([]);
    await queues.releaseInFlight("captures.fifo");
    expect(await bodies("captures.fifo")).toEqual(["1"]);
  });

  test("takes a message once, though it be sent again after it was done with", async () => {
    const message = { ...group, MessageBody: "same", MessageDeduplicationId: "same" };
    await send("captures.fifo", message);
    const [first] = await receive("captures.fifo");
    await call("DeleteMessage", "captures.fifo", { ReceiptHandle: first?.ReceiptHandle });
    await send("captures.fifo", message);
    await restart();
    expect(await bodies("captures.fifo")).toEqual([]);
  });

  test("a message without a group is refused, and not kept", async () => {
    const answer = await send("captures.fifo", { MessageBody: "homeless" });
    expect(answer["__type"]).toBe("com.amazonaws.sqs#MissingParameter");
    await restart();
    expect(await queues.counts("captures.fifo")).toMatchObject({ ready: 0 });
  });
});

test("a queue that is not in the stack does not exist", async () => {
  const answer = await send("strangers", { MessageBody: "hello" });
  expect(answer["__type"]).toBe("com.amazonaws.sqs#QueueDoesNotExist");
});

/** As after SIGKILL: nothing is told to the old queues, and new ones begin with what is on disk. */
async function restart(): Promise<void> {
  left.push(queues);
  queues = await startQueues({ queues: all, state });
}

type Answer = Readonly<Record<string, unknown>>;

async function call(action: string, queue: string, fields: Answer): Promise<Answer> {
  const body = { QueueUrl: `http://127.0.0.1:4600/000000000000/${queue}`, ...fields };
  return JSON.parse((await queues.call(action, body)).body) as Answer;
}

async function send(queue: string, fields: Answer): Promise<Answer> {
  return await call("SendMessage", queue, fields);
}

interface Received {
  readonly Body: string;
  readonly ReceiptHandle: string;
}

async function receive(queue: string): Promise<readonly Received[]> {
  const answer = await call("ReceiveMessage", queue, { MaxNumberOfMessages: 10 });
  return (answer["Messages"] ?? []) as Received[];
}

async function bodies(queue: string): Promise<readonly string[]> {
  return (await receive(queue)).map((message) => message.Body);
}
