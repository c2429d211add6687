import { Duration } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { untoldAlerts } from "../lambda/handlers/untold-metric.ts";
import { quotaUsedUp } from "../lambda/handlers/used-up-metric.ts";
import { silentSources } from "../lambda/handlers/silent-sources-metric.ts";
import { AlarmTopic } from "./alarm-topic.ts";
import type { Alerting } from "./alerting.ts";
import type { Feedback } from "./feedback.ts";
import type { Indexing } from "./indexing.ts";
import type { Ingestion } from "./ingestion.ts";
import type { OutcomeWatch } from "./outcome-watch.ts";
import type { SourceWatch } from "./source-watch.ts";
import { summedMetric } from "./summed-metric.ts";
import type { Webhooks } from "./webhooks.ts";
import type { Website } from "./website.ts";

export interface MonitoringProps {
  readonly ingestion: Ingestion;
  readonly alerting: Alerting;
  readonly indexing: Indexing;
  readonly website: Website;
  readonly webhooks: Webhooks;
  readonly feedback: Feedback;
  readonly sourceWatch: SourceWatch;
  readonly outcomeWatch: OutcomeWatch;
  /** Who is told; null: the alarms stand, but nobody is. */
  readonly alarmAddress: string | null;
}

/** A dozen alarms, each with its paragraph in docs/runbook.md: CloudWatch is most of an idle bill. */
/** Functions that run once an hour. */
const hourly: ReadonlySet<string> = new Set(["watch", "standing", "allIsWell"]);

export class Monitoring extends Construct {
  readonly #alarms: AlarmTopic;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    this.#alarms = new AlarmTopic(this, "Topic", { address: props.alarmAddress });
    const {
      ingestion,
      alerting,
      indexing,
      website,
      webhooks,
      feedback,
      outcomeWatch,
      sourceWatch,
    } = props;
    this.#deadLetters("CapturesGivenUp", "Captures were given up", ingestion.captures.deadLetters);
    this.#deadLetters(
      "DeliveriesGivenUp",
      "Mails or events for webhooks were given up",
      alerting.deliveries.deadLetters,
      website.requests.deadLetters,
      website.webhooks.deadLetters,
      webhooks.unannounced,
    );
    this.#deadLetters(
      "RevisionsUnmatched",
      "Revisions were not matched, or not indexed",
      alerting.unmatched,
      indexing.unindexed,
    );
    this.#deadLetters("SendsUnrecorded", "SES's events were not recorded", feedback.unrecorded);
    this.#deadLetters(
      "SchedulesUndelivered",
      "Schedules could not call",
      ingestion.schedules.deadLetters,
    );
    const { poll, recheck } = ingestion;
    this.#schedules({
      poll,
      recheck,
      digest: alerting.digest,
      compact: indexing.compact,
      outcomes: outcomeWatch.outcomes,
      watch: sourceWatch.watch,
      standing: alerting.standing.keep,
      allIsWell: alerting.quietMonths.allIsWell,
    });
    this.#silentSources();
    this.#untold();
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
    this.#alarm(
      "ComplaintRate",
      "Too many mails are taken for spam; SES pauses an account at 0.5 %",
      {
        metric: new Metric({
          namespace: "AWS/SES",
          metricName: "Reputation.ComplaintRate",
          period: Duration.hours(1),
          statistic: "Maximum",
        }),
        threshold: 0.001,
        periods: 1,
        missing: TreatMissingData.IGNORE,
      },
    );
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

  /** Of several queues together: an alarm costs more than the rest of an idle month. */
  #deadLetters(id: string, what: string, ...queues: readonly [IQueue, ...IQueue[]]): void {
    const waiting = queues.map((queue) =>
      queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
    );
    const [only, ...others] = waiting;
    const names = waiting.map((_, n) => `queue${n}`);
    const together = new MathExpression({
      expression: names.map((name) => `FILL(${name}, 0)`).join(" + "),
      usingMetrics: Object.fromEntries(waiting.map((metric, n) => [`queue${n}`, metric])),
      period: Duration.minutes(5),
    });
    this.#alarm(id, what, {
      metric: only !== undefined && others.length === 0 ? only : together,
      threshold: 1,
      periods: 1,
      missing: TreatMissingData.NOT_BREACHING,
    });
  }

  #schedules(all: Readonly<Record<string, IFunction>>): void {
    this.#alarm(
      "SchedulesFail",
      "poll, recheck, digest, compact, outcomes, watch, standing or all-is-well fails again and again",
      {
        // Those that run once an hour: one failure weighs as much as three of the others.
        metric: summedMetric(
          all,
          (one) => one.metricErrors({ period: Duration.hours(1), statistic: "Sum" }),
          (name) => `FILL(${name}, 0)${hourly.has(name) ? " * 3" : ""}`,
        ),
        threshold: 3,
        periods: 1,
        missing: TreatMissingData.NOT_BREACHING,
      },
    );
    this.#alarm(
      "SchedulesIdle",
      "poll, recheck, digest, compact, outcomes, watch, standing or all-is-well did not run",
      {
        metric: summedMetric(
          all,
          (one) => one.metricInvocations({ period: Duration.hours(2), statistic: "Sum" }),
          (name) => `IF(FILL(${name}, 0) < 1, 1, 0)`,
        ),
        threshold: 1,
        periods: 1,
        missing: TreatMissingData.BREACHING,
      },
    );
  }

  #untold(): void {
    const period = Duration.minutes(15);
    const usingMetrics = {
      untold: new Metric({
        namespace: untoldAlerts.namespace,
        metricName: untoldAlerts.name,
        period,
        statistic: "Maximum",
      }),
      usedUp: new Metric({
        namespace: quotaUsedUp.namespace,
        metricName: quotaUsedUp.name,
        period,
        statistic: "Sum",
      }),
    };
    this.#alarm(
      "AlertsUntold",
      "Alerts did not go out within an hour, or the day's quota is used up",
      {
        metric: new MathExpression({
          expression: "FILL(untold, 0) + FILL(usedUp, 0)",
          usingMetrics,
          period,
        }),
        threshold: 1,
        periods: 1,
        missing: TreatMissingData.IGNORE,
      },
    );
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
    this.#alarms.tellOf(alarm);
  }
}
