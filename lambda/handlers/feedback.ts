import type { SNSEvent } from "aws-lambda";
import { recordSend } from "../alerts/record-send.ts";
import { alertsTable } from "../archive/alerts-table.ts";
import { processEnvironment, readEnvironment } from "../runtime/environment.ts";
import { assembleTables, basics } from "./assemble.ts";
import { feedbackEnvironment } from "./environments.ts";

const environment = readEnvironment(feedbackEnvironment, processEnvironment);
const runtime = { ...basics, alerts: alertsTable(assembleTables(), environment.ALERTS_TABLE) };

/**
 * What SES sent, told by SNS: one record an event, in practice.
 * @throws where one of them could not be recorded; Lambda then tries the event again
 */
export async function handler(event: SNSEvent): Promise<void> {
  const results = await Promise.allSettled(
    event.Records.map(async ({ Sns }) => await recordSend(Sns.Message, runtime)),
  );
  const failures = results.flatMap((result) =>
    result.status === "rejected" ? [result.reason as unknown] : [],
  );
  if (failures.length > 0) throw new AggregateError(failures, "events could not be recorded");
}
