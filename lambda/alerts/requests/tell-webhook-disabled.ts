import type { SubscriptionsTable } from "../../archive/subscriptions-table.ts";
import type { SuppressionsTable } from "../../archive/suppressions-table.ts";
import type { WebhooksTable } from "../../archive/webhooks-table.ts";
import { renderWebhookDisabled } from "../../mail/webhook-disabled.ts";
import type { Mailer } from "../../outside/mailer.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Log } from "../../runtime/log.ts";
import type { SigningSecrets } from "../../subscriptions/signed-links.ts";
import { isInForce } from "../../subscriptions/suppression.ts";
import { manageLink } from "../delivery/links.ts";
import type { SiteRequest } from "./site-request.ts";

export interface TellDisabledDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly subscriptions: Pick<SubscriptionsTable, "get">;
  readonly suppressions: Pick<SuppressionsTable, "get">;
  readonly webhooks: Pick<WebhooksTable, "health" | "noteTold">;
  readonly mailer: Mailer;
  readonly linkSecrets: () => Promise<SigningSecrets>;
  readonly baseUrl: string;
}

/**
 * Mails a subscriber that their webhook was switched off, once for each time. After a crash between the mail and
 * its record it is mailed again under the same Message-ID.
 */
export async function tellWebhookDisabled(
  { subscriberId, subscriptionId }: Extract<SiteRequest, { kind: "webhook-disabled" }>,
  deps: TellDisabledDeps,
): Promise<void> {
  const key = { subscriberId, subscriptionId };
  const subscription = await deps.subscriptions.get(subscriberId, subscriptionId);
  const health = await deps.webhooks.health(key);
  const { disabledSince, disabledBecause, toldAt } = health;
  // Switched on again, removed or told of meanwhile.
  if (disabledSince === null || disabledBecause === null || toldAt !== null) return;
  if (subscription === null || subscription.webhook === null) return;
  const now = deps.clock.now();
  const suppression = await deps.suppressions.get(subscriberId);
  if (suppression !== null && isInForce(suppression, now)) return;
  const { baseUrl } = deps;
  const mail = renderWebhookDisabled({
    subscriptionId,
    name: subscription.name,
    receiver: new URL(subscription.webhook.url).host,
    because: disabledBecause,
    disabledSince,
    lastFailure: health.lastFailure ?? "",
    manageUrl: manageLink(subscriberId, { baseUrl, secrets: await deps.linkSecrets(), now }),
    baseUrl,
  });
  const outcome = await deps.mailer.send({
    ...mail,
    to: subscription.address,
    tags: { ...mail.tags, subscriber: subscriberId },
  });
  if (outcome.outcome === "rejected") {
    deps.log.warn("a notice of a webhook was refused", { subscriberId, reason: outcome.reason });
  }
  await deps.webhooks.noteTold(key, now);
}
