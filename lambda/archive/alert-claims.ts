import type { Instant } from "../runtime/instant.ts";

// A claim of an alert, or of a digest, is a lease on what stays `pending`: docs/decisions/0027.

/** Whether nobody has it and it still waits; with the values of `freeAt`. Items of before decision 27 have `sending` in them. */
export const isFree =
  "#state IN (:pending, :waiting, :sending) AND (leaseUntil = :null OR leaseUntil <= :now)";

export function freeAt(now: Instant): Record<string, unknown> {
  return {
    ":pending": "pending",
    ":waiting": "waiting",
    ":sending": "sending",
    ":now": now,
    ":null": null,
  };
}

/** Whether this claim holds; with the values of `claimedAs`. */
export const isClaimed = "#state = :pending AND attempt = :attempt AND leaseUntil <> :null";

export function claimedAs({ attempt }: { readonly attempt: number }): Record<string, unknown> {
  return { ":pending": "pending", ":attempt": attempt, ":null": null };
}
