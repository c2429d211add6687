import type { Alert } from "../../lambda/archive/alerts-table.ts";

/** A new alert that waits for delivery. */
export function anAlert(changed: Partial<Alert> = {}): Alert {
  const { readoutId = "ostrovia-pm-103", revision = 1 } = changed;
  return {
    subscriberId: "a-subscriber",
    alertId: `${readoutId}#${revision}`,
    readoutId,
    revision,
    change: "new",
    subscriptionIds: ["a-subscription"],
    inReplyTo: null,
    state: "pending",
    createdAt: "2026-03-02T09:00:00.000Z",
    attempt: 0,
    leaseUntil: null,
    sentAt: null,
    sesMessageId: null,
    reason: null,
    digestId: null,
    ...changed,
  };
}
