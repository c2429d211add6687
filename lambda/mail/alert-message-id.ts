import { shortHash } from "../subscriptions/address.ts";

/**
 * A Message-ID from the alert's identity: the same alert has the same one however often it is rendered,
 * and a later mail can answer it.
 */
export function alertMessageId(
  alert: { readonly subscriberId: string; readonly alertId: string },
  baseUrl: string,
): string {
  return `${shortHash(`${alert.subscriberId} ${alert.alertId}`)}@${new URL(baseUrl).hostname}`;
}
