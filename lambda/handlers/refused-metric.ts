import type { Instant } from "../runtime/instant.ts";
import { metricLine } from "./silent-sources-metric.ts";

/** How many messages of SNS were refused as not genuine; each of a message's tries counts. */
export const refusedMessages = { namespace: "Readouts", name: "RefusedMessages" } as const;

export function refusedMetric(at: Instant): string {
  return metricLine(refusedMessages, 1, at);
}
