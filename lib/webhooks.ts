import { Duration } from "aws-cdk-lib";
import { FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsDlq, SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { announceEnvironment, webhookEnvironment } from "../lambda/handlers/environments.ts";
import { fill } from "../lambda/runtime/environment.ts";
import type { Archive } from "./archive.ts";
import { allow, allowTable } from "./grants.ts";
import { ReadoutsFunction } from "./readouts-function.ts";
import { deadLetterQueue, type WorkQueue } from "./work-queue.ts";

/** Of the function that posts: one event, whose receiver has 15 seconds. */
export const webhookTimeout = Duration.seconds(30);

export interface WebhooksProps {
  readonly archive: Archive;
  /** Where events wait, which was made for `webhookTimeout`. */
  readonly queue: WorkQueue;
  /** Where it asks for the mail that tells of a webhook that was switched off. */
  readonly requests: WorkQueue;
  /** What receivers know us by. */
  readonly userAgent: string;
  /** What links in events begin with. */
  readonly baseUrl: string;
  /** Events may go to this machine over http, in local mode. */
  readonly toLoopback: boolean;
}

/** From a new alert to its subscribers' receivers. */
export class Webhooks extends Construct {
  /** Where alerts stand in the stream whose events could not be made. */
  readonly unannounced: IQueue;

  constructor(scope: Construct, id: string, props: WebhooksProps) {
    super(scope, id);
    this.unannounced = deadLetterQueue(this, "Unannounced");
    this.#announce(props);
    this.#post(props);
  }

  #announce({ archive, queue }: WebhooksProps): void {
    const announce = new ReadoutsFunction(this, "Announce", {
      handler: "announce",
      description: "Makes the events of new alerts that have a webhook",
      timeout: Duration.minutes(1),
      environment: fill(announceEnvironment, {
        SUBSCRIPTIONS_TABLE: archive.subscriptions.tableName,
        WEBHOOKS_TABLE: archive.webhooks.tableName,
        WEBHOOK_QUEUE_URL: queue.queue.queueUrl,
      }),
    });
    allowTable(announce, archive.subscriptions, "GetItem");
    allowTable(announce, archive.webhooks, "GetItem", "PutItem");
    allow(announce, ["sqs:SendMessage"], queue.queue.queueArn);
    announce.addEventSource(
      new DynamoEventSource(archive.alerts, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        retryAttempts: 5,
        maxRecordAge: Duration.hours(6),
        onFailure: new SqsDlq(this.unannounced),
        filters: [
          FilterCriteria.filter({
            eventName: FilterRule.isEqual("INSERT"),
            // Digests lie beside the alerts that they tell of, and are about no readout.
            dynamodb: { NewImage: { readoutId: { S: FilterRule.exists() } } },
          }),
        ],
      }),
    );
  }

  #post({ archive, queue, requests, userAgent, baseUrl, toLoopback }: WebhooksProps): void {
    const webhook = new ReadoutsFunction(this, "Post", {
      handler: "webhook",
      description: "Posts one event to its receiver, signed",
      timeout: webhookTimeout,
      environment: fill(webhookEnvironment, {
        SUBSCRIPTIONS_TABLE: archive.subscriptions.tableName,
        WEBHOOKS_TABLE: archive.webhooks.tableName,
        WEBHOOK_QUEUE_URL: queue.queue.queueUrl,
        REQUEST_QUEUE_URL: requests.queue.queueUrl,
        USER_AGENT: userAgent,
        WEBHOOKS_TO_LOOPBACK: toLoopback ? "yes" : "no",
        BASE_URL: baseUrl,
      }),
    });
    allowTable(webhook, archive.subscriptions, "GetItem");
    allowTable(webhook, archive.webhooks, "GetItem", "UpdateItem");
    allow(webhook, ["sqs:SendMessage"], requests.queue.queueArn);
    webhook.addEventSource(
      new SqsEventSource(queue.queue, {
        // A receiver that does not answer holds up no other event of its batch.
        batchSize: 1,
        reportBatchItemFailures: true,
      }),
    );
  }
}
