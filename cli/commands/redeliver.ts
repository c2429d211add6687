import type { Command } from "commander";
import { redeliver } from "../../lambda/alerts/matching/redeliver.ts";
import type { DeliveryRequest } from "../../lambda/alerts/delivery/delivery-request.ts";
import { alertsTable } from "../../lambda/archive/alerts-table.ts";
import { copiesTable } from "../../lambda/archive/copies-table.ts";
import { readoutsTable } from "../../lambda/archive/readouts-table.ts";
import { subscriptionsTable } from "../../lambda/archive/subscriptions-table.ts";
import { jsonQueue } from "../../lambda/outside/queues.ts";
import { systemClock } from "../../lambda/runtime/clock.ts";
import { addMs, toInstant } from "../../lambda/runtime/instant.ts";
import { silentLog } from "../../lambda/runtime/log.ts";
import type { Run } from "../program.ts";
import { UserError } from "../user-error.ts";

/** What is younger may be on its way. */
const onTheWayMs = 15 * 60 * 1000;

export function addRedeliver(program: Command, run: Run): void {
  program
    .command("redeliver")
    .description("tells those who should have been told since, and were not; nobody is told twice")
    .requiredOption("--since <time>", "since when, such as 2026-03-02 or 2026-03-02T08:00Z")
    .action(async ({ since }: { readonly since: string }) => {
      await run(async ({ tables, queues, output }) => {
        const now = systemClock.now();
        const window = { since: readTime(since), until: addMs(now, -onTheWayMs) };
        const untold = await redeliver(window, {
          clock: systemClock,
          log: silentLog,
          readouts: readoutsTable(tables, output("ReadoutsTable")),
          copies: copiesTable(tables, output("CopiesTable")),
          subscriptions: subscriptionsTable(tables, output("SubscriptionsTable")),
          alerts: alertsTable(tables, output("AlertsTable")),
          deliveryQueue: jsonQueue<DeliveryRequest>(queues, output("DeliveryQueueUrl")),
        });
        const found = untold.map(({ alert: { subscriberId, alertId }, what }) => ({
          subscriberId,
          alertId,
          what,
        }));
        return {
          json: found,
          lines:
            found.length === 0
              ? [`Everybody was told of what was seen since ${window.since}.`]
              : [
                  ...found.map(
                    ({ subscriberId, alertId, what }) => `${what}  ${subscriberId}  ${alertId}`,
                  ),
                  `${found.length} asked for again; those that gather come with their digest.`,
                ],
        };
      });
    });
}

function readTime(text: string): string {
  try {
    return toInstant(text);
  } catch {
    throw new UserError(`--since ${text} is no time: write 2026-03-02 or 2026-03-02T08:00Z.`);
  }
}
