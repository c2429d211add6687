import { gatherDigests } from "../alerts/delivery/gather-digests.ts";
import { alertsTable } from "../archive/alerts-table.ts";
import { digestsTable } from "../archive/digests-table.ts";
import { processEnvironment, readEnvironment } from "../runtime/environment.ts";
import { assembleDeliveryQueue, assembleTables, basics } from "./assemble.ts";
import { digestEnvironment } from "./environments.ts";

const environment = readEnvironment(digestEnvironment, processEnvironment);
const tables = assembleTables();
const runtime = {
  ...basics,
  alerts: alertsTable(tables, environment.ALERTS_TABLE),
  digests: digestsTable(tables, environment.ALERTS_TABLE),
  deliveryQueue: assembleDeliveryQueue(environment.DELIVERY_QUEUE_URL),
  digestQueue: assembleDeliveryQueue(environment.DIGEST_QUEUE_URL),
};

/** A schedule's call. */
export async function handler(): Promise<void> {
  await gatherDigests(runtime);
}
