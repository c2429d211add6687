import type {
  DynamoDBBatchResponse,
  DynamoDBRecord,
  DynamoDBStreamEvent,
  SQSBatchResponse,
  SQSEvent,
  SQSRecord,
} from "aws-lambda";
import type { Log, LogFields } from "../runtime/log.ts";

interface Batch<R> {
  readonly records: readonly R[];
  /** What Lambda calls the record in the report. */
  readonly id: (record: R) => string;
  /** Records of one group are handled in order; null: the record stands alone. */
  readonly group: (record: R) => string | null;
  /** For the log. */
  readonly describe: (record: R) => LogFields;
}

/**
 * Works on each message of a queue.
 * @param work handles one message; what it throws puts the message back
 * @param whenFailed told of each message that failed itself; what it throws is logged only
 * @returns the messages to be tried again; of a FIFO queue the first that failed of a message group
 * and all after it in that group, so that their order holds
 */
export async function eachRecord(
  event: SQSEvent,
  log: Log,
  work: (record: SQSRecord) => Promise<void>,
  whenFailed: (record: SQSRecord) => Promise<void> = async () => {},
): Promise<SQSBatchResponse> {
  const batch: Batch<SQSRecord> = {
    records: event.Records,
    id: ({ messageId }) => messageId,
    group: ({ attributes }) => attributes.MessageGroupId ?? null,
    describe: ({ messageId, attributes }) => ({
      messageId,
      received: Number(attributes.ApproximateReceiveCount),
    }),
  };
  return await report(batch, log, work, whenFailed);
}

/**
 * As `eachRecord`, on all messages at once, for work that waits more than it computes; of a queue without order.
 * A message that the queue holds twice is worked on after its like: what is done once is known to be done.
 * @param begin told of how many messages are worked on at once; gives what handles one
 */
export async function recordsAtOnce(
  event: SQSEvent,
  log: Log,
  begin: (size: number) => (record: SQSRecord) => Promise<void>,
): Promise<SQSBatchResponse> {
  const failed: SQSBatchResponse["batchItemFailures"] = [];
  for (let left = event.Records; left.length > 0; ) {
    const bodies = new Set<string>();
    const again: SQSRecord[] = [];
    const now = left.filter((record) => {
      if (bodies.size === bodies.add(record.body).size) again.push(record);
      return !again.includes(record);
    });
    const work = begin(now.length);
    const reports = await Promise.all(
      now.map(async (record) => await eachRecord({ Records: [record] }, log, work)),
    );
    failed.push(...reports.flatMap(({ batchItemFailures }) => batchItemFailures));
    left = again;
  }
  return { batchItemFailures: failed };
}

/**
 * Works on each change of a table's stream, in order per partition key.
 * @returns the changes that failed; Lambda goes on from the first of them
 */
export async function eachChange(
  event: DynamoDBStreamEvent,
  log: Log,
  work: (record: DynamoDBRecord) => Promise<void>,
): Promise<DynamoDBBatchResponse> {
  const batch: Batch<DynamoDBRecord> = {
    records: event.Records,
    id: ({ dynamodb }) => dynamodb?.SequenceNumber ?? "",
    group: ({ dynamodb }) => JSON.stringify(dynamodb?.Keys?.["readoutId"] ?? null),
    describe: ({ eventID, dynamodb }) => ({
      eventId: eventID,
      key: JSON.stringify(dynamodb?.Keys),
    }),
  };
  return await report(batch, log, work, async () => {});
}

async function report<R>(
  { records, id, group, describe }: Batch<R>,
  log: Log,
  work: (record: R) => Promise<void>,
  whenFailed: (record: R) => Promise<void>,
): Promise<{ batchItemFailures: { itemIdentifier: string }[] }> {
  const failed: string[] = [];
  const stopped = new Set<string>();
  for (const record of records) {
    const its = group(record);
    if (its !== null && stopped.has(its)) {
      failed.push(id(record));
      continue;
    }
    try {
      await work(record);
    } catch (error) {
      log.error("a record failed", describe(record), error);
      failed.push(id(record));
      if (its !== null) stopped.add(its);
      await whenFailed(record).catch((second: unknown) =>
        log.warn("its return could not be set", { ...describe(record), reason: String(second) }),
      );
    }
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}
