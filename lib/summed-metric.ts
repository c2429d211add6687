import { Duration } from "aws-cdk-lib";
import { MathExpression, type Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { IFunction } from "aws-cdk-lib/aws-lambda";

/** One metric of several functions, each by its expression, added up. */
export function summedMetric(
  functions: Readonly<Record<string, IFunction>>,
  metric: (one: IFunction) => Metric,
  expression: (name: string) => string,
): MathExpression {
  const metrics = Object.entries(functions).map(([name, one]) => [name, metric(one)] as const);
  return new MathExpression({
    expression: metrics.map(([name]) => expression(name)).join(" + "),
    usingMetrics: Object.fromEntries(metrics),
    period: metrics[0]?.[1].period ?? Duration.hours(1),
  });
}
