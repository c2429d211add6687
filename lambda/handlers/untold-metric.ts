import type { Instant } from "../runtime/instant.ts";
import { metricLine } from "./silent-sources-metric.ts";

/** The metric by which an alarm learns of alerts that did not go out. */
export const untoldAlerts = { namespace: "Readouts", name: "UntoldAlerts" } as const;

export function untoldMetric(count: number, at: Instant): string {
  return metricLine(untoldAlerts, count, at);
}
