import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { answerOrPutBack } from "../alerts/requests/answer-or-put-back.ts";
import { readSiteRequest } from "../alerts/requests/site-request.ts";
import { pacedMailer } from "../alerts/sending/paced-mailer.ts";
import { countersTable } from "../archive/counters-table.ts";
import { indexTable } from "../archive/index/index-table.ts";
import { readoutsTable } from "../archive/readouts-table.ts";
import { searchIndex } from "../archive/search/open-index.ts";
import { subscriptionsTable } from "../archive/subscriptions-table.ts";
import { suppressionsTable } from "../archive/suppressions-table.ts";
import { webhooksTable } from "../archive/webhooks-table.ts";
import { processEnvironment, readEnvironment } from "../runtime/environment.ts";
import {
  assembleCatalogue,
  assembleMail,
  assembleRequestQueue,
  assembleSuppressionList,
  assembleTables,
  assembleTurns,
  basics,
} from "./assemble.ts";
import { eachRecord } from "./each-record.ts";
import { requestEnvironment } from "./environments.ts";

const environment = readEnvironment(requestEnvironment, processEnvironment);
const tables = assembleTables();
const { mailer, linkSecrets } = assembleMail(environment, tables);
const turns = assembleTurns(tables, environment.COUNTERS_TABLE);
const runtime = {
  ...basics,
  linkSecrets,
  mailer: pacedMailer(mailer, { ...basics, turns, rank: "first" }),
  requestQueue: assembleRequestQueue(environment.REQUEST_QUEUE_URL),
  suppressionList: assembleSuppressionList(),
  catalogue: assembleCatalogue(environment.SOURCES),
  readouts: readoutsTable(tables, environment.READOUTS_TABLE),
  index: searchIndex(indexTable(tables, environment.INDEX_TABLE)),
  subscriptions: subscriptionsTable(tables, environment.SUBSCRIPTIONS_TABLE),
  suppressions: suppressionsTable(tables, environment.SUPPRESSIONS_TABLE),
  webhooks: webhooksTable(tables, environment.WEBHOOKS_TABLE),
  counters: countersTable(tables, environment.COUNTERS_TABLE),
  baseUrl: environment.BASE_URL,
};

/** What the site has answered already: confirmations, links to manage, tests. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return await eachRecord(event, runtime.log, async ({ body }) => {
    await answerOrPutBack(readSiteRequest(body), runtime);
  });
}
