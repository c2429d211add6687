import { Duration } from "aws-cdk-lib";
import type { ITableV2 } from "aws-cdk-lib/aws-dynamodb";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import { Construct } from "constructs";
import { requestEnvironment } from "../lambda/handlers/environments.ts";
import { fill } from "../lambda/runtime/environment.ts";
import type { Archive } from "./archive.ts";
import type { EnabledSources } from "./enabled-sources.ts";
import { allow, allowIndex, allowTable } from "./grants.ts";
import type { Limits } from "./limits.ts";
import type { Mail } from "./mail.ts";
import { ReadoutsFunction } from "./readouts-function.ts";
import type { WorkQueue } from "./work-queue.ts";

export interface RequestsProps {
  readonly archive: Archive;
  /** What search looks readouts up in. */
  readonly index: ITableV2;
  readonly limits: Limits;
  readonly mail: Mail;
  readonly sources: EnabledSources;
  /** What the site puts its requests into. */
  readonly queue: WorkQueue;
  /** Of the function; the queue was made for it. */
  readonly timeout: Duration;
  /** What links in mails begin with. */
  readonly baseUrl: string;
}

/** What the site was asked and has answered already: so neither the answer nor its time tells who is known. */
export class Requests extends Construct {
  constructor(scope: Construct, id: string, props: RequestsProps) {
    super(scope, id);
    const { archive, index, limits, mail, sources, queue, timeout, baseUrl } = props;
    const request = new ReadoutsFunction(this, "Request", {
      handler: "request",
      description: "Mails what was asked for on the site: confirmations, links to manage, tests",
      timeout,
      files: sources.files,
      environment: fill(requestEnvironment, {
        READOUTS_TABLE: archive.readouts.tableName,
        INDEX_TABLE: index.tableName,
        SUBSCRIPTIONS_TABLE: archive.subscriptions.tableName,
        SUPPRESSIONS_TABLE: archive.suppressions.tableName,
        WEBHOOKS_TABLE: archive.webhooks.tableName,
        COUNTERS_TABLE: limits.counters.tableName,
        REQUEST_QUEUE_URL: queue.queue.queueUrl,
        SOURCES: sources.ids,
        SENDER: mail.namedSender,
        CONFIGURATION_SET: mail.configurationSetName,
        LINK_SECRET: mail.linkSecretName,
        BASE_URL: baseUrl,
      }),
    });
    allowTable(request, archive.readouts, "GetItem", "BatchGetItem", "Query");
    allowTable(request, index, "GetItem", "BatchGetItem", "Query");
    allowIndex(request, archive.readouts, "byMonth");
    allowTable(request, archive.subscriptions, "GetItem", "Query", "PutItem");
    allowTable(request, archive.suppressions, "GetItem", "PutItem");
    allowTable(request, archive.webhooks, "GetItem", "UpdateItem");
    allowTable(request, limits.counters, "GetItem", "UpdateItem");
    // Back into the queue goes what waits for SES.
    allow(request, ["sqs:SendMessage"], queue.queue.queueArn);
    mail.allowSending(request);
    mail.allowLifting(request);
    request.addEventSource(
      new SqsEventSource(queue.queue, {
        batchSize: 10,
        reportBatchItemFailures: true,
      }),
    );
  }
}
