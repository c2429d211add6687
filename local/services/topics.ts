import type { Log } from "../../lambda/runtime/log.ts";
import type { Invoke } from "../invocation.ts";
import type { StateDirectory } from "../state.ts";
import type { LocalStack } from "../template/stack.ts";
import type { Queues } from "./queues.ts";

export interface TopicMessage {
  readonly topicArn: string;
  readonly subject: string | null;
  readonly message: string;
  readonly attributes: Readonly<Record<string, { readonly Type: string; readonly Value: string }>>;
}

export interface Topics {
  /** Fulfils when the message is kept safe; delivery to functions and queues follows, at least once. */
  publish(message: TopicMessage): Promise<{ readonly messageId: string }>;
  /** Messages not yet delivered everywhere. */
  pending(): number;
  /** Waits for deliveries under way. */
  stop(): Promise<void>;
}

export async function startTopics(_: {
  stack: LocalStack;
  state: StateDirectory;
  queues: Queues;
  invoke: Invoke;
  log: Log;
}): Promise<Topics> {
  throw new Error("not yet written");
}
