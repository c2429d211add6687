import { Duration } from "aws-cdk-lib";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import { Construct } from "constructs";
import {
  captureEnvironment,
  pollEnvironment,
  recheckEnvironment,
} from "../lambda/handlers/environments.ts";
import { fill } from "../lambda/runtime/environment.ts";
import type { Archive } from "./archive.ts";
import type { EnabledSources } from "./enabled-sources.ts";
import { allow, allowIndex, allowTable } from "./grants.ts";
import { ReadoutsFunction } from "./readouts-function.ts";
import { Schedules } from "./schedules.ts";
import { WorkQueue } from "./work-queue.ts";

export interface IngestionProps {
  readonly archive: Archive;
  readonly sources: EnabledSources;
  /** How we introduce ourselves to press offices. */
  readonly userAgent: string;
  /** URL of an HTTP proxy that fetches for us; null: directly. */
  readonly outboundProxy: string | null;
}

/** From the press offices into the archive: poll, capture, recheck. */
export class Ingestion extends Construct {
  readonly captures: WorkQueue;
  readonly schedules: Schedules;
  readonly poll: ReadoutsFunction;
  readonly capture: ReadoutsFunction;
  readonly recheck: ReadoutsFunction;
  readonly #props: IngestionProps;

  constructor(scope: Construct, id: string, props: IngestionProps) {
    super(scope, id);
    this.#props = props;
    // One document a time: a fetch takes at most a minute, twice if the page's robots.txt is new.
    const captureTimeout = Duration.seconds(150);
    this.captures = new WorkQueue(this, "Captures", {
      fifo: true,
      workerTimeout: captureTimeout,
      // Over about eight minutes, for capture lets what failed come back sooner than the queue would.
      attempts: 6,
    });
    this.schedules = new Schedules(this, "Schedules");
    this.poll = this.#poll();
    this.capture = this.#capture(captureTimeout);
    this.recheck = this.#recheck();
  }

  #poll(): ReadoutsFunction {
    const { archive, sources, userAgent, outboundProxy } = this.#props;
    const poll = new ReadoutsFunction(this, "Poll", {
      handler: "poll",
      description: "Asks one source what is new, and asks for captures of it",
      // A listing takes up to a minute, and may lead back over five pages.
      timeout: Duration.minutes(6),
      files: sources.files,
      environment: fill(pollEnvironment, {
        SOURCES_TABLE: archive.sources.tableName,
        CAPTURES_TABLE: archive.captures.tableName,
        CAPTURE_QUEUE_URL: this.captures.queue.queueUrl,
        SOURCES: sources.ids,
        USER_AGENT: userAgent,
        OUTBOUND_PROXY: outboundProxy,
      }),
    });
    allowTable(poll, archive.sources, "GetItem", "PutItem");
    allowTable(poll, archive.captures, "PutItem", "UpdateItem");
    allow(poll, ["sqs:SendMessage"], this.captures.queue.queueArn);
    // The next call comes soon enough, and knows what this one did.
    poll.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(5) });
    this.schedules.mayCall(poll);
    for (const source of sources.all) {
      this.schedules.every(`Poll-${source.id}`, {
        target: poll,
        interval: Duration.minutes(source.pollMinutes),
        input: { sourceId: source.id },
        description: `Polls ${source.name}`,
        spread: true,
      });
    }
    return poll;
  }

  #capture(timeout: Duration): ReadoutsFunction {
    const { archive, sources, userAgent, outboundProxy } = this.#props;
    const capture = new ReadoutsFunction(this, "Capture", {
      handler: "capture",
      description: "Fetches one document, keeps its bytes and archives what it says",
      timeout,
      memorySize: 1024,
      files: sources.files,
      environment: fill(captureEnvironment, {
        READOUTS_TABLE: archive.readouts.tableName,
        CAPTURES_TABLE: archive.captures.tableName,
        CAPTURE_QUEUE_URL: this.captures.queue.queueUrl,
        SOURCES: sources.ids,
        USER_AGENT: userAgent,
        OUTBOUND_PROXY: outboundProxy,
      }),
    });
    allowTable(capture, archive.readouts, "GetItem", "Query", "PutItem");
    allowTable(capture, archive.captures, "GetItem", "PutItem", "UpdateItem");
    capture.addEventSource(
      new SqsEventSource(this.captures.queue, {
        batchSize: 1,
        maxConcurrency: 10,
        reportBatchItemFailures: true,
      }),
    );
    return capture;
  }

  #recheck(): ReadoutsFunction {
    const { archive } = this.#props;
    const recheck = new ReadoutsFunction(this, "Recheck", {
      handler: "recheck",
      description: "Asks for captures of the readouts that are due to be looked at again",
      timeout: Duration.minutes(2),
      environment: fill(recheckEnvironment, {
        READOUTS_TABLE: archive.readouts.tableName,
        CAPTURE_QUEUE_URL: this.captures.queue.queueUrl,
      }),
    });
    allowTable(recheck, archive.readouts, "PutItem");
    allowIndex(recheck, archive.readouts, "dueForRecheck");
    allow(recheck, ["sqs:SendMessage"], this.captures.queue.queueArn);
    recheck.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(10) });
    this.schedules.mayCall(recheck);
    this.schedules.every("Recheck", {
      target: recheck,
      interval: Duration.minutes(10),
      input: {},
      description: "Looks again at readouts that may have changed",
    });
    return recheck;
  }
}
