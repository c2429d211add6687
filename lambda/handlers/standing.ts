import type { DynamoDBStreamEvent } from "aws-lambda";
import {
  keepStandingQueries,
  mendStandingQueries,
} from "../alerts/matching/keep-standing-queries.ts";
import { readoutsTable } from "../archive/readouts-table.ts";
import { standingQueriesTable } from "../archive/standing-queries-table.ts";
import { subscriptionsTable } from "../archive/subscriptions-table.ts";
import { processEnvironment, readEnvironment } from "../runtime/environment.ts";
import { assembleTables, basics } from "./assemble.ts";
import { standingEnvironment } from "./environments.ts";

const environment = readEnvironment(standingEnvironment, processEnvironment);
const tables = assembleTables();
const runtime = {
  ...basics,
  queryCode: environment.QUERY_CODE,
  standing: standingQueriesTable(tables, environment.STANDING_QUERIES_TABLE),
  subscriptions: subscriptionsTable(tables, environment.SUBSCRIPTIONS_TABLE),
  readouts: readoutsTable(tables, environment.READOUTS_TABLE),
};

/** Changes from the stream of Subscriptions, all at once; or a schedule's call, which has none: then all is compared. */
export async function handler(event: Partial<DynamoDBStreamEvent>): Promise<void> {
  if (event.Records === undefined) {
    await mendStandingQueries(runtime);
    return;
  }
  const keys = event.Records.map(({ dynamodb }) => {
    const subscriberId = dynamodb?.Keys?.["subscriberId"]?.S;
    const subscriptionId = dynamodb?.Keys?.["subscriptionId"]?.S;
    if (subscriberId === undefined || subscriptionId === undefined) {
      throw new Error(
        `not a change of Subscriptions: its keys are ${JSON.stringify(dynamodb?.Keys)}`,
      );
    }
    return { subscriberId, subscriptionId };
  });
  await keepStandingQueries(keys, runtime);
}
