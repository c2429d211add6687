import type { Log } from "../../lambda/runtime/log.ts";
import type { LocalQueue } from "../template/stack.ts";
import type { StateDirectory } from "../state.ts";

export interface QueueCounts {
  readonly ready: number;
  readonly delayed: number;
  readonly inFlight: number;
}

/** An answer in the protocol of the service, to be passed on as it is. */
export interface ServiceAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Queues {
  /** One SQS call (AWS JSON protocol): `call("SendMessage", {QueueUrl, MessageBody})`. */
  call(action: string, body: Readonly<Record<string, unknown>>): Promise<ServiceAnswer>;
  counts(queueName: string): Promise<QueueCounts>;
  /** Makes every message in flight visible again: for a virtual clock, which outruns visibility timeouts. */
  releaseInFlight(queueName: string): Promise<void>;
  stop(): Promise<void>;
}

export async function startQueues(_: {
  queues: readonly LocalQueue[];
  state: StateDirectory;
  log: Log;
}): Promise<Queues> {
  throw new Error("not yet written");
}
