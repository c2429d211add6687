import type { AlertKey } from "../../archive/alerts-table.ts";

/** SES's limit of a tag's value. */
const maxLength = 256;

/**
 * An alert's key as a value of a SES tag, by which SES's events tell which alert they are about:
 * letters, digits, `-` and `_`.
 * @throws RangeError where the readout's id is too long (above some 150 characters)
 */
export function alertTag({ subscriberId, alertId }: AlertKey): string {
  const tag = Buffer.from(`${subscriberId} ${alertId}`).toString("base64url");
  if (tag.length > maxLength) throw new RangeError(`${alertId} is too long for a tag of SES`);
  return tag;
}

/** @returns null where the text is no tag of ours */
export function readAlertTag(tag: string): AlertKey | null {
  const [subscriberId, alertId, ...rest] = Buffer.from(tag, "base64url").toString().split(" ");
  if (subscriberId === undefined || alertId === undefined || rest.length > 0) return null;
  return { subscriberId, alertId };
}
