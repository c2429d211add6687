import type { Instant } from "../../lambda/runtime/instant.ts";

/**
 * The account's suppression list. On one machine nobody bounces: the simulator's address is on it from the start,
 * with any label, and each stays off once it was taken off, until the next start.
 * @see https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html#send-email-simulator
 */
export interface SuppressedAddresses {
  /** Since when an address is on the list; null: it is not. */
  since(address: string): Instant | null;
  lift(address: string): void;
}

const listed = /^suppressionlist(?:\+[^@]*)?@simulator\.amazonses\.com$/;

export function suppressedAddresses(startedAt: Instant): SuppressedAddresses {
  const lifted = new Set<string>();
  return {
    since: (address) => {
      const folded = address.toLowerCase();
      return listed.test(folded) && !lifted.has(folded) ? startedAt : null;
    },
    lift: (address) => {
      lifted.add(address.toLowerCase());
    },
  };
}
