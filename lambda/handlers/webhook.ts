import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { deliverWebhook } from "../alerts/webhooks/deliver-webhook.ts";
import { readWebhookRequest } from "../alerts/webhooks/webhook-request.ts";
import { subscriptionsTable } from "../archive/subscriptions-table.ts";
import { webhooksTable } from "../archive/webhooks-table.ts";
import { processEnvironment, readEnvironment } from "../runtime/environment.ts";
import {
  assembleMessageHiding,
  assembleRequestQueue,
  assembleTables,
  assembleWebhookSender,
  basics,
} from "./assemble.ts";
import { eachRecord } from "./each-record.ts";
import { webhookEnvironment } from "./environments.ts";

const environment = readEnvironment(webhookEnvironment, processEnvironment);
const tables = assembleTables();
const runtime = {
  ...basics,
  subscriptions: subscriptionsTable(tables, environment.SUBSCRIPTIONS_TABLE),
  webhooks: webhooksTable(tables, environment.WEBHOOKS_TABLE),
  requestQueue: assembleRequestQueue(environment.REQUEST_QUEUE_URL),
  sender: assembleWebhookSender(environment),
  baseUrl: environment.BASE_URL,
};
const hide = assembleMessageHiding(environment.WEBHOOK_QUEUE_URL);

/** Messages of the webhook queue. What is to be tried later stays in it, hidden until then. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const later: { itemIdentifier: string }[] = [];
  const { batchItemFailures } = await eachRecord(event, runtime.log, async (record) => {
    const done = await deliverWebhook(readWebhookRequest(record.body), runtime);
    if (done.outcome !== "later") return;
    await hide(record.receiptHandle, done.inMs);
    later.push({ itemIdentifier: record.messageId });
  });
  return { batchItemFailures: [...batchItemFailures, ...later] };
}
