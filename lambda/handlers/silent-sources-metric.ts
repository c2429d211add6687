import type { Instant } from "../runtime/instant.ts";

/** The metric by which an alarm learns of sources that have gone silent. */
export const silentSources = { namespace: "Readouts", name: "SilentSources" } as const;

export function silentSourcesMetric(count: number, at: Instant): string {
  return metricLine(silentSources, count, at);
}

/**
 * A line for standard output that CloudWatch Logs turns into the metric. It must stand alone in its
 * line: `console.log` would put time and request before it.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function metricLine(
  { namespace, name }: { readonly namespace: string; readonly name: string },
  count: number,
  at: Instant,
): string {
  return JSON.stringify({
    _aws: {
      Timestamp: Date.parse(at),
      CloudWatchMetrics: [
        { Namespace: namespace, Dimensions: [[]], Metrics: [{ Name: name, Unit: "Count" }] },
      ],
    },
    [name]: count,
  });
}
