import { messagesIn } from "../alerts/feedback/messages-in.ts";
import { recordEvent } from "../alerts/feedback/record-event.ts";
import { verifyMessage } from "../alerts/feedback/verify-message.ts";
import { alertsTable } from "../archive/alerts-table.ts";
import { digestsTable } from "../archive/digests-table.ts";
import { subscriptionsTable } from "../archive/subscriptions-table.ts";
import { suppressionsTable } from "../archive/suppressions-table.ts";
import { webhooksTable } from "../archive/webhooks-table.ts";
import { processEnvironment, readEnvironment } from "../runtime/environment.ts";
import { assembleCertificates, assembleTables, basics } from "./assemble.ts";
import { feedbackEnvironment } from "./environments.ts";
import { refusedMetric } from "./refused-metric.ts";

const environment = readEnvironment(feedbackEnvironment, processEnvironment);
const tables = assembleTables();
const runtime = {
  ...basics,
  topicArn: environment.EVENTS_TOPIC,
  certificates: assembleCertificates(environment.EVENTS_TOPIC),
  digests: digestsTable(tables, environment.ALERTS_TABLE),
  alerts: alertsTable(tables, environment.ALERTS_TABLE),
  subscriptions: subscriptionsTable(tables, environment.SUBSCRIPTIONS_TABLE),
  webhooks: webhooksTable(tables, environment.WEBHOOKS_TABLE),
  suppressions: suppressionsTable(tables, environment.SUPPRESSIONS_TABLE),
};

/**
 * What SES tells of its mails, by SNS: one record an event, in practice; or a message of the dead-letter queue as it
 * is, by hand. What SNS did not sign for our topic is refused.
 * @throws where one of them could not be recorded; Lambda then tries the event again, twice, and puts it aside
 */
export async function handler(event: unknown): Promise<void> {
  const results = await Promise.allSettled(messagesIn(event).map(record));
  const failures = results.flatMap((result) =>
    result.status === "rejected" ? [result.reason as unknown] : [],
  );
  if (failures.length > 0) throw new AggregateError(failures, "events could not be recorded");
}

async function record(message: unknown): Promise<void> {
  const verdict = await verifyMessage(message, runtime);
  if (verdict.outcome === "genuine") return await recordEvent(verdict.text, runtime);
  const { log, clock } = runtime;
  const { reason } = verdict;
  log.error("a message of SNS was refused", { messageId: idOf(message), reason });
  process.stdout.write(`${refusedMetric(clock.now())}\n`);
  throw new Error(`a message of SNS was refused: ${reason}`);
}

function idOf(message: unknown): string | null {
  const hasId = typeof message === "object" && message !== null && "MessageId" in message;
  return hasId ? String(message.MessageId) : null;
}
