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
    timestamp: v.pipe(v.string(), v.isoTimestamp()),
    tags: v.optional(v.record(v.string(), v.array(v.string())), {}),
  }),
});

/** What SES sends to a topic that it is told to use, to see whether it can. */
const greeting = /^Successfully validated SNS topic/;

/**
 * Records what SES says it sent: after a crash between sending and recording this is how we know.
 * Events of other kinds, and of mails that are no alerts, are passed over.
 * @param message the SNS message's text
 * @throws Error where it is no event of SES
 */
export async function recordSend(message: string, { log, alerts }: RecordDeps): Promise<void> {
  if (greeting.test(message)) return;
  const { eventType, mail } = readEvent(message);
  const tag = mail.tags["alert"]?.[0];
  if (eventType !== "Send" || tag === undefined) return;
  const key = readAlertTag(tag);
  if (key === null) {
    log.warn("a send event names no alert", { sesMessageId: mail.messageId });
    return;
  }
  await alerts.markSent(key, mail.messageId, toInstant(mail.timestamp));
}

function readEvent(message: string): v.InferOutput<typeof schema> {
  let json: unknown;
  try {
    json = JSON.parse(message);
  } catch (error) {
    throw new Error("not an event of SES: it is not JSON", { cause: error });
  }
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new Error(`not an event of SES: ${v.getDotPath(issue) ?? "it"}: ${issue.message}`);
}
