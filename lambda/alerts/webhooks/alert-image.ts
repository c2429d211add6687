import * as v from "valibot";
import type { AnnouncedAlert } from "./webhook-event.ts";

const text = v.object({ S: v.string() });
const image = v.object({
  subscriberId: text,
  alertId: text,
  readoutId: text,
  revision: v.object({ N: v.string() }),
  change: v.object({
    S: v.picklist(["new", "edited", "completed", "removed", "restored"]),
  }),
  subscriptionIds: v.object({ L: v.array(text) }),
  createdAt: text,
});

/**
 * Reads a new alert as the stream of Alerts tells of it.
 * @throws Error naming the field that is wrong
 */
export function readAlertImage(newImage: unknown): AnnouncedAlert {
  const result = v.safeParse(image, newImage);
  if (!result.success) {
    const [issue] = result.issues;
    throw new Error(`not a new alert: ${v.getDotPath(issue) ?? "it"}: ${issue.message}`);
  }
  const { subscriberId, alertId, readoutId, revision, change, subscriptionIds, createdAt } =
    result.output;
  return {
    subscriberId: subscriberId.S,
    alertId: alertId.S,
    readoutId: readoutId.S,
    revision: Number(revision.N),
    change: change.S,
    subscriptionIds: subscriptionIds.L.map(({ S }) => S),
    createdAt: createdAt.S,
  };
}
