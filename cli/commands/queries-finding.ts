import { compareStandingQueries } from "../../lambda/alerts/matching/keep-standing-queries.ts";
import { standingQueriesTable } from "../../lambda/archive/standing-queries-table.ts";
import { subscriptionsTable } from "../../lambda/archive/subscriptions-table.ts";
import type { Connection } from "../connection.ts";
import type { Finding } from "./doctor.ts";

/** Whether matching knows of every active subscription. */
export async function queriesFinding({ tables, output }: Connection): Promise<Finding> {
  const compared = await compareStandingQueries({
    standing: standingQueriesTable(tables, output("StandingQueriesTable")),
    subscriptions: subscriptionsTable(tables, output("SubscriptionsTable")),
  });
  if (compared === null) {
    const seen = "matching reads the subscriptions themselves: there was none to copy yet";
    return { what: "queries", isWell: true, seen };
  }
  const { different, queries } = compared;
  return {
    what: "queries",
    isWell: different === 0,
    seen:
      different === 0
        ? `matching knows all ${queries}`
        : `matching has ${different} wrong, of ${queries}: what changed this minute is on its way; within the hour it is mended, docs/runbook.md#revisionsunmatched`,
  };
}
