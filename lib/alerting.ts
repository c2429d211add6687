import { Duration } from "aws-cdk-lib";
import { FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsDlq, SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import {
  deliverEnvironment,
  digestEnvironment,
  matchEnvironment,
} from "../lambda/handlers/environments.ts";
import { fill } from "../lambda/runtime/environment.ts";
import type { Archive } from "./archive.ts";
import type { EnabledSources } from "./enabled-sources.ts";
import { allow, allowIndex, allowTable } from "./grants.ts";
import type { Limits } from "./limits.ts";
import type { Mail } from "./mail.ts";
import { QuietMonths } from "./quiet-months.ts";
import { ReadoutsFunction } from "./readouts-function.ts";
import type { Schedules } from "./schedules.ts";
import { queryCode } from "./query-code.ts";
import { StandingQueries } from "./standing-queries.ts";
import { deadLetterQueue, WorkQueue } from "./work-queue.ts";

export interface AlertingProps {
  readonly archive: Archive;
  readonly limits: Limits;
  readonly mail: Mail;
  readonly sources: EnabledSources;
  /** What links in mails begin with. */
  readonly baseUrl: string;
  readonly schedules: Schedules;
}

/** From a new revision to the mails about it: match and deliver. */
export class Alerting extends Construct {
  readonly deliveries: WorkQueue;
  /** Digests wait here, so that what is sent at once does not wait behind them. */
  readonly digests: WorkQueue;
  /** Where revisions stand in the stream that could not be matched, and changes of subscriptions that could not be put down for it. */
  readonly unmatched: IQueue;
  readonly standing: StandingQueries;
  readonly match: ReadoutsFunction;
  readonly deliver: ReadoutsFunction;
  readonly digest: ReadoutsFunction;
  readonly quietMonths: QuietMonths;
  readonly #props: AlertingProps;

  constructor(scope: Construct, id: string, props: AlertingProps) {
    super(scope, id);
    this.#props = props;
    // Hidden for six minutes: longer than the five-minute lease that a crashed delivery leaves. Waiting for
    // SES uses up no attempts: what waits goes back into its queue as a new message.
    const deliverTimeout = Duration.minutes(1);
    this.deliveries = new WorkQueue(this, "Deliveries", {
      workerTimeout: deliverTimeout,
      attempts: 5,
    });
    this.digests = new WorkQueue(this, "Digests", {
      workerTimeout: deliverTimeout,
      attempts: 5,
      deadLetters: this.deliveries.deadLetters,
    });
    this.unmatched = deadLetterQueue(this, "Unmatched");
    this.standing = new StandingQueries(this, "StandingQueries", {
      archive: props.archive,
      schedules: props.schedules,
      givenUp: this.unmatched,
    });
    this.match = this.#match();
    this.deliver = this.#deliver(deliverTimeout);
    this.digest = this.#digest();
    const { archive, schedules } = props;
    this.quietMonths = new QuietMonths(this, "QuietMonths", {
      archive,
      schedules,
      digests: this.digests.queue,
    });
  }

  #match(): ReadoutsFunction {
    const { archive, sources } = this.#props;
    const match = new ReadoutsFunction(this, "Match", {
      handler: "match",
      description: "Finds who wants a new revision, and asks for delivery",
      // Of a query that a hundred thousand subscribe to: each is an item of its own.
      timeout: Duration.minutes(10),
      memorySize: 1024,
      files: sources.files,
      environment: fill(matchEnvironment, {
        SOURCES: sources.ids,
        READOUTS_TABLE: archive.readouts.tableName,
        COPIES_TABLE: archive.copies.tableName,
        SUBSCRIPTIONS_TABLE: archive.subscriptions.tableName,
        STANDING_QUERIES_TABLE: this.standing.table.tableName,
        QUERY_CODE: queryCode(),
        ALERTS_TABLE: archive.alerts.tableName,
        DELIVERY_QUEUE_URL: this.deliveries.queue.queueUrl,
      }),
    });
    allowTable(match, archive.readouts, "GetItem");
    allowTable(match, this.standing.table, "GetItem", "Query");
    // Only where the copy of the queries was not made yet.
    allow(match, ["dynamodb:Scan"], `${archive.subscriptions.tableArn}/index/activeQueries`);
    allowTable(match, archive.copies, "Query", "PutItem");
    allowTable(match, archive.alerts, "GetItem", "BatchGetItem", "PutItem");
    allowIndex(match, archive.alerts, "told");
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
    const { archive, limits, mail, sources, baseUrl } = this.#props;
    const deliver = new ReadoutsFunction(this, "Deliver", {
      handler: "deliver",
      description: "Sends one alert or digest, once",
      timeout,
      files: sources.files,
      environment: fill(deliverEnvironment, {
        READOUTS_TABLE: archive.readouts.tableName,
        SOURCES_TABLE: archive.sources.tableName,
        SUBSCRIPTIONS_TABLE: archive.subscriptions.tableName,
        ALERTS_TABLE: archive.alerts.tableName,
        SUPPRESSIONS_TABLE: archive.suppressions.tableName,
        COUNTERS_TABLE: limits.counters.tableName,
        DELIVERY_QUEUE_URL: this.deliveries.queue.queueUrl,
        DIGEST_QUEUE_URL: this.digests.queue.queueUrl,
        SOURCES: sources.ids,
        SENDER: mail.namedSender,
        CONFIGURATION_SET: mail.configurationSetName,
        LINK_SECRET: mail.linkSecretName,
        BASE_URL: baseUrl,
      }),
    });
    allowTable(deliver, archive.readouts, "GetItem");
    allowIndex(deliver, archive.readouts, "bySource");
    allowTable(deliver, archive.sources, "GetItem");
    allowTable(deliver, archive.subscriptions, "GetItem", "Query");
    allowTable(deliver, archive.alerts, "GetItem", "BatchGetItem", "Query", "UpdateItem");
    allowTable(deliver, archive.suppressions, "GetItem");
    allowTable(deliver, limits.counters, "GetItem", "UpdateItem");
    // Back into the queue goes what cannot be sent soon.
    const { deliveries, digests } = this;
    allow(deliver, ["sqs:SendMessage"], deliveries.queue.queueArn, digests.queue.queueArn);
    mail.allowSending(deliver);
    deliver.addEventSource(
      new SqsEventSource(this.deliveries.queue, {
        batchSize: 10,
        reportBatchItemFailures: true,
      }),
    );
    deliver.addEventSource(
      new SqsEventSource(this.digests.queue, {
        batchSize: 10,
        reportBatchItemFailures: true,
      }),
    );
    return deliver;
  }

  #digest(): ReadoutsFunction {
    const { archive, schedules } = this.#props;
    const digest = new ReadoutsFunction(this, "Digest", {
      handler: "digest",
      description: "Makes the digests that are due, and asks again for mails that were put off",
      timeout: Duration.minutes(10),
      memorySize: 1024,
      environment: fill(digestEnvironment, {
        ALERTS_TABLE: archive.alerts.tableName,
        DELIVERY_QUEUE_URL: this.deliveries.queue.queueUrl,
        DIGEST_QUEUE_URL: this.digests.queue.queueUrl,
      }),
    });
    allowIndex(digest, archive.alerts, "waits");
    allowTable(digest, archive.alerts, "PutItem", "UpdateItem");
    const { deliveries, digests } = this;
    allow(digest, ["sqs:SendMessage"], deliveries.queue.queueArn, digests.queue.queueArn);
    // The next run finds what this one did not do.
    digest.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(5) });
    schedules.mayCall(digest);
    schedules.every("Digest", {
      target: digest,
      interval: Duration.minutes(5),
      input: {},
      description: "Makes the digests that are due",
    });
    return digest;
  }
}
