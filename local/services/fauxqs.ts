import { buildApp } from "fauxqs";
import * as v from "valibot";
import type { LocalQueue } from "../template/stack.ts";
import type { Body, ServiceAnswer } from "./service-answer.ts";

export type Forward = (action: string, body: Body) => Promise<ServiceAnswer>;

const inspected = v.object({
  messages: v.object({
    ready: v.array(v.object({ messageId: v.string() })),
    delayed: v.array(v.unknown()),
    inflight: v.array(v.object({ receiptHandle: v.string() })),
  }),
});

/** fauxqs with the template's queues. Started by hand, for its own start listens to the whole network. */
export async function startFauxqs(queues: readonly LocalQueue[]): Promise<{
  readonly forward: Forward;
  readonly inspect: (queueName: string) => Promise<v.InferOutput<typeof inspected>["messages"]>;
  readonly close: () => Promise<void>;
}> {
  const app = buildApp({ logger: false });
  const address = await app.listen({ host: "127.0.0.1", port: 0 });
  // fauxqs makes queue URLs of its own and knows queues by them alone.
  const urls = new Map<string, string>();
  const forward: Forward = async (action, body) => {
    const name = nameOf(body);
    const QueueUrl = urls.get(name) ?? `http://none/${name}`;
    const type = "application/x-amz-json-1.0";
    const answer = await fetch(address, {
      method: "POST",
      headers: { "content-type": type, "x-amz-target": `AmazonSQS.${action}` },
      body: JSON.stringify({ ...body, ...(name !== "" && { QueueUrl }) }),
    });
    const error = answer.headers.get("x-amzn-query-error");
    return {
      status: answer.status,
      headers: { "content-type": type, ...(error !== null && { "x-amzn-query-error": error }) },
      body: await answer.text(),
    };
  };
  for (const queue of queues) {
    const { name } = queue;
    const Attributes = attributes(queue);
    const answer = await forward("CreateQueue", { QueueName: name, Attributes });
    const created = readAnswer(v.object({ QueueUrl: v.string() }), answer);
    if (created === null) throw new Error(`the queue ${name} cannot be made: ${answer.body}`);
    urls.set(name, created.QueueUrl);
  }
  return {
    forward,
    inspect: async (queueName) => {
      const answer = await fetch(`${address}/_fauxqs/queues/${queueName}`);
      return v.parse(inspected, await answer.json()).messages;
    },
    close: async () => {
      await app.close();
    },
  };
}

function attributes(queue: LocalQueue): Readonly<Record<string, string>> {
  const redrive = queue.redrive && {
    deadLetterTargetArn: queue.redrive.deadLetterArn,
    maxReceiveCount: queue.redrive.maxReceiveCount,
  };
  return {
    VisibilityTimeout: String(queue.visibilityTimeoutSeconds),
    DelaySeconds: String(queue.delaySeconds),
    ...(queue.isFifo && { FifoQueue: "true" }),
    ...(queue.contentBasedDeduplication && { ContentBasedDeduplication: "true" }),
    ...(redrive && { RedrivePolicy: JSON.stringify(redrive) }),
  };
}

/** The last part of the queue's URL; empty if the call names no queue. */
export function nameOf(body: Body): string {
  return (
    String(body["QueueUrl"] ?? "")
      .split("/")
      .at(-1) ?? ""
  );
}

/** @returns null for an answer that is an error, or of another shape */
export function readAnswer<const S extends v.GenericSchema>(
  schema: S,
  answer: ServiceAnswer,
): v.InferOutput<S> | null {
  const result = v.safeParse(schema, JSON.parse(answer.body));
  return answer.status === 200 && result.success ? result.output : null;
}
