import { writeFileSync } from "node:fs";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { type Callers, makeCallers } from "./callers.ts";
import type { LocalClock } from "./clock.ts";
import { withVirtualVisibility } from "./event-sources/virtual-visibility.ts";
import type { FunctionLog } from "./function-log.ts";
import { type Functions, startFunctions } from "./functions.ts";
import type { SendFailure } from "./functions/async-invocations.ts";
import { type Gateway, startGateway } from "./gateway.ts";
import type { Meter } from "./meter.ts";
import { type HttpFront, startHttpFront } from "./http-front.ts";
import type { InvocationResult } from "./invocation.ts";
import { choosePorts } from "./ports.ts";
import { type MailService, startMail } from "./services/mail.ts";
import { type DynamoDbLocal, startDynamoDb } from "./services/dynamodb.ts";
import { type Queues, startQueues } from "./services/queues.ts";
import { openParameters } from "./services/parameters.ts";
import { ensureTables } from "./services/tables.ts";
import { startTopics, type Topics } from "./services/topics.ts";
import type { StateDirectory } from "./state.ts";
import { readAssembly } from "./template/assembly.ts";
import type { LocalStack } from "./template/stack.ts";

export interface ServiceOptions {
  /** `cdk.out` */
  readonly assemblyDir: string;
  readonly state: StateDirectory;
  readonly clock: LocalClock;
  readonly log: FunctionLog;
  /** Of the pages; null: the state's, or the usual one. */
  readonly port: number | null;
  /** For every function, over the template's own. */
  readonly variables: Readonly<Record<string, string>>;
  /** Executions of one function at a time. */
  readonly concurrency: number;
  /** Sees every invocation that ended. */
  readonly onInvoked: (functionId: string, event: unknown, result: InvocationResult) => void;
  /** Sees every mail that was accepted, as the fields of the SES call. */
  readonly onMail: (fields: URLSearchParams) => void;
  /** Adds up what is used; null: nobody asks. */
  readonly meter: Meter | null;
}

/** The stack on this machine: everything runs, nothing is delivered yet to the functions. */
export interface LocalService {
  readonly stack: LocalStack;
  readonly functions: Functions;
  readonly callers: Callers;
  readonly queues: Queues;
  /** Seconds after which a function wants a failed message back, on a virtual clock. */
  readonly askedBack: (receiptHandle: string) => number | null;
  readonly topics: Topics;
  readonly mail: MailService;
  readonly gateway: Gateway;
  readonly site: HttpFront;
  readonly tables: DynamoDbLocal;
  readonly sendFailure: SendFailure;
  /** Ends everything in order; the state can be opened again. */
  stop(): Promise<void>;
}

/**
 * In AWS whoever sent a mail has SES's answer, and has put it down, before SNS tells of it a moment later.
 */
const topicLagMs = 200;

/** @throws what a part says that cannot start; the parts that were started are stopped again */
export async function startService(options: ServiceOptions): Promise<LocalService> {
  const stops: (() => Promise<void>)[] = [];
  try {
    return await startParts(options, stops);
  } catch (error) {
    await Promise.allSettled(stops.map(async (stop) => await stop()));
    await options.state.release();
    throw error;
  }
}

