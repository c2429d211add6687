import { Duration } from "aws-cdk-lib";
import { FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsDlq, SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { deliverEnvironment, matchEnvironment } from "../lambda/handlers/environments.ts";
import { fill } from "../lambda/runtime/environment.ts";
import type { Archive } from "./archive.ts";
import type { EnabledSources } from "./enabled-sources.ts";
import { allow, allowIndex, allowTable } from "./grants.ts";
import type { Mail } from "./mail.ts";
import { ReadoutsFunction } from "./readouts-function.ts";
import { deadLetterQueue, WorkQueue } from "./work-queue.ts";

export interface AlertingProps {
  readonly archive: Archive;
  readonly mail: Mail;
  readonly sources: EnabledSources;
  /** What links in mails begin with. */
  readonly baseUrl: string;
}

/** From a new revision to the mails about it: match and deliver. */
export class Alerting extends Construct {
  readonly deliveries: WorkQueue;
  /** Where revisions stand in the stream that could not be matched. */
  readonly unmatched: IQueue;
  readonly match: ReadoutsFunction;
  readonly deliver: ReadoutsFunction;
  readonly #props: AlertingProps;

  constructor(scope: Construct, id: string, props: AlertingProps) {
    super(scope, id);
    this.#props = props;
    // Hidden for six minutes: longer than the five-minute lease that a crashed delivery leaves.
    const deliverTimeout = Duration.minutes(1);
    this.deliveries = new WorkQueue(this, "Deliveries", {
      workerTimeout: deliverTimeout,
      attempts: 5,
    });
    this.unmatched = deadLetterQueue(this, "Unmatched");
    this.match = this.#match();
    this.deliver = this.#deliver(deliverTimeout);
  }

  #match(): ReadoutsFunction {
    const { archive } = this.#props;
    const match = new ReadoutsFunction(this, "Match", {
      handler: "match",
      description: "Finds who wants a new revision, and asks for delivery",
      timeout: Duration.minutes(2),
      memorySize: 1024,
      environment: fill(matchEnvironment, {
        READOUTS_TABLE: archive.readouts.tableName,
        SUBSCRIPTIONS_TABLE: archive.subscriptions.tableName,
        ALERTS_TABLE: archive.alerts.tableName,
        DELIVERY_QUEUE_URL: this.deliveries.queue.queueUrl,
      }),
    });
    allowTable(match, archive.readouts, "GetItem");
    allow(match, ["dynamodb:Scan"], `${archive.subscriptions.tableArn}/index/activeQueries`);
    allowTable(match, archive.alerts, "GetItem", "PutItem");
    allowIndex(match, archive.alerts, "byReadout");
    allow(match, ["sqs:SendMessage"], this.deliveries.queue.queueArn);
    match.addEventSource(
      new DynamoEventSource(archive.readouts, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 10,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        retryAttempts: 5,
        maxRecordAge: Duration.hours(6),
        onFailure: new SqsDlq(this.unmatched),
        filters: [
          FilterCriteria.filter({
            eventName: FilterRule.isEqual("INSERT"),
            // Revision 0 is the head, which changes with every look at the source.
            // Only a revision says what changed; further pieces of a long text are items too.
            dynamodb: {
              Keys: { revision: { N: FilterRule.notEquals("0") } },
              NewImage: { change: { S: FilterRule.exists() } },
            },
          }),
        ],
      }),
    );
    return match;
  }

  #deliver(timeout: Duration): ReadoutsFunction {
    const { archive, mail, sources, baseUrl } = this.#props;
    const deliver = new ReadoutsFunction(this, "Deliver", {
      handler: "deliver",
      description: "Sends one alert, once",
      timeout,
      files: sources.files,
      environment: fill(deliverEnvironment, {
        READOUTS_TABLE: archive.readouts.tableName,
        SUBSCRIPTIONS_TABLE: archive.subscriptions.tableName,
        ALERTS_TABLE: archive.alerts.tableName,
        SUPPRESSIONS_TABLE: archive.suppressions.tableName,
        SOURCES: sources.ids,
        SENDER: mail.namedSender,
        CONFIGURATION_SET: mail.configurationSetName,
        LINK_SECRET_ARN: mail.linkSecretArn,
        BASE_URL: baseUrl,
      }),
    });
    allowTable(deliver, archive.readouts, "GetItem");
    allowTable(deliver, archive.subscriptions, "GetItem");
    allowTable(deliver, archive.alerts, "GetItem", "UpdateItem");
    allowTable(deliver, archive.suppressions, "GetItem");
    mail.allowSending(deliver);
    deliver.addEventSource(
      new SqsEventSource(this.deliveries.queue, {
        batchSize: 10,
        // Ten mails at a time in five places stay below the 14 mails a second of a new SES account.
        maxConcurrency: 5,
        reportBatchItemFailures: true,
      }),
    );
    return deliver;
  }
}
