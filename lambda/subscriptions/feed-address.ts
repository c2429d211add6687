import { createHmac, timingSafeEqual } from "node:crypto";
import { shortHash } from "./address.ts";
import type { SigningSecret } from "./signed-links.ts";
import type { Subscription } from "./subscription.ts";

type Ids = Pick<Subscription, "subscriberId" | "subscriptionId">;

/** What of a feed's address is secret: made once and kept, so that the address outlives every rotation. */
export function newFeedKey(
  { subscriberId, subscriptionId }: Ids,
  version: number,
  { current }: SigningSecret,
): string {
  const mac = createHmac("sha256", current);
  mac.update(`readouts feed\n${subscriberId} ${subscriptionId} ${version}`);
  return shortHash(mac.digest("hex"));
}

/** The part of a feed's address that names it; null where the alert has no feed. */
export function feedAddress(one: Ids & Pick<Subscription, "feedKey">): string | null {
  const { subscriberId, subscriptionId, feedKey } = one;
  return feedKey === null ? null : `${subscriberId}-${subscriptionId}-${feedKey}`;
}

/** @returns null where it is none of ours */
export function readFeedAddress(address: string): (Ids & { readonly key: string }) | null {
  const parts = /^([a-z2-7]{26})-([a-z2-7]{26})-([a-z2-7]{26})$/.exec(address);
  if (parts === null) return null;
  const [, subscriberId = "", subscriptionId = "", key = ""] = parts;
  return { subscriberId, subscriptionId, key };
}

export function isKeyOf({ feedKey }: Pick<Subscription, "feedKey">, key: string): boolean {
  const expected = Buffer.from(feedKey ?? "");
  const given = Buffer.from(key);
  return feedKey !== null && expected.length === given.length && timingSafeEqual(expected, given);
}