async function startParts(
  options: ServiceOptions,
  stops: (() => Promise<void>)[],
): Promise<LocalService> {
  const { state, clock, log } = options;
  const { ports, giveUp } = await choosePorts(state, options.port);
  stops.push(async () => {
    for (const name of ["inbox", "gateway", "site"] as const) await giveUp(name);
  });
  const gatewayUrl = `http://127.0.0.1:${ports.gateway}`;
  const siteUrl = `http://127.0.0.1:${ports.site}`;
  const stack = readAssembly(options.assemblyDir, { gatewayUrl, siteUrl });
  for (const { logicalId, message } of stack.notices) {
    log.log.info("the template holds more than local mode does", { logicalId, message });
  }
  const callers = makeCallers(gatewayUrl);
  const sendFailure = failureSender(stack, callers);
  const functions = startFunctions({
    functions: stack.functions,
    variables: options.variables,
    gatewayUrl,
    clock,
    concurrency: options.concurrency,
    sendFailure,
    onLine: (line) => {
      options.meter?.logged(line.functionId, line.text);
      log.onLine(line);
    },
    onEnd: (functionId, event, result, milliseconds) => {
      options.meter?.invoked(functionId, milliseconds);
      if (!result.ok) log.onError(functionId, result.error);
      options.onInvoked(functionId, event, result);
    },
  });
  const { invoke } = functions;
  stops.push(async () => await functions.stop());
  const [tables, queues] = await Promise.all([
    startDynamoDb({ state, log: log.log }),
    startQueues({ queues: stack.queues, state }),
  ]);
  stops.push(
    async () => await tables.stop(),
    async () => await queues.stop(),
  );
  const visible = clock.shared === null ? null : withVirtualVisibility(queues);
  await ensureTables(tables, stack.tables, { timeToLive: clock.shared === null });
  const now = (): Date => new Date(clock.ms());
  const topics = await startTopics({
    stack,
    state,
    queues,
    invoke,
    now,
    lagMs: topicLagMs,
    log: log.log,
  });
  await giveUp("inbox");
  const mail = await startMail({ stack, state, topics, port: ports.inbox, now, log: log.log });
  stops.push(async () => await mail.stop());
  const parameters = await openParameters(state);
  const services = {
    dynamoDb: tables,
    queues: visible?.queues ?? queues,
    topics,
    mail: observed(mail, options.onMail),
    parameters,
    invoke,
  };
  await giveUp("gateway");
  const gateway = await startGateway({
    stack,
    services,
    port: ports.gateway,
    log: log.log,
    meter: options.meter,
  });
  stops.push(async () => await gateway.stop());
  await giveUp("site");
  const site = await startHttpFront({
    routes: stack.routes,
    port: ports.site,
    invoke,
    clock,
    log: log.log,
  });
  writeAddresses(state, { stack, gatewayUrl, siteUrl, inboxUrl: mail.inboxUrl });
  return {
    stack,
    functions,
    callers,
    queues,
    askedBack: (receiptHandle) => visible?.askedBack(receiptHandle) ?? null,
    topics,
    mail,
    gateway,
    site,
    tables,
    sendFailure,
    stop: async () => {
      await site.stop();
      await functions.settle();
      await topics.stop();
      await functions.stop();
      await gateway.stop();
      callers.stop();
      await Promise.all([mail.stop(), queues.stop(), tables.stop()]);
      await state.release();
    },
  };
}

/** Where the command line finds this service. */
function writeAddresses(
  state: StateDirectory,
  found: { stack: LocalStack; gatewayUrl: string; siteUrl: string; inboxUrl: string },
): void {
  const addresses = {
    baseUrl: found.siteUrl,
    gatewayUrl: found.gatewayUrl,
    inboxUrl: found.inboxUrl,
    region: "us-east-1",
    resources: found.stack.outputs,
  };
  writeFileSync(state.file("local.json"), `${JSON.stringify(addresses, null, 2)}\n`);
}

function failureSender(stack: LocalStack, callers: Callers): SendFailure {
  return async (functionId, queueArn, body) => {
    const queue = stack.queues.find(({ arn }) => arn === queueArn);
    if (queue === undefined) throw new Error(`there is no queue ${queueArn} for failed events`);
    await callers.sqs(functionId).send(
      new SendMessageCommand({
        QueueUrl: queue.url,
        MessageBody: body,
        ...(queue.isFifo ? { MessageGroupId: functionId } : {}),
      }),
    );
  };
}

function observed(mail: MailService, onMail: (fields: URLSearchParams) => void): MailService {
  return {
    inboxUrl: mail.inboxUrl,
    suppressionList: mail.suppressionList,
    count: () => mail.count(),
    stop: async () => await mail.stop(),
    call: async (fields) => {
      const answer = await mail.call(fields);
      const action = fields.get("Action") ?? "";
      if (answer.status === 200 && /^Send(Raw)?Email$/.test(action)) onMail(fields);
      return answer;
    },
  };
}
