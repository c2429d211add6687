import * as v from "valibot";
import type { AlertsTable } from "../archive/alerts-table.ts";
import { toInstant } from "../runtime/instant.ts";
import type { Log } from "../runtime/log.ts";
import { readAlertTag } from "./alert-tag.ts";

export interface RecordDeps {
  readonly log: Log;
  readonly alerts: Pick<AlertsTable, "markSent">;
}

/**
 * What of SES's event we read.
 * @see Amazon SES developer guide, "Contents of event data that Amazon SES publishes to Amazon SNS"
 */
const schema = v.object({
  eventType: v.string(),
  mail: v.object({
    messageId: v.string(),
    timestamp: v.string(),
    tags: v.optional(v.record(v.string(), v.array(v.string())), {}),
  }),
});

/**
 * Records what SES says it sent: after a crash between sending and recording this is how we know.
 * Events of other kinds, and of mails that are no alerts, are passed over.
 * @param message the SNS message's text
 * @throws Error where it is no event of SES
 */
export async function recordSend(message: string, { log, alerts }: RecordDeps): Promise<void> {
  const result = v.safeParse(schema, JSON.parse(message));
  if (!result.success) {
    const [issue] = result.issues;
    throw new Error(`not an event of SES: ${v.getDotPath(issue) ?? "it"}: ${issue.message}`);
  }
  const { eventType, mail } = result.output;
  const tag = mail.tags["alert"]?.[0];
  if (eventType !== "Send" || tag === undefined) return;
  const key = readAlertTag(tag);
  if (key === null)
    return log.warn("a send event names no alert", { sesMessageId: mail.messageId });
  await alerts.markSent(key, mail.messageId, toInstant(mail.timestamp));
}
