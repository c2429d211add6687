import type { Digest } from "../../archive/digests-table.ts";
import type { AlertsTable } from "../../archive/alerts-table.ts";
import type { SubscriptionsTable } from "../../archive/subscriptions-table.ts";
import { renderAllIsWell } from "../../mail/all-is-well.ts";
import { alertMessageId, digestThreadId } from "../../mail/alert-message-id.ts";
import type { Instant } from "../../runtime/instant.ts";
import { wantsAllIsWell } from "../../subscriptions/all-is-well.ts";
import { mailLanguageOf } from "../../subscriptions/mail-language.ts";
import { alertTag } from "./alert-tag.ts";
import { type ComposeDeps, type Composed, heldBack } from "./compose-alert.ts";
import { linkTo, manageLink } from "./links.ts";
import { healthFor, type HealthOfSource } from "./sources-of-alerts.ts";

export interface ComposeAllIsWellDeps
  extends Pick<ComposeDeps, "suppressions" | "linkSecrets" | "baseUrl"> {
  readonly alerts: Pick<AlertsTable, "bySubscriber">;
  readonly subscriptions: Pick<SubscriptionsTable, "bySubscriber">;
  /** Of all sources. */
  readonly health: (now: Instant) => Promise<readonly HealthOfSource[]>;
}

/** Makes the mail that a month went by without one. */
export async function composeAllIsWell(
  digest: Digest,
  month: string,
  deps: ComposeAllIsWellDeps,
  now: Instant,
): Promise<Composed> {
  const { subscriberId } = digest;
  const all = await deps.subscriptions.bySubscriber(subscriberId);
  const active = all.flatMap((one) => (one.state === "active" ? [one] : []));
  const [first, ...others] = active;
  if (first === undefined || !active.some(wantsAllIsWell)) {
    return { outcome: "drop", reason: "nobody asks for it any more" };
  }
  const held = await heldBack(subscriberId, deps, now);
  if (held !== null) return held;
  const { baseUrl } = deps;
  const site = { baseUrl, secrets: await deps.linkSecrets(), now };
  const found = await deps.alerts.bySubscriber(subscriberId);
  const mail = renderAllIsWell({
    language: mailLanguageOf([first, ...others]),
    month,
    alerts: active.map(({ frequency, name, query, subscriptionId, timeZone }) => ({
      name,
      frequency,
      timeZone,
      searchUrl: `${baseUrl}/search?q=${encodeURIComponent(query)}`,
      lastFoundAt:
        found
          .filter(({ subscriptionIds }) => subscriptionIds.includes(subscriptionId))
          .map(({ createdAt }) => createdAt)
          .toSorted()
          .at(-1) ?? null,
    })),
    health: healthFor(active, await deps.health(now)),
    timeZone: first.timeZone,
    unsubscribeUrl: linkTo("unsubscribe", [first, ...others], site),
    manageUrl: manageLink(subscriberId, site),
    baseUrl,
    sentAt: now,
    messageId: alertMessageId(digest, baseUrl),
    threadId: digestThreadId(subscriberId, baseUrl),
  });
  return {
    outcome: "send",
    message: { ...mail, to: first.address, tags: { alert: alertTag(digest) } },
  };
}
