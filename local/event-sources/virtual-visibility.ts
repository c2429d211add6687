import type { Queues } from "../services/queues.ts";

/** Queues whose visibility timeouts go by a virtual clock. */
export interface VirtuallyVisibleQueues {
  readonly queues: Queues;
  /** Seconds after which a function wants its message back; null where it did not say. */
  askedBack(receiptHandle: string): number | null;
}

/**
 * The queues count real seconds. On a virtual clock what a function asks for is noted instead of
 * done, and whoever hands out the messages makes them visible when the time has come.
 */
export function withVirtualVisibility(queues: Queues): VirtuallyVisibleQueues {
  const asked = new Map<string, number>();
  return {
    askedBack: (receiptHandle) => {
      const seconds = asked.get(receiptHandle) ?? null;
      asked.delete(receiptHandle);
      return seconds;
    },
    queues: {
      call: async (action, body) => {
        const { ReceiptHandle: handle, VisibilityTimeout: seconds } = body;
        const isLater = action === "ChangeMessageVisibility" && Number(seconds) > 0;
        if (!isLater || typeof handle !== "string") return await queues.call(action, body);
        asked.set(handle, Number(seconds));
        return { status: 200, headers: { "content-type": "application/x-amz-json-1.0" }, body: "" };
      },
      counts: async (queueName) => await queues.counts(queueName),
      releaseInFlight: async (queueName) => await queues.releaseInFlight(queueName),
      stop: async () => await queues.stop(),
    },
  };
}
