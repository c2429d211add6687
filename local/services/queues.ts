import { createHash } from "node:crypto";
import { join } from "node:path";
import * as v from "valibot";
import type { StateDirectory } from "../state.ts";
import type { LocalQueue } from "../template/stack.ts";
import { type Forward, nameOf, readAnswer, startFauxqs } from "./fauxqs.ts";
import { type KeptMessages, openKeptMessages, sendFields } from "./kept-messages.ts";
import type { Body, ServiceAnswer } from "./service-answer.ts";

export interface QueueCounts {
  readonly ready: number;
  readonly delayed: number;
  readonly inFlight: number;
}

export interface Queues {
  /** One SQS call (AWS JSON protocol): `call("SendMessage", {QueueUrl, MessageBody})`. */
  call(action: string, body: Body): Promise<ServiceAnswer>;
  /** How many messages a queue of this name holds. */
  counts(queueName: string): Promise<QueueCounts>;
  /** Makes every message in flight visible again: for a virtual clock, which outruns visibility timeouts. */
  releaseInFlight(queueName: string): Promise<void>;
  stop(): Promise<void>;
}

const sent = v.object({ MessageId: v.string() });
const sentBatch = v.object({
  Successful: v.array(v.object({ Id: v.string(), MessageId: v.string() })),
});
const received = v.object({
  Messages: v.optional(v.array(v.object({ MessageId: v.string(), ReceiptHandle: v.string() })), []),
});
/**
 * The template's queues, in this process (fauxqs). They live in memory;
 * what they accepted and nobody deleted is also on disk and sent again at the next start, in order.
 * Counts of receives begin anew then: a message is not worn out by our own ends.
 */
export async function startQueues({
  queues,
  state,
}: {
  queues: readonly LocalQueue[];
  state: StateDirectory;
}): Promise<Queues> {
  const { forward, inspect, close } = await startFauxqs(queues);
  const kept = openKeptMessages(join(state.messages, "queues.jsonl"));
  await sendAgain(kept, forward);

  const noteMoves = async (name: string): Promise<void> => {
    const redrive = queues.find((queue) => queue.name === name)?.redrive;
    if (!redrive || !kept.hasWornOut(name, redrive.maxReceiveCount)) return;
    const deadLetters = queues.find(({ arn }) => arn === redrive.deadLetterArn)?.name;
    if (deadLetters === undefined) return;
    const { ready } = await inspect(deadLetters);
    for (const { messageId } of ready) kept.moved(messageId, deadLetters);
  };
  return {
    call: async (action, body) => {
      switch (action) {
        case "SendMessage":
        case "SendMessageBatch":
          return await send(kept, forward, action, body);
        case "ReceiveMessage": {
          const answer = await forward(action, body);
          for (const message of readAnswer(received, answer)?.Messages ?? []) {
            kept.received(message.MessageId, message.ReceiptHandle);
          }
          await noteMoves(nameOf(body));
          return answer;
        }
        case "DeleteMessage":
        case "DeleteMessageBatch": {
          const answer = await forward(action, body);
          for (const handle of answer.status === 200 ? handles(body) : []) kept.deleted(handle);
          return answer;
        }
        case "PurgeQueue": {
          const answer = await forward(action, body);
          if (answer.status === 200) kept.purged(nameOf(body));
          return answer;
        }
        case "GetQueueUrl": {
          const url = queues.find(({ name }) => name === body["QueueName"])?.url;
          const answer = await forward(action, body);
          return url === undefined
            ? answer
            : { ...answer, body: JSON.stringify({ QueueUrl: url }) };
        }
        case "ListQueues": {
          const answer = await forward(action, body);
          return { ...answer, body: JSON.stringify({ QueueUrls: queues.map(({ url }) => url) }) };
        }
        default:
          return await forward(action, body);
      }
    },
    counts: async (queueName) => {
      const { ready, delayed, inflight } = await inspect(queueName);
      return { ready: ready.length, delayed: delayed.length, inFlight: inflight.length };
    },
    releaseInFlight: async (queueName) => {
      const QueueUrl = `/${queueName}`;
      for (const { receiptHandle } of (await inspect(queueName)).inflight) {
        const body = { QueueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout: 0 };
        await forward("ChangeMessageVisibility", body);
      }
    },
    stop: async () => {
      await close();
      kept.close();
    },
  };
}

/** Kept before it is forwarded: an answer "accepted" is never lost. */
async function send(
  kept: KeptMessages,
  forward: Forward,
  action: "SendMessage" | "SendMessageBatch",
  body: Body,
): Promise<ServiceAnswer> {
  const entries = action === "SendMessage" ? [body] : (body["Entries"] ?? []);
  const messages = v.parse(v.array(sendFields), entries);
  const keys = new Map(messages.map((fields) => [fields.Id, kept.keep(nameOf(body), fields)]));
  const answer = await forward(action, body);
  const one = readAnswer(sent, answer);
  const accepted = one ? [{ ...one, Id: "" }] : (readAnswer(sentBatch, answer)?.Successful ?? []);
  for (const [id, key] of keys) {
    const result = accepted.find(({ Id }) => Id === id);
    if (result === undefined) kept.refused(key);
    else kept.accepted(key, result.MessageId);
  }
  return answer;
}

/** What an earlier run left. Two messages may by now share a deduplication id; both were accepted. */
async function sendAgain(kept: KeptMessages, forward: Forward): Promise<void> {
  const usedIds = new Set<string>();
  for (const [key, message] of kept.all()) {
    const own = message.deduplication ?? createHash("sha256").update(message.body).digest("hex");
    const id = `${message.queue} ${own}`;
    const deduplication = usedIds.has(id) ? `again-${key}` : own;
    usedIds.add(id);
    const answer = await forward("SendMessage", {
      QueueUrl: `/${message.queue}`,
      MessageBody: message.body,
      MessageAttributes: message.attributes,
      ...(message.group !== undefined && {
        MessageGroupId: message.group,
        MessageDeduplicationId: deduplication,
      }),
    });
    const result = readAnswer(sent, answer);
    if (result === null) throw new Error(`a kept message of ${message.queue}: ${answer.body}`);
    kept.accepted(key, result.MessageId);
  }
}

function handles(body: Body): readonly string[] {
  const entries = Array.isArray(body["Entries"]) ? (body["Entries"] as Body[]) : [body];
  return entries.map((entry) => String(entry["ReceiptHandle"]));
}
