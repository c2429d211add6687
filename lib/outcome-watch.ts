import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import { outcomesEnvironment } from "../lambda/handlers/environments.ts";
import { fill } from "../lambda/runtime/environment.ts";
import type { Archive } from "./archive.ts";
import { allow, allowIndex, allowTable } from "./grants.ts";
import type { Mail } from "./mail.ts";
import { ReadoutsFunction } from "./readouts-function.ts";
import type { Schedules } from "./schedules.ts";

export interface OutcomeWatchProps {
  readonly archive: Archive;
  readonly mail: Mail;
  readonly schedules: Schedules;
}

/**
 * Looks every 15 minutes whether those who should have been told were told, and counts those who were not.
 * Pauses sending where too much comes back.
 */
export class OutcomeWatch extends Construct {
  readonly outcomes: ReadoutsFunction;

  constructor(scope: Construct, id: string, { archive, mail, schedules }: OutcomeWatchProps) {
    super(scope, id);
    this.outcomes = new ReadoutsFunction(this, "Watch", {
      handler: "outcomes",
      description: "Counts the alerts that should have gone out and did not",
      timeout: Duration.minutes(5),
      memorySize: 1024,
      environment: fill(outcomesEnvironment, {
        READOUTS_TABLE: archive.readouts.tableName,
        COPIES_TABLE: archive.copies.tableName,
        SUBSCRIPTIONS_TABLE: archive.subscriptions.tableName,
        ALERTS_TABLE: archive.alerts.tableName,
        CONFIGURATION_SET: mail.configurationSetName,
      }),
    });
    const { readouts, copies, subscriptions, alerts } = archive;
    allowTable(this.outcomes, readouts, "GetItem", "Query");
    allowIndex(this.outcomes, readouts, "byMonth");
    allowTable(this.outcomes, copies, "Query");
    allowTable(this.outcomes, subscriptions, "GetItem");
    allow(this.outcomes, ["dynamodb:Scan"], `${subscriptions.tableArn}/index/activeQueries`);
    allowTable(this.outcomes, alerts, "GetItem", "BatchGetItem", "UpdateItem");
    allowIndex(this.outcomes, alerts, "told", "waits");
    mail.allowPausing(this.outcomes);
    this.outcomes.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(10) });
    schedules.mayCall(this.outcomes);
    schedules.every("Outcomes", {
      target: this.outcomes,
      interval: Duration.minutes(15),
      input: {},
      description: "Looks for alerts that did not go out",
    });
  }
}
