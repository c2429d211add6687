import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { deliverAlert } from "../alerts/deliver-alert.ts";
import { readDeliveryRequest } from "../alerts/delivery-request.ts";
import { alertsTable } from "../archive/alerts-table.ts";
import { readoutsTable } from "../archive/readouts-table.ts";
import { subscriptionsTable } from "../archive/subscriptions-table.ts";
import { suppressionsTable } from "../archive/suppressions-table.ts";
import { processEnvironment, readEnvironment } from "../runtime/environment.ts";
import { assembleCatalogue, assembleMail, assembleTables, basics } from "./assemble.ts";
import { eachRecord } from "./each-record.ts";
import { deliverEnvironment } from "./environments.ts";

const environment = readEnvironment(deliverEnvironment, processEnvironment);
const tables = assembleTables();
const runtime = {
  ...basics,
  ...assembleMail(environment),
  catalogue: assembleCatalogue(environment.SOURCES),
  readouts: readoutsTable(tables, environment.READOUTS_TABLE),
  subscriptions: subscriptionsTable(tables, environment.SUBSCRIPTIONS_TABLE),
  suppressions: suppressionsTable(tables, environment.SUPPRESSIONS_TABLE),
  alerts: alertsTable(tables, environment.ALERTS_TABLE),
  baseUrl: environment.BASE_URL,
};

/** Messages of the delivery queue. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return await eachRecord(event, runtime.log, async ({ body }) => {
    await deliverAlert(readDeliveryRequest(body), runtime);
  });
}
