import type { AlertKey, AlertsTable } from "../archive/alerts-table.ts";
import type { Instant } from "../runtime/instant.ts";
import type { Log } from "../runtime/log.ts";

export interface RecordDeps {
  readonly log: Log;
  readonly alerts: Pick<AlertsTable, "markSent">;
}

/**
 * Records what SES says it sent: after a crash between sending and recording this is how we know.
 * @param key as the event's tag names it; null where it names no alert
 */
export async function recordSend(
  key: AlertKey | null,
  sesMessageId: string,
  sentAt: Instant,
  { log, alerts }: RecordDeps,
): Promise<void> {
  if (key === null) log.warn("a send event names no alert", { sesMessageId });
  else await alerts.markSent(key, sesMessageId, sentAt);
}
