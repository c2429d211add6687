import { Aws, Duration } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { silentSources } from "../lambda/handlers/silent-sources-metric.ts";
import type { Alerting } from "./alerting.ts";
import type { Ingestion } from "./ingestion.ts";
import type { Website } from "./website.ts";

export interface MonitoringProps {
  readonly ingestion: Ingestion;
  readonly alerting: Alerting;
  readonly website: Website;
  /** Who is told; null: the alarms stand, but nobody is. */
  readonly alarmAddress: string | null;
}

/** Ten alarms, each with its paragraph in docs/runbook.md: CloudWatch is most of an idle bill. */
export class Monitoring extends Construct {
  readonly #topic: Topic;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    this.#topic = this.#alarmTopic(props.alarmAddress);
    const { ingestion, alerting, website } = props;
    this.#deadLetters("CapturesGivenUp", ingestion.captures.deadLetters, "Captures were given up");
    this.#deadLetters("DeliveriesGivenUp", alerting.deliveries.deadLetters, "Mails were given up");
    this.#deadLetters("RevisionsUnmatched", alerting.unmatched, "Revisions were not matched");
    this.#deadLetters("SendsUnrecorded", alerting.unrecorded, "SES's events were not recorded");
    this.#deadLetters(
      "SchedulesUndelivered",
      ingestion.schedules.deadLetters,
      "Schedules could not call",
    );
    this.#schedules(ingestion);
    this.#silentSources();
    this.#alarm("WebsiteFails", "Pages end in errors", {
      metric: new Metric({
        namespace: "AWS/ApiGateway",
        metricName: "5xx",
        dimensionsMap: { ApiId: website.apiId },
        period: Duration.minutes(5),
        statistic: "Sum",
      }),
      threshold: 1,
      periods: 2,
      missing: TreatMissingData.NOT_BREACHING,
    });
    this.#alarm("BounceRate", "Too many mails bounce; SES pauses an account at 10 %", {
      metric: new Metric({
        namespace: "AWS/SES",
        metricName: "Reputation.BounceRate",
        period: Duration.hours(1),
        statistic: "Maximum",
      }),
      threshold: 0.05,
      periods: 1,
      missing: TreatMissingData.IGNORE,
    });
  }

  #alarmTopic(address: string | null): Topic {
    const topic = new Topic(this, "Alarms", { enforceSSL: true, displayName: "Readouts" });
    topic.addToResourcePolicy(
      new PolicyStatement({
        actions: ["sns:Publish"],
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        resources: [topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
      }),
    );
    if (address !== null) topic.addSubscription(new EmailSubscription(address));
    return topic;
  }

  #deadLetters(id: string, queue: IQueue, what: string): void {
    this.#alarm(id, what, {
      metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
      threshold: 1,
      periods: 1,
      missing: TreatMissingData.NOT_BREACHING,
    });
  }

  #schedules({ poll, recheck, watch }: Ingestion): void {
    const all = { poll, recheck, watch };
    this.#alarm("SchedulesFail", "poll, recheck or watch fails again and again", {
      metric: sumOf(all, (one) =>
        one.metricErrors({ period: Duration.minutes(15), statistic: "Sum" }),
      ),
      threshold: 3,
      periods: 2,
      missing: TreatMissingData.NOT_BREACHING,
    });
    this.#alarm("SchedulesIdle", "poll, recheck or watch did not run", {
      metric: new MathExpression({
        expression: Object.keys(all)
          .map((name) => `IF(FILL(${name}, 0) < 1, 1, 0)`)
          .join(" + "),
        usingMetrics: Object.fromEntries(
          Object.entries(all).map(([name, one]) => [
            name,
            one.metricInvocations({ period: Duration.hours(2), statistic: "Sum" }),
          ]),
        ),
        period: Duration.hours(2),
        label: "functions that did not run",
      }),
      threshold: 1,
      periods: 1,
      missing: TreatMissingData.BREACHING,
    });
  }

  #silentSources(): void {
    this.#alarm("SourcesSilent", "A source has gone silent", {
      metric: new Metric({
        namespace: silentSources.namespace,
        metricName: silentSources.name,
        period: Duration.hours(1),
        statistic: "Maximum",
      }),
      threshold: 1,
      periods: 2,
      missing: TreatMissingData.IGNORE,
    });
  }

  #alarm(
    id: string,
    what: string,
    rule: {
      readonly metric: IMetric;
      readonly threshold: number;
      /** How many periods in a row must be at or above the threshold. */
      readonly periods: number;
      readonly missing: TreatMissingData;
    },
  ): void {
    const alarm = new Alarm(this, id, {
      alarmDescription: `${what}. What to do: docs/runbook.md#${id.toLowerCase()}`,
      metric: rule.metric,
      threshold: rule.threshold,
      evaluationPeriods: rule.periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: rule.missing,
    });
    alarm.addAlarmAction(new SnsAction(this.#topic));
    alarm.addOkAction(new SnsAction(this.#topic));
  }
}

function sumOf(
  functions: Readonly<Record<string, IFunction>>,
  metric: (one: IFunction) => Metric,
): MathExpression {
  return new MathExpression({
    expression: Object.keys(functions)
      .map((name) => `FILL(${name}, 0)`)
      .join(" + "),
    usingMetrics: Object.fromEntries(
      Object.entries(functions).map(([name, one]) => [name, metric(one)]),
    ),
    period: Duration.minutes(15),
  });
}
