import { Duration } from "aws-cdk-lib";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { LambdaSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { feedbackEnvironment } from "../lambda/handlers/environments.ts";
import { fill } from "../lambda/runtime/environment.ts";
import type { Archive } from "./archive.ts";
import { allowTable } from "./grants.ts";
import type { Mail } from "./mail.ts";
import { ReadoutsFunction } from "./readouts-function.ts";
import { deadLetterQueue } from "./work-queue.ts";

export interface FeedbackProps {
  readonly archive: Archive;
  readonly mail: Mail;
}

/** Hears from SES what it sent, so that a delivery that crashed half-way is seen, and what did not arrive. */
export class Feedback extends Construct {
  /** SES's events that could not be recorded. */
  readonly unrecorded: IQueue;

  constructor(scope: Construct, id: string, { archive, mail }: FeedbackProps) {
    super(scope, id);
    this.unrecorded = deadLetterQueue(this, "Unrecorded");
    const feedback = new ReadoutsFunction(this, "Record", {
      handler: "feedback",
      description: "Records what SES tells of mails: sent, bounced, complained of",
      timeout: Duration.seconds(30),
      // One call for each mail, which waits for a read: nobody waits for it.
      memorySize: 256,
      environment: fill(feedbackEnvironment, {
        ALERTS_TABLE: archive.alerts.tableName,
        SUBSCRIPTIONS_TABLE: archive.subscriptions.tableName,
        SUPPRESSIONS_TABLE: archive.suppressions.tableName,
        WEBHOOKS_TABLE: archive.webhooks.tableName,
        EVENTS_TOPIC: mail.events.topicArn,
      }),
    });
    allowTable(feedback, archive.alerts, "GetItem", "UpdateItem");
    allowTable(feedback, archive.subscriptions, "Query", "PutItem");
    allowTable(feedback, archive.suppressions, "GetItem", "PutItem");
    allowTable(feedback, archive.webhooks, "UpdateItem");
    feedback.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      onFailure: new SqsDestination(this.unrecorded),
    });
    const deadLetters = { deadLetterQueue: this.unrecorded };
    mail.events.addSubscription(new LambdaSubscription(feedback, deadLetters));
  }
}
