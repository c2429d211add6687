import { Duration } from "aws-cdk-lib";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { allIsWellEnvironment } from "../lambda/handlers/environments.ts";
import { fill } from "../lambda/runtime/environment.ts";
import type { Archive } from "./archive.ts";
import { allow, allowTable } from "./grants.ts";
import { ReadoutsFunction } from "./readouts-function.ts";
import type { Schedules } from "./schedules.ts";

export interface QuietMonthsProps {
  readonly archive: Archive;
  /** Where the mails wait that are no hurry. */
  readonly digests: IQueue;
  readonly schedules: Schedules;
}

/** Once a month a line that all is well, to those who got no other mail. */
export class QuietMonths extends Construct {
  readonly allIsWell: ReadoutsFunction;

  constructor(scope: Construct, id: string, { archive, digests, schedules }: QuietMonthsProps) {
    super(scope, id);
    this.allIsWell = new ReadoutsFunction(this, "AllIsWell", {
      handler: "all-is-well",
      description: "Finds who got no mail for a month, and asks for the line that all is well",
      timeout: Duration.minutes(10),
      memorySize: 1024,
      environment: fill(allIsWellEnvironment, {
        SUBSCRIPTIONS_TABLE: archive.subscriptions.tableName,
        ALERTS_TABLE: archive.alerts.tableName,
        DIGEST_QUEUE_URL: digests.queueUrl,
      }),
    });
    allow(this.allIsWell, ["dynamodb:Scan"], archive.subscriptions.tableArn);
    allowTable(this.allIsWell, archive.alerts, "GetItem", "PutItem", "Query");
    allow(this.allIsWell, ["sqs:SendMessage"], digests.queueArn);
    // The next run looks from where the last one that ended has come to.
    this.allIsWell.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.hours(1) });
    schedules.mayCall(this.allIsWell);
    schedules.every("AllIsWell", {
      target: this.allIsWell,
      interval: Duration.hours(1),
      input: {},
      description: "Finds who got no mail for a month",
    });
  }
}
