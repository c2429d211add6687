import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { readAlertImage } from "../alerts/webhooks/alert-image.ts";
import { announceAlert } from "../alerts/webhooks/announce-alert.ts";
import { subscriptionsTable } from "../archive/subscriptions-table.ts";
import { webhooksTable } from "../archive/webhooks-table.ts";
import { processEnvironment, readEnvironment } from "../runtime/environment.ts";
import { assembleTables, assembleWebhookQueue, basics } from "./assemble.ts";
import { eachChange } from "./each-record.ts";
import { announceEnvironment } from "./environments.ts";

const environment = readEnvironment(announceEnvironment, processEnvironment);
const tables = assembleTables();
const runtime = {
  ...basics,
  subscriptions: subscriptionsTable(tables, environment.SUBSCRIPTIONS_TABLE),
  webhooks: webhooksTable(tables, environment.WEBHOOKS_TABLE),
  webhookQueue: assembleWebhookQueue(environment.WEBHOOK_QUEUE_URL),
};

/** New alerts, from the stream of Alerts. */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  return await eachChange(event, runtime.log, async ({ dynamodb }) => {
    await announceAlert(readAlertImage(dynamodb?.NewImage), runtime);
  });
}
