import { Aws } from "aws-cdk-lib";
import type { Alarm } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";

export interface AlarmTopicProps {
  /** Who is told; null: the alarms stand, but nobody is. */
  readonly address: string | null;
}

/** Where alarms go, and from there by email to the owner. */
export class AlarmTopic extends Construct {
  readonly #topic: Topic;

  constructor(scope: Construct, id: string, { address }: AlarmTopicProps) {
    super(scope, id);
    this.#topic = new Topic(this, "Alarms", { enforceSSL: true, displayName: "Readouts" });
    // A topic with a policy of its own (TLS alone) has lost the default one, which let alarms in.
    this.#topic.addToResourcePolicy(
      new PolicyStatement({
        actions: ["sns:Publish"],
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        resources: [this.#topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
      }),
    );
    if (address !== null) this.#topic.addSubscription(new EmailSubscription(address));
  }

  /** Tells when the alarm begins, and when it is over. */
  tellOf(alarm: Alarm): void {
    alarm.addAlarmAction(new SnsAction(this.#topic));
    alarm.addOkAction(new SnsAction(this.#topic));
  }
}
