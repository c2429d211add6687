import { expect, test } from "@jest/globals";
import { silentSources, silentSourcesMetric } from "../../lambda/handlers/silent-sources-metric.ts";

test("the number of silent sources is a line that CloudWatch takes as the alarm's metric", () => {
  const line = silentSourcesMetric(2, "2026-03-02T09:00:00.000Z");
  expect(line).not.toContain("\n");
  const { _aws, ...values } = JSON.parse(line) as {
    _aws: { Timestamp: number; CloudWatchMetrics: unknown };
  };
  expect(values).toEqual({ [silentSources.name]: 2 });
  expect(_aws.Timestamp).toBe(Date.UTC(2026, 2, 2, 9));
  // No dimensions: one alarm for all sources, whichever it is.
  expect(_aws.CloudWatchMetrics).toEqual([
    {
      Namespace: silentSources.namespace,
      Dimensions: [[]],
      Metrics: [{ Name: silentSources.name, Unit: "Count" }],
    },
  ]);
});
