import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { answerRequest } from "../alerts/requests/answer-request.ts";
import { readSiteRequest } from "../alerts/requests/site-request.ts";
import { countersTable } from "../archive/counters-table.ts";
import { readoutsTable } from "../archive/readouts-table.ts";
import { subscriptionsTable } from "../archive/subscriptions-table.ts";
import { suppressionsTable } from "../archive/suppressions-table.ts";
import { processEnvironment, readEnvironment } from "../runtime/environment.ts";
import { assembleCatalogue, assembleMail, assembleTables, basics } from "./assemble.ts";
import { eachRecord } from "./each-record.ts";
import { requestEnvironment } from "./environments.ts";

const environment = readEnvironment(requestEnvironment, processEnvironment);
const tables = assembleTables();
const runtime = {
  ...basics,
  ...assembleMail(environment),
  catalogue: assembleCatalogue(environment.SOURCES),
  readouts: readoutsTable(tables, environment.READOUTS_TABLE),
  subscriptions: subscriptionsTable(tables, environment.SUBSCRIPTIONS_TABLE),
  suppressions: suppressionsTable(tables, environment.SUPPRESSIONS_TABLE),
  counters: countersTable(tables, environment.COUNTERS_TABLE),
  baseUrl: environment.BASE_URL,
};

/** What the site has answered already: confirmations, links to manage, tests. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return await eachRecord(event, runtime.log, async ({ body }) => {
    await answerRequest(readSiteRequest(body), runtime);
  });
}
