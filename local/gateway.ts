import type { Log } from "../lambda/runtime/log.ts";
import type { Invoke } from "./invocation.ts";
import type { DynamoDbLocal } from "./services/dynamodb.ts";
import type { MailService } from "./services/mail.ts";
import type { Queues } from "./services/queues.ts";
import type { Secrets } from "./services/secrets.ts";
import type { Topics } from "./services/topics.ts";
import type { LocalStack } from "./template/stack.ts";

/** Callers who are allowed everything: people, and the services themselves. */
export const operators = ["cli", "lambda-service", "scheduler-service"] as const;

export interface Services {
  readonly dynamoDb: DynamoDbLocal;
  readonly queues: Queues;
  readonly topics: Topics;
  readonly mail: MailService;
  readonly secrets: Secrets;
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
 * One loopback port that plays AWS for SDK clients (AWS_ENDPOINT_URL).
 * The access key id says who calls: a function's logical id, or one of `operators`.
 */
export async function startGateway(_: {
  stack: LocalStack;
  services: Services;
  port: number;
  log: Log;
}): Promise<Gateway> {
  throw new Error("not yet written");
}
