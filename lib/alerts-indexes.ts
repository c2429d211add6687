import type { GlobalSecondaryIndexPropsV2 } from "aws-cdk-lib/aws-dynamodb";
import { ConfigError } from "./config-error.ts";
import { index } from "./table-index.ts";

/** They hold what neither a claim nor sending changes, so that these write to the table alone (docs/decisions/0027). */
const told = index("told", "readoutId", "subscriberId", []);
const waits = index("waits", "state", "dueAt", ["createdAt"]);

/** What stood in their place before. */
const byReadout = index("byReadout", "readoutId", "alertKey");
const byState = index("byState", "state", "dueAt");

/** One deployment after another: CloudFormation makes or drops one index of a table at a time. */
const upgrade: Readonly<Record<string, readonly GlobalSecondaryIndexPropsV2[]>> = {
  "1": [byReadout, byState, told],
  "2": [byReadout, byState, told, waits],
  "3": [byState, told, waits],
};

/**
 * The indexes of Alerts.
 * @param step of the upgrade of an installation that has the former ones; undefined: there are the present ones alone
 * @throws ConfigError for a step that there is not
 */
export function alertsIndexes(step: unknown): readonly GlobalSecondaryIndexPropsV2[] {
  if (step === undefined) return [told, waits];
  const its = upgrade[String(step)];
  if (its === undefined) {
    throw new ConfigError(
      `-c alertsUpgrade=${String(step)}: the steps are 1, 2 and 3, then without it (docs/runbook.md, "Upgrade the indexes of Alerts")`,
    );
  }
  return its;
}
