import * as v from "valibot";
import { openJournal } from "./journal.ts";

/** A message as it was accepted, so that it can be sent again. */
const keptMessage = v.object({
  queue: v.string(),
  body: v.string(),
  attributes: v.optional(v.record(v.string(), v.unknown())),
  group: v.optional(v.string()),
  deduplication: v.optional(v.string()),
});
export type KeptMessage = v.InferOutput<typeof keptMessage>;

/** The fields of SendMessage and of an entry of SendMessageBatch. */
export const sendFields = v.looseObject({
  Id: v.optional(v.string(), ""),
  MessageBody: v.optional(v.string(), ""),
  MessageAttributes: v.optional(v.record(v.string(), v.unknown())),
  MessageGroupId: v.optional(v.string()),
  MessageDeduplicationId: v.optional(v.string()),
});

/**
 * The messages that queues have accepted and nobody has deleted yet, on disk; with what is needed
 * in memory to know them again by message id and receipt handle.
 */
export interface KeptMessages {
  /** Before the queue gets it. @returns a key for `accepted` or `refused` */
  keep(queue: string, fields: v.InferOutput<typeof sendFields>): number;
  /** The queue gave it this id; the id of an earlier message means that it was a duplicate. */
  accepted(key: number, messageId: string): void;
  refused(key: number): void;
  received(messageId: string, receiptHandle: string): void;
  deleted(receiptHandle: string): void;
  purged(queue: string): void;
  /** Whether the queue has messages that were received at least so often. */
  hasWornOut(queue: string, receives: number): boolean;
  /** A dead-letter queue now has the message. */
  moved(messageId: string, queue: string): void;
  /** In the order in which they were sent. */
  all(): readonly (readonly [number, KeptMessage])[];
  close(): void;
}

export function openKeptMessages(file: string): KeptMessages {
  const journal = openJournal(file, (value) => v.parse(keptMessage, value));
  const keys = new Map<string, number>();
  const seen = new Set<string>();
  const receipts = new Map<string, string>();
  const receives = new Map<number, number>();

  const forget = (key: number): void => {
    journal.remove(key);
    receives.delete(key);
  };
  return {
    keep: (queue, fields) =>
      journal.add({
        queue,
        body: fields.MessageBody,
        ...(fields.MessageAttributes && { attributes: fields.MessageAttributes }),
        ...(fields.MessageGroupId !== undefined && { group: fields.MessageGroupId }),
        ...(fields.MessageDeduplicationId !== undefined && {
          deduplication: fields.MessageDeduplicationId,
        }),
      }),
    accepted: (key, messageId) => {
      if (seen.has(messageId)) {
        forget(key);
        return;
      }
      seen.add(messageId);
      keys.set(messageId, key);
    },
    refused: forget,
    received: (messageId, receiptHandle) => {
      receipts.set(receiptHandle, messageId);
      const key = keys.get(messageId);
      if (key !== undefined) receives.set(key, (receives.get(key) ?? 0) + 1);
    },
    deleted: (receiptHandle) => {
      const messageId = receipts.get(receiptHandle) ?? "";
      receipts.delete(receiptHandle);
      const key = keys.get(messageId);
      keys.delete(messageId);
      if (key !== undefined) forget(key);
    },
    purged: (queue) => {
      for (const [key, entry] of journal.entries()) if (entry.queue === queue) forget(key);
    },
    hasWornOut: (queue, limit) =>
      [...receives].some(([key, count]) => count >= limit && journal.get(key)?.queue === queue),
    moved: (messageId, queue) => {
      const key = keys.get(messageId);
      const entry = key === undefined ? null : journal.get(key);
      if (key === undefined || entry === null || entry.queue === queue) return;
      journal.change(key, { ...entry, queue });
      receives.delete(key);
    },
    all: () => journal.entries(),
    close: () => journal.close(),
  };
}
