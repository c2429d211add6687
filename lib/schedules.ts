import { Aws, Duration } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import {
  Schedule,
  ScheduleExpression,
  ScheduleTargetInput,
  TimeWindow,
} from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke } from "aws-cdk-lib/aws-scheduler-targets";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { allow } from "./grants.ts";
import { deadLetterQueue } from "./work-queue.ts";

export interface Every {
  readonly target: IFunction;
  readonly interval: Duration;
  /** The event that the function gets. */
  readonly input: Readonly<Record<string, string>>;
  readonly description: string;
  /** Spreads the calls over a minute instead of making them all on the minute. @default false */
  readonly spread?: boolean;
}

/** What happens at intervals. Calls that EventBridge could not make end in one dead-letter queue. */
export class Schedules extends Construct {
  readonly deadLetters: IQueue;
  readonly #role: Role;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.deadLetters = deadLetterQueue(this, "DeadLetters");
    this.#role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
      }),
      description: "What the schedules of Readouts may do: call their functions",
    });
    allow(this.#role, ["sqs:SendMessage"], this.deadLetters.queueArn);
  }

  /** Lets the schedules call a function: this version of it, where the construct's own grant opens all. */
  mayCall(target: IFunction): void {
    allow(this.#role, ["lambda:InvokeFunction"], target.functionArn);
  }

  every(id: string, { target, interval, input, description, spread = false }: Every): void {
    new Schedule(this, id, {
      schedule: ScheduleExpression.rate(interval),
      description,
      timeWindow: spread ? TimeWindow.flexible(Duration.minutes(1)) : TimeWindow.off(),
      target: new LambdaInvoke(target, {
        role: this.#role.withoutPolicyUpdates(),
        input: ScheduleTargetInput.fromObject(input),
        deadLetterQueue: this.deadLetters,
        // A call that is late is overtaken by the next one: trying for long would only pile up.
        retryAttempts: 3,
        maxEventAge: Duration.minutes(Math.min(60, Math.max(1, interval.toMinutes()))),
      }),
    });
  }
}
