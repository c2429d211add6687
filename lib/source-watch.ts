import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import { watchEnvironment } from "../lambda/handlers/environments.ts";
import { fill } from "../lambda/runtime/environment.ts";
import type { Archive } from "./archive.ts";
import type { EnabledSources } from "./enabled-sources.ts";
import { allowTable } from "./grants.ts";
import { ReadoutsFunction } from "./readouts-function.ts";
import type { Schedules } from "./schedules.ts";

export interface SourceWatchProps {
  readonly archive: Archive;
  readonly sources: EnabledSources;
  readonly schedules: Schedules;
}

/** Looks every hour whether the press offices still answer, and counts those that do not. */
export class SourceWatch extends Construct {
  readonly watch: ReadoutsFunction;

  constructor(scope: Construct, id: string, { archive, sources, schedules }: SourceWatchProps) {
    super(scope, id);
    this.watch = new ReadoutsFunction(this, "Watch", {
      handler: "watch",
      description: "Counts the sources that have gone silent",
      timeout: Duration.minutes(1),
      files: sources.files,
      environment: fill(watchEnvironment, {
        SOURCES_TABLE: archive.sources.tableName,
        SOURCES: sources.ids,
      }),
    });
    allowTable(this.watch, archive.sources, "GetItem");
    this.watch.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(30) });
    schedules.mayCall(this.watch);
    schedules.every("Watch", {
      target: this.watch,
      interval: Duration.hours(1),
      input: {},
      description: "Looks for sources that have gone silent",
    });
  }
}
