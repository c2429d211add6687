import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Log } from "../lambda/runtime/log.ts";
import { dynamoDbService } from "./gateway/dynamodb.ts";
import { functionService } from "./gateway/functions.ts";
import { mailService } from "./gateway/mail.ts";
import { queueService, topicService } from "./gateway/messaging.ts";
import { type AwsRequest, readRequest } from "./gateway/request.ts";
import { parameterService } from "./gateway/parameters.ts";
import type { AwsService } from "./gateway/service.ts";
import type { Invoke } from "./invocation.ts";
import type { Meter } from "./meter.ts";
import { type Call, decide } from "./policy.ts";
import type { DynamoDbLocal } from "./services/dynamodb.ts";
import type { MailService } from "./services/mail.ts";
import type { Queues } from "./services/queues.ts";
import type { Parameters } from "./services/parameters.ts";
import { jsonError, type ServiceAnswer } from "./services/service-answer.ts";
import type { Topics } from "./services/topics.ts";
import { account } from "./template/references.ts";
import type { LocalStack } from "./template/stack.ts";

/** Callers who are allowed everything: people, and the services themselves. */
export const operators: readonly string[] = ["cli", "lambda-service", "scheduler-service"];

export interface Services {
  readonly dynamoDb: DynamoDbLocal;
  readonly queues: Queues;
  readonly topics: Topics;
  readonly mail: MailService;
  readonly parameters: Parameters;
  readonly invoke: Invoke;
}

export interface Denial {
  readonly caller: string;
  readonly action: string;
  readonly resource: string;
  readonly reason: string;
}

export interface Gateway {
  readonly url: string;
  /** What was refused since the start; an empty list is what a test wants to see. */
  readonly denials: readonly Denial[];
  stop(): Promise<void>;
}

/**
 * One loopback port that plays AWS for SDK clients (AWS_ENDPOINT_URL). The access key id says who
 * calls: a function's logical id, whose role is asked before every call, or one of `operators`.
 * From now on the functions can reach their services, so that the topics begin to deliver.
 */
export async function startGateway({
  stack,
  services,
  port,
  log,
  meter,
}: {
  stack: LocalStack;
  services: Services;
  port: number;
  log: Log;
  /** Adds up what is called; null: nobody asks. */
  meter: Meter | null;
}): Promise<Gateway> {
  const known = new Map<string, AwsService>([
    ["dynamodb", dynamoDbService(stack, services.dynamoDb)],
    ["sqs", queueService(services.queues)],
    ["sns", topicService(services.topics)],
    ["ses", mailService(stack, services.mail)],
    ["ssm", parameterService(services.parameters)],
    ["lambda", functionService(stack, services.invoke, log)],
  ]);
  const denials: Denial[] = [];
  const answer = async (request: AwsRequest): Promise<ServiceAnswer> => {
    const service = known.get(request.service);
    if (service === undefined) {
      log.error("a call of a service that local mode does not play", { ...naming(request) });
      return jsonError("UnknownService", `local mode does not play ${request.service}`);
    }
    let needs: readonly Call[];
    try {
      needs = service.needs(request);
    } catch (error) {
      return service.refuse("unreadable", `the request cannot be read: ${String(error)}`);
    }
    const denial = firstDenial(stack, request.caller, needs);
    if (denial === null) {
      const answered = await service.answer(meter?.asking(request) ?? request);
      meter?.answered(request, answered);
      return answered;
    }
    if (denials.length < 1000) denials.push(denial);
    log.error("denied", { ...denial });
    return service.refuse("denied", sentence(denial, stack));
  };

  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      // As a proxy, and unsigned: certificates are for everybody.
      const certificate = services.topics.certificateAt(message.url ?? "");
      if (certificate !== null) {
        response.end(certificate);
        return;
      }
      const request = await readRequest(message);
      const unsigned = jsonError(
        "MissingAuthenticationTokenException",
        "The request is not signed",
      );
      write(response, request === null ? { ...unsigned, status: 403 } : await answer(request));
    } catch (error) {
      log.error("the gateway failed", { path: message.url }, error);
      write(response, { ...jsonError("InternalFailure", String(error)), status: 500 });
    }
  };
  const server = createServer((message, response) => void serve(message, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  services.topics.resume();
  const address = server.address();
  const actual = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${actual}`,
    denials,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

/** The first need which the caller's role does not cover; null if it covers all. */
function firstDenial(stack: LocalStack, caller: string, needs: readonly Call[]): Denial | null {
  if (operators.includes(caller)) return null;
  const role = stack.functions.find(({ logicalId }) => logicalId === caller)?.roleLogicalId;
  const statements = stack.roles.find(({ logicalId }) => logicalId === role)?.statements ?? [];
  for (const call of needs) {
    const { allowed, reason } = decide(statements, call);
    const { action, resource } = call;
    if (!allowed) return { caller, action, resource, reason };
  }
  return null;
}

/** As IAM words it, so that searching for it finds IAM's documentation. */
function sentence({ caller, action, resource, reason }: Denial, stack: LocalStack): string {
  const role = stack.functions.find(({ logicalId }) => logicalId === caller)?.roleLogicalId;
  const user = `arn:aws:sts::${account}:assumed-role/${role ?? "none"}/${caller}`;
  return `User: ${user} is not authorized to perform: ${action} on resource: ${resource} because ${reason}`;
}

function naming({ caller, service, path }: AwsRequest): Record<string, string> {
  return { caller, service, path };
}

function write(response: ServerResponse, { status, headers, body }: ServiceAnswer): void {
  response.writeHead(status, { ...headers, "x-amzn-requestid": "local" });
  response.end(body);
}
