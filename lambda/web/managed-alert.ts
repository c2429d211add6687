import type { Subscription } from "../subscriptions/subscription.ts";
import { type Answer, failure } from "./answering.ts";
import type { Holdings, SiteDeps } from "./site-deps.ts";

/** Why there is no such alert, said to who asked. */
export type NoAlert = Answer & { readonly status: 400 | 404 | 410 };

export interface ManagedAlert {
  readonly found: Subscription;
  readonly holdings: Holdings;
}

/** An alert of a link's holder that can be changed: confirmed, and not ended. */
export async function managedAlert(
  token: string,
  alert: string,
  deps: SiteDeps,
): Promise<ManagedAlert | NoAlert> {
  const managed = await deps.managing.open(token);
  if (managed.outcome !== "open") {
    const status = managed.outcome === "expired" ? 410 : 400;
    const message = "This link is too old, or not complete. Ask for a new one at /manage.";
    return { ...failure(status, "Your alerts", message), status };
  }
  const { holdings } = managed;
  const found = holdings.subscriptions.find(({ subscriptionId }) => subscriptionId === alert);
  return found?.state === "active" || found?.state === "paused" ? { found, holdings } : noAlert;
}

export const noAlert: NoAlert = {
  ...failure(404, "Not here", "There is no such alert that could be changed."),
  status: 404,
};
