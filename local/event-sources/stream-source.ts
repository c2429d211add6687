import { setTimeout } from "node:timers/promises";
import type { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { Log } from "../../lambda/runtime/log.ts";
import type { LocalClock } from "../clock.ts";
import type { SendFailure } from "../functions/async-invocations.ts";
import type { Invoke } from "../invocation.ts";
import type { StreamMapping } from "../template/stack.ts";
import type { Checkpoints } from "./checkpoints.ts";
import { passesFilters } from "./event-pattern.ts";
import type { EventSource } from "./event-source.ts";
import { readBatchOutcome } from "./partial-failures.ts";
import { ShardReader } from "./shard-reader.ts";
import { type StreamRecord, toStreamRecord } from "./stream-record.ts";

export interface StreamSourceOptions {
  readonly mapping: StreamMapping;
  readonly asFunction: DynamoDBStreamsClient;
  readonly invoke: Invoke;
  readonly checkpoints: Checkpoints;
  readonly clock: LocalClock;
  readonly sendFailure: SendFailure;
  /** Whether a batch that is not full waits for the mapping's window; a replay's does not. */
  readonly waitsForWindow: () => boolean;
  readonly log: Log;
}

/** Records of one shard that go to the function together. */
interface Batch {
  readonly shardId: string;
  readonly records: readonly StreamRecord[];
  readonly attempts: number;
  /** When its first record was read. */
  readonly sinceMs: number;
}

const pauseInWindowMs = 100;
const firstBackoffMs = 1000;
const longestBackoffMs = 60_000;
/** What a stream keeps. */
const retentionSeconds = 24 * 3600;

/**
 * Hands a table's changes to its function, in order. A batch that fails holds back what comes after
 * it until it is handled or given up, as Lambda does for one shard.
 */
export class StreamSource implements EventSource {
  readonly name: string;
  readonly #options: StreamSourceOptions;
  readonly #reader: ShardReader;
  #batches: readonly Batch[] = [];
  #notBeforeMs = 0;

  constructor(options: StreamSourceOptions) {
    const { mapping, asFunction, checkpoints } = options;
    this.#options = options;
    this.#reader = new ShardReader(asFunction, mapping.streamArn, mapping.logicalId, checkpoints);
    this.name = `${mapping.functionId} from the stream of ${mapping.tableName}`;
  }

  async drain(): Promise<boolean> {
    for (let worked = false; ; worked = true) {
      if (this.#options.clock.ms() < this.#notBeforeMs) return worked;
      if (this.#batches.length === 0 && !(await this.#fill())) return worked;
      const [batch, ...rest] = this.#batches;
      if (batch !== undefined) this.#batches = [...(await this.#handle(batch)), ...rest];
    }
  }

  /** @returns whether there was anything to read, be it all filtered out */
  async #fill(): Promise<boolean> {
    const { mapping, clock, waitsForWindow } = this.#options;
    const read = await this.#reader.next(mapping.batchSize);
    if (read === null) return false;
    const { shardId } = read;
    const all = read.records.map((record) => toStreamRecord(record, mapping.streamArn));
    const windowMs = waitsForWindow() ? mapping.windowSeconds * 1000 : 0;
    const windowEndsMs = clock.ms() + windowMs;
    while (all.length < mapping.batchSize && clock.ms() < windowEndsMs) {
      await setTimeout(pauseInWindowMs);
      const more = await this.#reader.nextOf(shardId, mapping.batchSize - all.length);
      all.push(...more.map((record) => toStreamRecord(record, mapping.streamArn)));
    }
    const records = all.filter((record) => passesFilters(record, mapping.filters));
    const last = all.at(-1);
    if (records.length > 0) {
      this.#batches = [{ shardId, records, attempts: 0, sinceMs: clock.ms() }];
    } else if (last !== undefined) {
      this.#checkpoint(shardId, last);
    }
    return true;
  }

  /** @returns what is left of the batch to be handled */
  async #handle(batch: Batch): Promise<readonly Batch[]> {
    const { mapping, invoke, log } = this.#options;
    const sequence = batch.records.map(({ dynamodb }) => dynamodb.SequenceNumber);
    const event = { Records: batch.records };
    const result = await invoke(mapping.functionId, event, "RequestResponse");
    const told = readBatchOutcome(result, mapping.partialFailures, new Set(sequence));
    if (told.outcome === "done") {
      this.#checkpoint(batch.shardId, batch.records.at(-1));
      return [];
    }
    // What comes before the first failure is done; it and all after it is tried again.
    const failed = told.outcome === "failed" ? [sequence[0]] : told.failed;
    const from = Math.min(...failed.map((id) => sequence.indexOf(id ?? "")));
    this.#checkpoint(batch.shardId, batch.records[from - 1]);
    const left = {
      ...batch,
      records: batch.records.slice(from),
      attempts: from > 0 ? 0 : batch.attempts,
    };
    const reason = told.outcome === "failed" ? told.reason : "the function reported failures";
    log.warn("a batch failed", { source: this.name, records: left.records.length, reason });
    return await this.#retry(left, reason);
  }

  async #retry(batch: Batch, reason: string): Promise<readonly Batch[]> {
    const { mapping, clock } = this.#options;
    const { records } = batch;
    // Splitting does not count as a try: the halves have all of theirs.
    if (mapping.bisectOnError && records.length > 1) {
      const middle = Math.ceil(records.length / 2);
      return [
        { ...batch, records: records.slice(0, middle) },
        { ...batch, records: records.slice(middle) },
      ];
    }
    const ageMs = clock.ms() - batch.sinceMs;
    const isOld = ageMs >= (mapping.maxRecordAgeSeconds ?? retentionSeconds) * 1000;
    if (isOld || batch.attempts >= (mapping.retries ?? Infinity)) {
      await this.#giveUp(batch, isOld ? "RecordAgeExceeded" : "RetryAttemptsExhausted", reason);
      return [];
    }
    const backoffMs = Math.min(longestBackoffMs, firstBackoffMs * 2 ** batch.attempts);
    this.#notBeforeMs = clock.ms() + backoffMs;
    clock.after(backoffMs, () => {});
    return [{ ...batch, attempts: batch.attempts + 1 }];
  }

  /** @see https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html */
  async #giveUp(batch: Batch, condition: string, reason: string): Promise<void> {
    const { mapping, clock, sendFailure, log } = this.#options;
    const { records, shardId } = batch;
    log.error("a batch was given up", { source: this.name, records: records.length, reason });
    if (mapping.onFailureArn !== null) {
      const told = {
        requestContext: {
          functionArn: mapping.functionId,
          condition,
          approximateInvokeCount: batch.attempts + 1,
        },
        responseContext: { functionError: "Unhandled" },
        version: "1.0",
        timestamp: clock.now(),
        DDBStreamBatchInfo: {
          shardId,
          startSequenceNumber: records[0]?.dynamodb.SequenceNumber,
          endSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber,
          batchSize: records.length,
          streamArn: mapping.streamArn,
        },
      };
      await sendFailure(mapping.functionId, mapping.onFailureArn, JSON.stringify(told));
    }
    this.#checkpoint(shardId, records.at(-1));
  }

  #checkpoint(shardId: string, record: StreamRecord | undefined): void {
    if (record === undefined) return;
    const { checkpoints, mapping } = this.#options;
    checkpoints.save(mapping.logicalId, shardId, record.dynamodb.SequenceNumber);
  }
}
