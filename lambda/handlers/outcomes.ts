import { findUntold } from "../alerts/matching/find-untold.ts";
import { keepLate } from "../alerts/matching/late-alerts.ts";
import { guardReputation } from "../alerts/feedback/guard-reputation.ts";
import { alertsTable } from "../archive/alerts-table.ts";
import { copiesTable } from "../archive/copies-table.ts";
import { readoutsTable } from "../archive/readouts-table.ts";
import { subscriptionsTable } from "../archive/subscriptions-table.ts";
import { processEnvironment, readEnvironment } from "../runtime/environment.ts";
import { addMs } from "../runtime/instant.ts";
import { assembleReputation, assembleTables, basics } from "./assemble.ts";
import { outcomesEnvironment } from "./environments.ts";
import { untoldMetric } from "./untold-metric.ts";

const environment = readEnvironment(outcomesEnvironment, processEnvironment);
const tables = assembleTables();
const runtime = {
  ...basics,
  copies: copiesTable(tables, environment.COPIES_TABLE),
  readouts: readoutsTable(tables, environment.READOUTS_TABLE),
  subscriptions: subscriptionsTable(tables, environment.SUBSCRIPTIONS_TABLE),
  alerts: alertsTable(tables, environment.ALERTS_TABLE),
};

/** Revisions have an hour to be told; each is looked at for as long again, four times an hour. */
const hourMs = 60 * 60 * 1000;

const reputation = assembleReputation(environment.CONFIGURATION_SET);

/**
 * A schedule's call.
 * @throws what SES's counts failed with, after it was looked whom nobody told: neither stops the other
 */
export async function handler(): Promise<void> {
  const guarding = guardReputation({ ...runtime, reputation });
  const ends = await Promise.allSettled([guarding, lookForUntold()]);
  const failures = ends.flatMap((end) =>
    end.status === "rejected" ? [end.reason as unknown] : [],
  );
  if (failures.length > 0) throw new AggregateError(failures, "outcomes could not be watched");
}

async function lookForUntold(): Promise<void> {
  const now = runtime.clock.now();
  const window = { since: addMs(now, -3 * hourMs), until: addMs(now, -hourMs) };
  const untold = await findUntold(window, runtime);
  const late = untold.filter(({ what }) => what === "pending" || what === "sending");
  await keepLate(
    late.map(({ alert }) => alert),
    runtime.alerts,
  );
  for (const { alert, what } of untold.slice(0, 100)) {
    const { alertId, subscriberId } = alert;
    runtime.log.error("somebody was not told", { alertId, subscriberId, what });
  }
  process.stdout.write(`${untoldMetric(untold.length, now)}\n`);
}
