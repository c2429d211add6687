import { ChangeMessageVisibilityCommand, type SQSClient } from "@aws-sdk/client-sqs";

/** What of a received message says which it is. */
export interface ReceivedMessage {
  readonly receiptHandle: string;
  /** How often it was received, this time included. */
  readonly received: number;
}

/**
 * Lets a message that failed come back after 15 s, then 30 s, 1, 2, 4 … at most 15 minutes. Without
 * it a message stays hidden for the queue's whole visibility timeout, and of a FIFO queue so does all
 * behind it in its group.
 */
export function messageReturn(
  client: SQSClient,
  queueUrl: string,
): (message: ReceivedMessage) => Promise<void> {
  return async ({ receiptHandle, received }) => {
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: returnSeconds(received),
      }),
    );
  };
}

/** Hides a received message for a while that its receiver chose: SQS takes up to twelve hours. */
export function messageHiding(
  client: SQSClient,
  queueUrl: string,
): (receiptHandle: string, ms: number) => Promise<void> {
  return async (receiptHandle, ms) => {
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: Math.ceil(ms / 1000),
      }),
    );
  };
}

/** @param received how often, at least 1 */
export function returnSeconds(received: number): number {
  return Math.min(15 * 60, 15 * 2 ** (Math.max(1, received) - 1));
}
