import { createHmac } from "node:crypto";
import type { Instant } from "../runtime/instant.ts";

/** One message as it is signed. */
export interface SignedMessage {
  /** The same whenever the same event is sent again. */
  readonly id: string;
  /** Of this attempt: receivers refuse what is older than some minutes. */
  readonly sentAt: Instant;
  readonly body: string;
}

/**
 * The headers by which a receiver knows that a message is ours, whole and fresh.
 * @param secrets each signs, so that a receiver may have any of them
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signatureHeaders(
  { id, sentAt, body }: SignedMessage,
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(Date.parse(sentAt) / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    const mac = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`);
    return `v1,${mac.digest("base64")}`;
  });
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures.join(" "),
  };
}
