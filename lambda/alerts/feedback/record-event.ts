import type { WebhooksTable } from "../../archive/webhooks-table.ts";
import { toInstant } from "../../runtime/instant.ts";
import { readAlertTag } from "../delivery/alert-tag.ts";
import { readSwitchedOffTag } from "../webhooks/switched-off-tag.ts";
import { type RefusalDeps, recordRefusal } from "./record-refusal.ts";
import { type RecordDeps, recordSend } from "./record-send.ts";
import { readSesEvent, type SesEvent } from "./ses-event.ts";

export interface EventDeps extends RecordDeps, RefusalDeps {
  readonly webhooks: Pick<WebhooksTable, "noteTold">;
}

/**
 * Records what SES tells of a mail: that it was sent, that it bounced, that its reader complained.
 * Told twice, or in another order, it is recorded once.
 * @param message the SNS message's text
 * @throws Error where it is no event of SES, and what the tables throw
 */
export async function recordEvent(message: string, deps: EventDeps): Promise<void> {
  const event = readSesEvent(message);
  if (event === null) return;
  const tag = event.mail.tags["alert"]?.[0];
  const key = tag === undefined ? null : readAlertTag(tag);
  const sentAt = toInstant(event.mail.timestamp);
  if (event.eventType === "Send") {
    if (tag !== undefined) await recordSend(key, event.mail.messageId, sentAt, deps);
    const off = readSwitchedOffTag(event.mail.tags["webhook"]?.[0] ?? "");
    if (off !== null) await deps.webhooks.noteTold(off, sentAt);
    return;
  }
  const kind = refusalOf(event);
  if (kind === null) {
    deps.log.info("an event of SES says nothing of its address", { eventType: event.eventType });
    return;
  }
  const subscriberId = key?.subscriberId ?? event.mail.tags["subscriber"]?.[0];
  if (subscriberId === undefined) {
    deps.log.warn("an event of SES names no subscriber", { sesMessageId: event.mail.messageId });
    return;
  }
  await recordRefusal({ subscriberId, kind, sentAt }, deps);
}

/** Bounces that are the message's doing, not the address's. */
const aboutTheMessage = ["MessageTooLarge", "ContentRejected", "AttachmentRejected"];

/** @returns null where it says nothing against mailing the address */
function refusalOf(
  event: Exclude<SesEvent, { eventType: "Send" }>,
): "bounce" | "soft-bounce" | "complaint" | null {
  if (event.eventType === "Complaint") {
    return event.complaint.complaintFeedbackType === "not-spam" ? null : "complaint";
  }
  const { bounceType, bounceSubType } = event.bounce;
  if (bounceType === "Permanent") return "bounce";
  return aboutTheMessage.includes(bounceSubType) ? null : "soft-bounce";
}
