import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { batchTurns } from "../alerts/delivery/batch-turns.ts";
import { deliverAlert } from "../alerts/delivery/deliver-alert.ts";
import { readDeliveryRequest } from "../alerts/delivery/delivery-request.ts";
import { alertsTable } from "../archive/alerts-table.ts";
import { digestsTable } from "../archive/digests-table.ts";
import { rememberedRevisions } from "../archive/remembered-revisions.ts";
import { readoutsTable } from "../archive/readouts-table.ts";
import { sourcesTable } from "../archive/sources-table.ts";
import { subscriptionsTable } from "../archive/subscriptions-table.ts";
import { suppressionsTable } from "../archive/suppressions-table.ts";
import { sourceHealth } from "../ingest/source-health.ts";
import { processEnvironment, readEnvironment } from "../runtime/environment.ts";
import { remembered } from "../runtime/remembered.ts";
import {
  assembleCatalogue,
  assembleDeliveryQueue,
  assembleMail,
  assembleTables,
  assembleTurns,
  basics,
} from "./assemble.ts";
import { recordsAtOnce } from "./each-record.ts";
import { deliverEnvironment } from "./environments.ts";

const environment = readEnvironment(deliverEnvironment, processEnvironment);
const tables = assembleTables();
const archive = readoutsTable(tables, environment.READOUTS_TABLE);
const readouts = { ...archive, ...rememberedRevisions(archive) };
const runtime = {
  ...basics,
  ...assembleMail(environment, tables),
  catalogue: assembleCatalogue(environment.SOURCES),
  readouts,
  subscriptions: subscriptionsTable(tables, environment.SUBSCRIPTIONS_TABLE),
  suppressions: suppressionsTable(tables, environment.SUPPRESSIONS_TABLE),
  alerts: alertsTable(tables, environment.ALERTS_TABLE),
  digests: digestsTable(tables, environment.ALERTS_TABLE),
  baseUrl: environment.BASE_URL,
};
const sources = sourcesTable(tables, environment.SOURCES_TABLE);
/** All digests of a morning may tell the same. */
const healthGoodForMs = 10 * 60 * 1000;
const health = remembered(
  healthGoodForMs,
  runtime.clock,
  async () => await sourceHealth({ ...runtime, sources }, runtime.clock.now()),
);

const turns = assembleTurns(tables, environment.COUNTERS_TABLE);
const queues = {
  immediate: assembleDeliveryQueue(environment.DELIVERY_QUEUE_URL),
  digest: assembleDeliveryQueue(environment.DIGEST_QUEUE_URL),
};

/** Messages of the delivery queue, or of the queue of digests. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return await recordsAtOnce(event, runtime.log, (size) => {
    const batch = batchTurns(size, { ...runtime, turns, queues });
    return async ({ body }) => {
      const turn = batch.join();
      try {
        await deliverAlert(readDeliveryRequest(body), { ...runtime, health, turn });
      } finally {
        turn.leave();
      }
    };
  });
}
