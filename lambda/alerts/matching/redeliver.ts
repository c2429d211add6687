import type { Instant } from "../../runtime/instant.ts";
import { findUntold, type Untold, type UntoldDeps } from "./find-untold.ts";
import type { MatchDeps } from "./match-revision.ts";
import { writeAlerts } from "./write-alerts.ts";

export type RedeliverDeps = UntoldDeps & Pick<MatchDeps, "deliveryQueue" | "alerts">;

/**
 * Tells those who were not told: stores what is missing, and asks again for what waits. Who was told is not
 * told again, however often it is run.
 */
export async function redeliver(
  window: { readonly since: Instant; readonly until: Instant },
  deps: RedeliverDeps,
): Promise<readonly Untold[]> {
  const untold = await findUntold(window, deps);
  await writeAlerts(
    untold.filter(({ what }) => what === "missing"),
    deps,
  );
  const waiting = untold.filter(({ what }) => what === "pending" || what === "sending");
  await deps.deliveryQueue.send(
    waiting.map(({ alert: { subscriberId, alertId } }) => ({ subscriberId, alertId })),
  );
  return untold;
}
