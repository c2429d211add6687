import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, Billing, type ITableV2, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { StartingPosition } from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { standingEnvironment } from "../lambda/handlers/environments.ts";
import { fill } from "../lambda/runtime/environment.ts";
import type { Archive } from "./archive.ts";
import { allow, allowIndex, allowTable } from "./grants.ts";
import { queryCode } from "./query-code.ts";
import { ReadoutsFunction } from "./readouts-function.ts";
import type { Schedules } from "./schedules.ts";

export interface StandingQueriesProps {
  readonly archive: Archive;
  readonly schedules: Schedules;
  /** Where changes go that could not be put down. */
  readonly givenUp: IQueue;
}

/**
 * A copy of all active queries in few items, which matching reads instead of the subscriptions. It follows their stream, and
 * is compared with them once an hour; it can be made anew from them, so it goes with the stack.
 */
export class StandingQueries extends Construct {
  readonly table: ITableV2;
  readonly keep: ReadoutsFunction;

  constructor(scope: Construct, id: string, props: StandingQueriesProps) {
    super(scope, id);
    const { archive, schedules, givenUp } = props;
    this.table = standingTable(this);
    this.keep = new ReadoutsFunction(this, "Keep", {
      handler: "standing",
      description: "Keeps the copy of all active queries that matching reads",
      timeout: Duration.minutes(5),
      memorySize: 512,
      environment: fill(standingEnvironment, {
        READOUTS_TABLE: archive.readouts.tableName,
        SUBSCRIPTIONS_TABLE: archive.subscriptions.tableName,
        STANDING_QUERIES_TABLE: this.table.tableName,
        QUERY_CODE: queryCode(),
      }),
    });
    allowTable(this.keep, archive.readouts, "GetItem", "Query");
    allowIndex(this.keep, archive.readouts, "byMonth");
    allowTable(this.keep, archive.subscriptions, "GetItem");
    allow(this.keep, ["dynamodb:Scan"], archive.subscriptions.tableArn);
    allowTable(this.keep, this.table, "GetItem", "Query", "PutItem", "DeleteItem");
    this.keep.addEventSource(
      new DynamoEventSource(archive.subscriptions, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        bisectBatchOnError: true,
        retryAttempts: 5,
        maxRecordAge: Duration.hours(6),
        onFailure: new SqsDlq(givenUp),
      }),
    );
    this.keep.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(10) });
    schedules.mayCall(this.keep);
    schedules.every("Compare", {
      target: this.keep,
      interval: Duration.hours(1),
      input: {},
      description: "Compares the copy of all active queries with the subscriptions",
    });
  }
}

export function standingTable(scope: Construct): ITableV2 {
  return new TableV2(scope, "Table", {
    partitionKey: { name: "part", type: AttributeType.STRING },
    sortKey: { name: "number", type: AttributeType.NUMBER },
    billing: Billing.onDemand(),
    // Cents at most; the same rule for all tables is worth more.
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    removalPolicy: RemovalPolicy.DESTROY,
  }) as ITableV2; // TableV2's own typing of optional fields is looser than exactOptionalPropertyTypes
}
