import type { AlertKey } from "../archive/alerts-table.ts";

/**
 * An alert's key as a value of a SES tag, by which SES's events tell which alert they are about.
 * Letters, digits, `-` and `_`; SES allows 256.
 */
export function alertTag({ subscriberId, alertId }: AlertKey): string {
  return Buffer.from(`${subscriberId} ${alertId}`).toString("base64url");
}

/** @returns null where the text is no tag of ours */
export function readAlertTag(tag: string): AlertKey | null {
  const [subscriberId, alertId, ...rest] = Buffer.from(tag, "base64url").toString().split(" ");
  if (subscriberId === undefined || alertId === undefined || rest.length > 0) return null;
  return { subscriberId, alertId };
}
