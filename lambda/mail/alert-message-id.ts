import { shortHash } from "../subscriptions/address.ts";

/**
 * A Message-ID from the alert's identity: the same alert has the same one however often it is rendered,
 * and a later mail can answer it.
 */
export function alertMessageId(
  alert: { readonly subscriberId: string; readonly alertId: string },
  baseUrl: string,
): string {
  return messageId(`${alert.subscriberId} ${alert.alertId}`, baseUrl);
}

/**
 * What all mails to a subscriber about one readout refer to. SES replaces the Message-ID we give by its
 * own, and leaves References alone: this holds a thread together even so.
 * @see Amazon SES developer guide, "Amazon SES header fields"
 */
export function alertThreadId(
  alert: { readonly subscriberId: string; readonly readoutId: string },
  baseUrl: string,
): string {
  return messageId(`thread ${alert.subscriberId} ${alert.readoutId}`, baseUrl);
}

/** What all digests to a subscriber refer to. */
export function digestThreadId(subscriberId: string, baseUrl: string): string {
  return messageId(`digests ${subscriberId}`, baseUrl);
}

function messageId(identity: string, baseUrl: string): string {
  return `${shortHash(identity)}@${new URL(baseUrl).hostname}`;
}
