import type { Instant } from "../runtime/instant.ts";
import type { Alert, AlertKey, AlertsTable } from "./alerts-table.ts";

// A claim of an alert, or of a digest, is a lease on what stays `pending`: docs/decisions/0027.

/** Whether nobody has it and it still waits; with the values of `freeAt`. Items of before decision 27 have `sending` in them. */
const isFree =
  "#state IN (:pending, :waiting, :sending) AND (leaseUntil = :null OR leaseUntil <= :now)";

function freeAt(now: Instant): Record<string, unknown> {
  return {
    ":pending": "pending",
    ":waiting": "waiting",
    ":sending": "sending",
    ":now": now,
    ":null": null,
  };
}

/** Whether this claim holds; with the values of `claimedAs`. */
const isClaimed = "#state = :pending AND attempt = :attempt AND leaseUntil <> :null";

function claimedAs({ attempt }: { readonly attempt: number }): Record<string, unknown> {
  return { ":pending": "pending", ":attempt": attempt, ":null": null };
}

/** Changes an alert where the condition holds. @returns the alert as it is now; null where it did not hold */
export type UpdateAlert = (
  key: AlertKey,
  expression: string,
  condition: string,
  values: Record<string, unknown>,
) => Promise<Alert | null>;

/** What becomes of an alert, or of a digest, from its claim to its end. */
export function alertChanges(
  update: UpdateAlert,
): Pick<AlertsTable, "claim" | "release" | "defer" | "noteLate" | "markSent" | "close"> {
  return {
    async claim(key, now, leaseUntil) {
      // What waits as `pending` stays so: the index of those that wait has nothing to write.
      return await update(
        key,
        "SET #state = :pending, leaseUntil = :until, attempt = attempt + :one",
        isFree,
        { ...freeAt(now), ":until": leaseUntil, ":one": 1 },
      );
    },
    async release(claim) {
      await update(claim, "SET leaseUntil = :null", isClaimed, claimedAs(claim));
    },
    async defer(key, until, now) {
      await update(key, "SET #state = :waiting, dueAt = :until, leaseUntil = :null", isFree, {
        ...freeAt(now),
        ":until": until,
      });
    },
    async noteLate(alert) {
      await update(alert, "SET dueAt = :at", "#state = :pending AND attribute_not_exists(dueAt)", {
        ":pending": "pending",
        ":at": alert.createdAt,
      });
    },
    async markSent(key, sesMessageId, sentAt) {
      // Without dueAt it leaves the index of those that wait.
      await update(
        key,
        "SET #state = :sent, sesMessageId = :id, sentAt = :at, leaseUntil = :null REMOVE dueAt",
        "attribute_exists(subscriberId) AND #state <> :sent",
        { ":sent": "sent", ":id": sesMessageId, ":at": sentAt, ":null": null },
      );
    },
    async close(alert, state, reason) {
      await update(
        alert,
        "SET #state = :state, reason = :reason, leaseUntil = :null REMOVE dueAt",
        isClaimed,
        { ...claimedAs(alert), ":state": state, ":reason": reason },
      );
    },
  };
}
