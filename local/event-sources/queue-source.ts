import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { Log } from "../../lambda/runtime/log.ts";
import type { LocalClock } from "../clock.ts";
import type { Invoke } from "../invocation.ts";
import type { Queues } from "../services/queues.ts";
import type { LocalQueue, QueueMapping } from "../template/stack.ts";
import { passesFilters } from "./event-pattern.ts";
import type { EventSource } from "./event-source.ts";
import { readBatchOutcome } from "./partial-failures.ts";
import { toRecord } from "./queue-record.ts";

export interface QueueSourceOptions {
  readonly mapping: QueueMapping;
  readonly queue: LocalQueue;
  readonly queues: Queues;
  /** Calls the gateway as the function: a missing grant shows. */
  readonly asFunction: SQSClient;
  /** Calls it as the service, for what AWS does by itself. */
  readonly asService: SQSClient;
  readonly invoke: Invoke;
  readonly clock: LocalClock;
  /** Seconds after which a function wants its failed message back; null where it did not say. */
  readonly askedBack: (receiptHandle: string) => number | null;
  /** Batches of this queue at a time, where the mapping does not allow fewer. */
  readonly concurrency: number;
  readonly log: Log;
}

/** What SQS gives in one call. */
const mostMessagesACall = 10;

/**
 * Hands a queue's messages to its function. Order within a FIFO group is the queue's doing: it gives
 * out nothing of a group while a message of it is in flight. Failed messages become visible again
 * when their visibility timeout is over, and the queue moves them to its dead-letter queue.
 */
export class QueueSource implements EventSource {
  readonly name: string;
  readonly #options: QueueSourceOptions;
  readonly #releases: Promise<unknown>[] = [];

  constructor(options: QueueSourceOptions) {
    this.#options = options;
    this.name = `${options.mapping.functionId} from ${options.queue.name}`;
  }

  async drain(): Promise<boolean> {
    const { mapping, queue, queues, concurrency } = this.#options;
    await Promise.all(this.#releases.splice(0));
    const { ready } = await queues.counts(queue.name);
    const most = Math.min(mapping.maxConcurrency ?? concurrency, concurrency);
    const lanes = Math.min(most, Math.ceil(ready / mapping.batchSize));
    const worked = await Promise.all(Array.from({ length: lanes }, async () => await this.#lane()));
    return worked.includes(true);
  }

  async #lane(): Promise<boolean> {
    for (let worked = false; ; worked = true) {
      const messages = await this.#receive();
      // Of a FIFO queue: all that is left waits for a message in flight.
      if (messages.length === 0) return worked;
      await this.#handle(messages);
    }
  }

  async #receive(): Promise<readonly Message[]> {
    const { mapping, queue, asFunction } = this.#options;
    const batch: Message[] = [];
    while (batch.length < mapping.batchSize) {
      const { Messages: received = [] } = await asFunction.send(
        new ReceiveMessageCommand({
          QueueUrl: queue.url,
          MaxNumberOfMessages: Math.min(mostMessagesACall, mapping.batchSize - batch.length),
          MessageSystemAttributeNames: ["All"],
          MessageAttributeNames: ["All"],
          WaitTimeSeconds: 0,
        }),
      );
      if (received.length === 0) break;
      batch.push(...received);
    }
    return batch;
  }

  async #handle(messages: readonly Message[]): Promise<void> {
    const { mapping, queue, invoke, log } = this.#options;
    const records = messages.map((message) => toRecord(message, queue.arn));
    const wanted = records.filter((record) =>
      passesFilters({ ...record, body: parsed(record.body) }, mapping.filters),
    );
    const failed = new Set<string>();
    if (wanted.length > 0) {
      const known = new Set(wanted.map(({ messageId }) => messageId));
      const result = await invoke(mapping.functionId, { Records: wanted }, "RequestResponse");
      const told = readBatchOutcome(result, mapping.partialFailures, known);
      if (told.outcome === "failed") {
        log.warn("a batch failed and will be tried again", {
          source: this.name,
          messages: wanted.length,
          reason: told.reason,
        });
      }
      const ids = told.outcome === "done" ? [] : told.outcome === "failed" ? known : told.failed;
      for (const id of ids) failed.add(id);
    }
    await this.#delete(messages.filter(({ MessageId: id = "" }) => !failed.has(id)));
    for (const message of messages) {
      if (failed.has(message.MessageId ?? "")) this.#awaitVisibility(message);
    }
  }

  async #delete(messages: readonly Message[]): Promise<void> {
    const { queue, asFunction, log } = this.#options;
    for (let from = 0; from < messages.length; from += mostMessagesACall) {
      const { Failed: failed = [] } = await asFunction.send(
        new DeleteMessageBatchCommand({
          QueueUrl: queue.url,
          Entries: messages
            .slice(from, from + mostMessagesACall)
            .map(({ ReceiptHandle }, i) => ({ Id: String(i), ReceiptHandle })),
        }),
      );
      for (const { Code: code, Message: message } of failed) {
        log.warn("a handled message could not be deleted", { source: this.name, code, message });
      }
    }
  }

  /** The queue counts real seconds; on a virtual clock we end the visibility timeout ourselves. */
  #awaitVisibility(message: Message): void {
    const { queue, clock, asService, askedBack, log } = this.#options;
    if (clock.shared === null) return;
    const { ReceiptHandle = "" } = message;
    const hiddenSeconds = askedBack(ReceiptHandle) ?? queue.visibilityTimeoutSeconds;
    clock.after(hiddenSeconds * 1000, () => {
      const command = { QueueUrl: queue.url, ReceiptHandle, VisibilityTimeout: 0 };
      const released = asService
        .send(new ChangeMessageVisibilityCommand(command))
        .catch((error: unknown) => {
          // It became visible by itself, real time being ahead: nothing is lost.
          log.info("a visibility timeout was over", { reason: String(error) });
        });
      this.#releases.push(released);
    });
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}
