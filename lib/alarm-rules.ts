import { Duration } from "aws-cdk-lib";
import { type IMetric, MathExpression, Metric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { silentSources } from "../lambda/handlers/silent-sources-metric.ts";
import { untoldAlerts } from "../lambda/handlers/untold-metric.ts";
import { quotaUsedUp } from "../lambda/handlers/used-up-metric.ts";
import { summedMetric } from "./summed-metric.ts";

/** When an alarm rings. */
export interface AlarmRule {
  readonly metric: IMetric;
  readonly threshold: number;
  /** How many periods in a row must be at or above the threshold. */
  readonly periods: number;
  readonly missing: TreatMissingData;
}

/** Functions of schedules, by name. */
export type Scheduled = Readonly<Record<string, IFunction>>;

/** Anything waits in one of several queues: an alarm costs more than the rest of an idle month. */
export function anyWaits(queues: readonly [IQueue, ...IQueue[]]): AlarmRule {
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
  return {
    metric: only !== undefined && others.length === 0 ? only : together,
    threshold: 1,
    periods: 1,
    missing: TreatMissingData.NOT_BREACHING,
  };
}

/** @param hourly those that run once an hour: one failure weighs as much as three of the others */
export function schedulesFail(all: Scheduled, hourly: ReadonlySet<string>): AlarmRule {
  return {
    metric: summedMetric(
      all,
      (one) => one.metricErrors({ period: Duration.hours(1), statistic: "Sum" }),
      (name) => `FILL(${name}, 0)${hourly.has(name) ? " * 3" : ""}`,
    ),
    threshold: 3,
    periods: 1,
    missing: TreatMissingData.NOT_BREACHING,
  };
}

export function schedulesIdle(all: Scheduled): AlarmRule {
  return {
    metric: summedMetric(
      all,
      (one) => one.metricInvocations({ period: Duration.hours(2), statistic: "Sum" }),
      (name) => `IF(FILL(${name}, 0) < 1, 1, 0)`,
    ),
    threshold: 1,
    periods: 1,
    missing: TreatMissingData.BREACHING,
  };
}

export function alertsUntold(): AlarmRule {
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
  const expression = "FILL(untold, 0) + FILL(usedUp, 0)";
  return {
    metric: new MathExpression({ expression, usingMetrics, period }),
    threshold: 1,
    periods: 1,
    missing: TreatMissingData.IGNORE,
  };
}

export function sourcesSilent(): AlarmRule {
  return {
    metric: new Metric({
      namespace: silentSources.namespace,
      metricName: silentSources.name,
      period: Duration.hours(1),
      statistic: "Maximum",
    }),
    threshold: 1,
    periods: 2,
    missing: TreatMissingData.IGNORE,
  };
}

export function websiteFails(apiId: string): AlarmRule {
  return {
    metric: new Metric({
      namespace: "AWS/ApiGateway",
      metricName: "5xx",
      dimensionsMap: { ApiId: apiId },
      period: Duration.minutes(5),
      statistic: "Sum",
    }),
    threshold: 1,
    periods: 2,
    missing: TreatMissingData.NOT_BREACHING,
  };
}

/** @param threshold a share of the mails, as SES counts them of this account */
export function reputationFalls(
  metricName: "Reputation.BounceRate" | "Reputation.ComplaintRate",
  threshold: number,
): AlarmRule {
  return {
    metric: new Metric({
      namespace: "AWS/SES",
      metricName,
      period: Duration.hours(1),
      statistic: "Maximum",
    }),
    threshold,
    periods: 1,
    missing: TreatMissingData.IGNORE,
  };
}
