import type { Instant } from "../runtime/instant.ts";

/** An address that must not be mailed. */
export interface Suppression {
  /** As `subscriberIdOf` makes it: the address itself is not kept. */
  readonly addressHash: string;
  readonly reason: "bounce" | "complaint" | "wish";
  readonly since: Instant;
  /** Null: for good. */
  readonly until: Instant | null;
}

export function isInForce({ until }: Suppression, now: Instant): boolean {
  return until === null || until > now;
}
