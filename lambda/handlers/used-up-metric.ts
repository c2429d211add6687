import type { Instant } from "../runtime/instant.ts";
import { metricLine } from "./silent-sources-metric.ts";

/** The metric by which an alarm learns that mails wait for the quota of 24 hours. */
export const quotaUsedUp = { namespace: "Readouts", name: "QuotaUsedUp" } as const;

export function usedUpMetric(at: Instant): string {
  return metricLine(quotaUsedUp, 1, at);
}
