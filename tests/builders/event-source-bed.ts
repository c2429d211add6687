import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { silentLog } from "../../lambda/runtime/log.ts";
import { type Callers, makeCallers } from "../../local/callers.ts";
import { startGateway } from "../../local/gateway.ts";
import type { InvocationResult, Invoke } from "../../local/invocation.ts";
import { type DynamoDbLocal, freePort, startDynamoDb } from "../../local/services/dynamodb.ts";
import { startMail } from "../../local/services/mail.ts";
import { type Queues, startQueues } from "../../local/services/queues.ts";
import { openParameters } from "../../local/services/parameters.ts";
import { ensureTables } from "../../local/services/tables.ts";
import { startTopics } from "../../local/services/topics.ts";
import type { StateDirectory } from "../../local/state.ts";
import type { LocalQueue, LocalTable, Statement } from "../../local/template/stack.ts";
import { aFunction, aQueue, aStack, aState } from "./local-stack.ts";

/** Queues and tables behind the gateway, and a function `Reader` that does what the test says. */
export interface EventSourceBed {
  readonly state: StateDirectory;
  readonly queues: Queues;
  readonly tables: DynamoDbLocal;
  readonly callers: Callers;
  readonly queue: (name: string) => LocalQueue;
  readonly send: (queueName: string, body: string, group?: string) => Promise<void>;
  readonly sendFailure: (functionId: string, arn: string, body: string) => Promise<void>;
  stop(): Promise<void>;
}

const now = (): Date => new Date();
const invoke: Invoke = async () => ({ ok: true, payload: null });

export async function startEventSourceBed(given: {
  readonly queues?: readonly Partial<LocalQueue>[];
  readonly tables?: readonly LocalTable[];
  readonly statements: readonly Statement[];
}): Promise<EventSourceBed> {
  const { state, remove } = await aState();
  const port = await freePort();
  const gatewayUrl = `http://127.0.0.1:${port}`;
  const queueList = (given.queues ?? []).map((queue) =>
    aQueue({ ...queue, url: `${gatewayUrl}/000000000000/${queue.name ?? ""}` }),
  );
  const stack = aStack({
    queues: queueList,
    tables: given.tables ?? [],
    functions: [aFunction({ logicalId: "Reader" })],
    roles: [
      {
        logicalId: "ReaderRole",
        arn: "arn:aws:iam::000000000000:role/ReaderRole",
        statements: given.statements,
      },
    ],
  });
  const tables = await startDynamoDb({ state, log: silentLog });
  await ensureTables(tables, stack.tables, { timeToLive: false });
  const queues = await startQueues({ queues: queueList, state });
  const topics = await startTopics({ stack, state, queues, invoke, now, lagMs: 0, log: silentLog });
  const mail = await startMail({ stack, state, topics, port: 0, now, log: silentLog });
  const parameters = await openParameters(state);
  const services = { dynamoDb: tables, queues, topics, mail, parameters, invoke };
  const gateway = await startGateway({ stack, services, port, log: silentLog, meter: null });
  const callers = makeCallers(gatewayUrl);
  const queue = (name: string): LocalQueue => {
    const found = queueList.find((one) => one.name === name);
    if (found === undefined) throw new Error(`no queue ${name}`);
    return found;
  };
  const send: EventSourceBed["send"] = async (name, body, group) => {
    const fifo = group === undefined ? {} : { MessageGroupId: group, MessageDeduplicationId: body };
    const message = { QueueUrl: queue(name).url, MessageBody: body, ...fifo };
    await callers.sqs("cli").send(new SendMessageCommand(message));
  };
  return {
    state,
    queues,
    tables,
    callers,
    queue,
    send,
    sendFailure: async (_, arn, body) => {
      const name = queueList.find((one) => one.arn === arn)?.name ?? "";
      await send(name, body);
    },
    stop: async () => {
      callers.stop();
      await gateway.stop();
      await topics.stop();
      await Promise.all([mail.stop(), queues.stop(), tables.stop()]);
      await remove();
    },
  };
}

/** A function in this process: what it was given, and what it says to it. */
export function scripted(answer: (event: SeenEvent) => unknown): {
  readonly invoke: Invoke;
  readonly events: SeenEvent[];
} {
  const events: SeenEvent[] = [];
  return {
    events,
    invoke: async (_functionId, event): Promise<InvocationResult> => {
      const seen = event as SeenEvent;
      events.push(seen);
      try {
        return { ok: true, payload: answer(seen) };
      } catch (error) {
        const { name, message } = error as Error;
        return { ok: false, error: { errorType: name, errorMessage: message, trace: [] } };
      }
    },
  };
}

export interface SeenEvent {
  readonly Records: readonly {
    readonly messageId: string;
    readonly body: string;
    readonly attributes: Readonly<Record<string, string>>;
    readonly eventName: string;
    readonly dynamodb: {
      readonly SequenceNumber: string;
      readonly ApproximateCreationDateTime: unknown;
      readonly Keys: Readonly<Record<string, { readonly S: string }>>;
      readonly NewImage: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    };
  }[];
}
