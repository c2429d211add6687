import type { SNSEvent } from "aws-lambda";
import { recordEvent } from "../alerts/feedback/record-event.ts";
import { alertsTable } from "../archive/alerts-table.ts";
import { digestsTable } from "../archive/digests-table.ts";
import { subscriptionsTable } from "../archive/subscriptions-table.ts";
import { suppressionsTable } from "../archive/suppressions-table.ts";
import { webhooksTable } from "../archive/webhooks-table.ts";
import { processEnvironment, readEnvironment } from "../runtime/environment.ts";
import { assembleTables, basics } from "./assemble.ts";
import { feedbackEnvironment } from "./environments.ts";

const environment = readEnvironment(feedbackEnvironment, processEnvironment);
const tables = assembleTables();
const runtime = {
  ...basics,
  digests: digestsTable(tables, environment.ALERTS_TABLE),
  alerts: alertsTable(tables, environment.ALERTS_TABLE),
  subscriptions: subscriptionsTable(tables, environment.SUBSCRIPTIONS_TABLE),
  webhooks: webhooksTable(tables, environment.WEBHOOKS_TABLE),
  suppressions: suppressionsTable(tables, environment.SUPPRESSIONS_TABLE),
};

/**
 * What SES tells of its mails, by SNS: one record an event, in practice. Lambda lets nobody call but our
 * topic; a message of another is refused all the same.
 * @throws where one of them could not be recorded; Lambda then tries the event again
 */
export async function handler(event: SNSEvent): Promise<void> {
  const results = await Promise.allSettled(
    event.Records.map(async ({ Sns }) => {
      if (Sns.TopicArn !== environment.EVENTS_TOPIC) {
        throw new Error(`a message of another topic: ${Sns.TopicArn}`);
      }
      // Of its other kinds the text is no event, even where it looks like one.
      if (Sns.Type !== "Notification") throw new Error(`no notification of SNS: ${Sns.Type}`);
      await recordEvent(Sns.Message, runtime);
    }),
  );
  const failures = results.flatMap((result) =>
    result.status === "rejected" ? [result.reason as unknown] : [],
  );
  if (failures.length > 0) throw new AggregateError(failures, "events could not be recorded");
}
