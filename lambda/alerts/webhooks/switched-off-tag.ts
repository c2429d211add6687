import type { SwitchedOff } from "../../archive/webhook-items.ts";

/** One switching off as a value of a SES tag, by which SES's send event tells that it was mailed. */
export function switchedOffTag({
  subscriberId,
  subscriptionId,
  disabledSince,
}: SwitchedOff): string {
  return Buffer.from(`${subscriberId} ${subscriptionId} ${disabledSince}`).toString("base64url");
}

/** @returns null where the text is no tag of ours */
export function readSwitchedOffTag(tag: string): SwitchedOff | null {
  const [subscriberId, subscriptionId, disabledSince, ...rest] = Buffer.from(tag, "base64url")
    .toString()
    .split(" ");
  if (subscriberId === undefined || subscriptionId === undefined) return null;
  if (disabledSince === undefined || rest.length > 0) return null;
  return { subscriberId, subscriptionId, disabledSince };
}
