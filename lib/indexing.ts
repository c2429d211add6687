import { Duration } from "aws-cdk-lib";
import type { ITableV2 } from "aws-cdk-lib/aws-dynamodb";
import { FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { indexEnvironment } from "../lambda/handlers/environments.ts";
import { fill } from "../lambda/runtime/environment.ts";
import type { Archive } from "./archive.ts";
import { allowIndex, allowTable } from "./grants.ts";
import { ReadoutsFunction } from "./readouts-function.ts";
import type { Schedules } from "./schedules.ts";
import { deadLetterQueue } from "./work-queue.ts";

export interface IndexingProps {
  readonly archive: Archive;
  readonly index: ITableV2;
  readonly schedules: Schedules;
}

/** Keeps what search looks up in step with the archive. */
export class Indexing extends Construct {
  readonly add: ReadoutsFunction;
  readonly compact: ReadoutsFunction;
  /** Where revisions stand in the stream that could not be indexed. */
  readonly unindexed: IQueue;
  readonly #props: IndexingProps;

  constructor(scope: Construct, id: string, props: IndexingProps) {
    super(scope, id);
    this.#props = props;
    this.unindexed = deadLetterQueue(this, "Unindexed");
    this.add = this.#add();
    this.compact = this.#compact();
  }

  #add(): ReadoutsFunction {
    const { archive, index } = this.#props;
    const add = new ReadoutsFunction(this, "Add", {
      handler: "index-revision",
      description: "Puts a new revision's terms into the search index",
      timeout: Duration.minutes(1),
      environment: fill(indexEnvironment, {
        READOUTS_TABLE: archive.readouts.tableName,
        INDEX_TABLE: index.tableName,
      }),
    });
    allowTable(add, archive.readouts, "GetItem");
    allowTable(add, index, "PutItem");
    add.addEventSource(
      new DynamoEventSource(archive.readouts, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 25,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        retryAttempts: 5,
        maxRecordAge: Duration.hours(6),
        onFailure: new SqsDlq(this.unindexed),
        filters: [
          FilterCriteria.filter({
            eventName: FilterRule.isEqual("INSERT"),
            // As for matching: revisions alone, not heads or pieces of long texts.
            dynamodb: {
              Keys: { revision: { N: FilterRule.notEquals("0") } },
              NewImage: { change: { S: FilterRule.exists() } },
            },
          }),
        ],
      }),
    );
    return add;
  }

  #compact(): ReadoutsFunction {
    const { archive, index, schedules } = this.#props;
    const compact = new ReadoutsFunction(this, "Compact", {
      handler: "compact-index",
      description:
        "Merges what came into the search index lately, and builds it where it is missing",
      // A merge of 150,000 readouts takes a minute or two; building goes on where it was.
      timeout: Duration.minutes(15),
      memorySize: 1024,
      environment: fill(indexEnvironment, {
        READOUTS_TABLE: archive.readouts.tableName,
        INDEX_TABLE: index.tableName,
      }),
    });
    allowTable(compact, archive.readouts, "GetItem", "BatchGetItem", "Query");
    allowIndex(compact, archive.readouts, "byMonth");
    allowTable(
      compact,
      index,
      "GetItem",
      "BatchGetItem",
      "Query",
      "PutItem",
      "DeleteItem",
      "BatchWriteItem",
    );
    // The next run does what this one did not.
    compact.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(5) });
    schedules.mayCall(compact);
    schedules.every("Compact", {
      target: compact,
      interval: Duration.minutes(5),
      input: {},
      description: "Merges what came into the search index",
    });
    return compact;
  }
}
