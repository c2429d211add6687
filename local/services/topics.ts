import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import * as v from "valibot";
import type { Log } from "../../lambda/runtime/log.ts";
import type { Invoke } from "../invocation.ts";
import { matches } from "../policy-wildcards.ts";
import type { StateDirectory } from "../state.ts";
import type { LocalStack, LocalTopic, TopicSubscription } from "../template/stack.ts";
import { openJournal } from "./journal.ts";
import type { Queues } from "./queues.ts";
import { asEvent, asNotification } from "./sns-messages.ts";
import { snsSigning } from "./sns-signing.ts";

const topicMessage = v.object({
  topicArn: v.string(),
  subject: v.nullable(v.string()),
  message: v.string(),
  attributes: v.record(v.string(), v.object({ Type: v.string(), Value: v.string() })),
});
export type TopicMessage = v.InferOutput<typeof topicMessage>;

/** A message on its way to one subscription. */
const delivery = v.object({
  ...topicMessage.entries,
  messageId: v.string(),
  publishedAt: v.string(),
  subscriptionId: v.string(),
});
export type Delivery = v.InferOutput<typeof delivery>;

export interface Topics {
  /** Fulfils when the message is kept safe; delivery to functions and queues follows, at least once. */
  publish(message: TopicMessage): Promise<{ readonly messageId: string }>;
  /** Begins to deliver, first what an earlier run left: functions can now reach the gateway. */
  resume(): void;
  /** What its messages are signed with, in PEM; null where there is none at this address. */
  certificateAt(url: string): string | null;
  /** Deliveries not yet done. */
  pending(): number;
  /** Waits for deliveries under way. */
  stop(): Promise<void>;
}

/**
 * The template's topics. fauxqs cannot call functions, and forgets; so they are made here, over a
 * journal. What was not delivered when an earlier run ended is delivered now.
 */
export async function startTopics({
  stack,
  state,
  queues,
  invoke,
  now,
  lagMs,
  log,
}: {
  stack: LocalStack;
  state: StateDirectory;
  queues: Queues;
  invoke: Invoke;
  now: () => Date;
  /** From publishing to delivery, in real time. */
  lagMs: number;
  log: Log;
}): Promise<Topics> {
  const journal = openJournal(join(state.messages, "topics.jsonl"), (value) =>
    v.parse(delivery, value),
  );
  const signing = snsSigning(state);
  const versionOf = (topicArn: string): LocalTopic["signatureVersion"] =>
    stack.topics.find(({ arn }) => arn === topicArn)?.signatureVersion ?? "1";
  const underWay = new Set<Promise<void>>();

  const deliver = async (key: number, one: Delivery): Promise<void> => {
    const to = stack.topicSubscriptions.find(({ logicalId }) => logicalId === one.subscriptionId);
    try {
      if (to !== undefined) await hand(one, to);
      journal.remove(key);
    } catch (error) {
      log.error("a topic's message stays undelivered until the next start", naming(one), error);
    }
  };
  const hand = async (one: Delivery, to: TopicSubscription): Promise<void> => {
    switch (to.protocol) {
      case "lambda": {
        const functionId = stack.functions.find(({ arn }) => arn === to.endpoint)?.logicalId;
        if (functionId === undefined || !mayInvoke(stack, functionId, one.topicArn)) {
          log.error("denied: no permission lets this topic invoke the function", naming(one));
          return;
        }
        await invoke(functionId, asEvent(one, to, versionOf(one.topicArn), signing), "Event");
        return;
      }
      case "sqs": {
        const queue = stack.queues.find(({ arn }) => arn === to.endpoint);
        const MessageBody = to.rawDelivery
          ? one.message
          : JSON.stringify(asNotification(one, versionOf(one.topicArn), signing));
        const answer = await queues.call("SendMessage", { QueueUrl: queue?.url, MessageBody });
        if (answer.status !== 200) throw new Error(answer.body);
        return;
      }
      default:
        log.info(`a topic would tell ${to.protocol}: ${one.subject ?? one.message}`, naming(one));
    }
  };
  const start = (key: number, one: Delivery, waitMs: number): void => {
    const delivered =
      waitMs === 0
        ? deliver(key, one)
        : setTimeout(waitMs).then(async () => await deliver(key, one));
    const promise = delivered.finally(() => underWay.delete(promise));
    underWay.add(promise);
  };
  let isResumed = false;
  return {
    publish: async (message) => {
      const messageId = randomUUID();
      const publishedAt = now().toISOString();
      for (const { logicalId, topicArn } of stack.topicSubscriptions) {
        if (topicArn !== message.topicArn) continue;
        const one = { ...message, messageId, publishedAt, subscriptionId: logicalId };
        const key = journal.add(one);
        if (isResumed) start(key, one, lagMs);
      }
      return { messageId };
    },
    resume: () => {
      if (isResumed) return;
      isResumed = true;
      for (const [key, one] of journal.entries()) start(key, one, 0);
    },
    certificateAt: (url) => signing.certificateAt(url),
    pending: () => journal.entries().length,
    stop: async () => {
      await Promise.all(underWay);
      journal.close();
    },
  };
}

/** A topic needs the function's own permission, as in AWS. */
function mayInvoke({ permissions }: LocalStack, functionId: string, topicArn: string): boolean {
  return permissions.some(
    (one) =>
      one.functionId === functionId &&
      one.principal === "sns.amazonaws.com" &&
      (one.sourceArn === null || matches(one.sourceArn, topicArn)),
  );
}

function naming({ topicArn, messageId, subscriptionId }: Delivery): Record<string, string> {
  return { topicArn, messageId, subscriptionId };
}
