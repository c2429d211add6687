import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";

/** SQS's limit of one SendMessageBatch. */
const batchSize = 10;

/** What makes a message one of a FIFO queue. */
export interface FifoOptions<T> {
  /** Messages of one group are handled one after the other. */
  readonly group: (item: T) => string;
  /** Messages of equal id within five minutes are one (SQS). Letters, digits and punctuation, at most 128. */
  readonly deduplicationId: (item: T) => string;
}

export interface JsonQueue<T> {
  /**
   * @param delaySeconds none sees them before; at most 900 (SQS's limit), 0 unless given; not for FIFO queues
   * @throws where any of the items was not taken: send all of them again, receivers are idempotent
   */
  send(items: readonly T[], delaySeconds?: number): Promise<void>;
}

/** A queue of JSON messages; in order, and grouped, where `fifo` is given. */
export function jsonQueue<T>(
  client: SQSClient,
  queueUrl: string,
  fifo: FifoOptions<T> | null = null,
): JsonQueue<T> {
  return {
    async send(items, delaySeconds = 0) {
      for (let start = 0; start < items.length; start += batchSize) {
        const answer = await client.send(
          new SendMessageBatchCommand({
            QueueUrl: queueUrl,
            Entries: items.slice(start, start + batchSize).map((item, index) => ({
              Id: String(index),
              MessageBody: JSON.stringify(item),
              ...(delaySeconds === 0 ? {} : { DelaySeconds: delaySeconds }),
              ...(fifo === null
                ? {}
                : {
                    MessageGroupId: fifo.group(item),
                    MessageDeduplicationId: fifo.deduplicationId(item),
                  }),
            })),
          }),
        );
        const failed = answer.Failed?.[0];
        if (failed !== undefined) {
          throw new Error(`${queueUrl} did not take a message: ${failed.Code} ${failed.Message}`);
        }
      }
    },
  };
}
