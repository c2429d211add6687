import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { matchRevision } from "../alerts/matching/match-revision.ts";
import { watchQueries } from "../alerts/matching/watch-queries.ts";
import { alertsTable } from "../archive/alerts-table.ts";
import { copiesTable } from "../archive/copies-table.ts";
import { readoutsTable } from "../archive/readouts-table.ts";
import { standingQueriesTable } from "../archive/standing-queries-table.ts";
import { subscriptionsTable } from "../archive/subscriptions-table.ts";
import { processEnvironment, readEnvironment } from "../runtime/environment.ts";
import { assembleCatalogue, assembleDeliveryQueue, assembleTables, basics } from "./assemble.ts";
import { eachChange } from "./each-record.ts";
import { matchEnvironment } from "./environments.ts";

const environment = readEnvironment(matchEnvironment, processEnvironment);
const tables = assembleTables();
const runtime = {
  ...basics,
  catalogue: assembleCatalogue(environment.SOURCES),
  copies: copiesTable(tables, environment.COPIES_TABLE),
  readouts: readoutsTable(tables, environment.READOUTS_TABLE),
  watched: watchQueries({
    log: basics.log,
    queryCode: environment.QUERY_CODE,
    standing: standingQueriesTable(tables, environment.STANDING_QUERIES_TABLE),
    subscriptions: subscriptionsTable(tables, environment.SUBSCRIPTIONS_TABLE),
  }),
  alerts: alertsTable(tables, environment.ALERTS_TABLE),
  deliveryQueue: assembleDeliveryQueue(environment.DELIVERY_QUEUE_URL),
};

/** New revisions, from the stream of Readouts. */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  return await eachChange(event, runtime.log, async ({ dynamodb }) => {
    const readoutId = dynamodb?.Keys?.["readoutId"]?.S;
    const revision = Number(dynamodb?.Keys?.["revision"]?.N);
    if (readoutId === undefined || Number.isNaN(revision)) {
      throw new Error(`not a change of Readouts: its keys are ${JSON.stringify(dynamodb?.Keys)}`);
    }
    await matchRevision({ readoutId, revision }, runtime);
  });
}
