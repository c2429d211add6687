import { type AlertKey, type AlertsTable, isDigestId } from "../../archive/alerts-table.ts";
import type { DigestsTable } from "../../archive/digests-table.ts";
import type { Instant } from "../../runtime/instant.ts";
import type { Log } from "../../runtime/log.ts";

export interface RecordDeps {
  readonly log: Log;
  readonly alerts: Pick<AlertsTable, "isSent" | "markSent">;
  readonly digests: Pick<DigestsTable, "get" | "settle">;
}

/**
 * Records what SES says it sent: after a crash between sending and recording this is how we know.
 * @param key as the event's tag names it; null where it names no alert
 */
export async function recordSend(
  key: AlertKey | null,
  sesMessageId: string,
  sentAt: Instant,
  { log, alerts, digests }: RecordDeps,
): Promise<void> {
  if (key === null) {
    log.warn("a send event names no alert", { sesMessageId });
    return;
  }
  // As a rule the delivery has recorded it already: a write that changes nothing costs what a write costs. What a
  // crash left of a digest then is done when its request comes back.
  if (await alerts.isSent(key)) return;
  await alerts.markSent(key, sesMessageId, sentAt);
  const digest = isDigestId(key.alertId) ? await digests.get(key) : null;
  if (digest !== null) await digests.settle(digest, "sent", sentAt);
}
