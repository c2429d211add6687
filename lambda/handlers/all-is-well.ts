import { findQuietMonths } from "../alerts/delivery/find-quiet-months.ts";
import { digestsTable } from "../archive/digests-table.ts";
import { quietMonthsTable } from "../archive/quiet-months-table.ts";
import { subscriptionsTable } from "../archive/subscriptions-table.ts";
import { processEnvironment, readEnvironment } from "../runtime/environment.ts";
import { assembleDeliveryQueue, assembleTables, basics } from "./assemble.ts";
import { allIsWellEnvironment } from "./environments.ts";

const environment = readEnvironment(allIsWellEnvironment, processEnvironment);
const tables = assembleTables();
const runtime = {
  ...basics,
  digests: digestsTable(tables, environment.ALERTS_TABLE),
  quietMonths: quietMonthsTable(tables, environment.ALERTS_TABLE),
  subscriptions: subscriptionsTable(tables, environment.SUBSCRIPTIONS_TABLE),
  digestQueue: assembleDeliveryQueue(environment.DIGEST_QUEUE_URL),
};

/** A schedule's call. */
export async function handler(): Promise<void> {
  await findQuietMonths(runtime);
}
