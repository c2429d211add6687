import type { SubscriptionsTable } from "../../archive/subscriptions-table.ts";
import type { SuppressionsTable } from "../../archive/suppressions-table.ts";
import type { SwitchedOff } from "../../archive/webhook-items.ts";
import type { WebhooksTable } from "../../archive/webhooks-table.ts";
import { renderWebhookDisabled } from "../../mail/webhook-disabled.ts";
import { type Mailer, type Message, NotSentError, type SendOutcome } from "../../outside/mailer.ts";
import type { Clock } from "../../runtime/clock.ts";
import { addMs } from "../../runtime/instant.ts";
import type { Log } from "../../runtime/log.ts";
import type { SigningSecret } from "../../subscriptions/signed-links.ts";
import { isInForce } from "../../subscriptions/suppression.ts";
import { manageLink } from "../delivery/links.ts";
import { switchedOffTag } from "../webhooks/switched-off-tag.ts";
import type { SiteRequest } from "./site-request.ts";

export interface TellDisabledDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly subscriptions: Pick<SubscriptionsTable, "get">;
  readonly suppressions: Pick<SuppressionsTable, "get">;
  readonly webhooks: Pick<WebhooksTable, "health" | "claimTelling" | "releaseTelling" | "noteTold">;
  readonly mailer: Mailer;
  readonly linkSecrets: () => Promise<SigningSecret>;
  readonly baseUrl: string;
}

/** Shorter than the queue hides a request: one that comes back after a crash finds the claim over. */
const leaseMs = 5 * 60 * 1000;

/**
 * Mails a subscriber that their webhook was switched off, once for each time: by a claim with a lease, and SES's
 * send event. After a crash between the mail and its record the event says that it was sent.
 * @throws where another is mailing it, and what sending throws: the queue tries again
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
    language: subscription.mailLanguage,
    subscriptionId,
    name: subscription.name,
    receiver: new URL(subscription.webhook.url).host,
    because: disabledBecause,
    disabledSince,
    lastFailure: health.lastFailure ?? "",
    manageUrl: manageLink(subscriberId, { baseUrl, secrets: await deps.linkSecrets(), now }),
    baseUrl,
  });
  const off = { ...key, disabledSince };
  const outcome = await sendClaimed(
    off,
    {
      ...mail,
      to: subscription.address,
      tags: { ...mail.tags, subscriber: subscriberId, webhook: switchedOffTag(off) },
    },
    deps,
  );
  if (outcome.outcome === "rejected") {
    deps.log.warn("a notice of a webhook was refused", { subscriberId, reason: outcome.reason });
  }
  await deps.webhooks.noteTold(off, now);
}

async function sendClaimed(
  off: SwitchedOff,
  message: Message,
  { clock, mailer, webhooks }: Pick<TellDisabledDeps, "clock" | "mailer" | "webhooks">,
): Promise<SendOutcome> {
  const now = clock.now();
  const leaseUntil = addMs(now, leaseMs);
  if (!(await webhooks.claimTelling(off, now, leaseUntil))) {
    throw new Error(`the mail about the webhook of ${off.subscriptionId} is claimed by another`);
  }
  try {
    return await mailer.send(message);
  } catch (error) {
    // Certainly not sent, so nobody has to wait for the lease.
    if (error instanceof NotSentError) await webhooks.releaseTelling(off, leaseUntil);
    throw error;
  }
}
