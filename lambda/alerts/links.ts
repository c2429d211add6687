import { addMs, type Instant } from "../runtime/instant.ts";
import { type LinkPurpose, signLink, type SigningSecrets } from "../subscriptions/signed-links.ts";
import { confirmWithinMs, type Subscription } from "../subscriptions/subscription.ts";

/** Old mails must be able to unsubscribe. */
const unsubscribeWithinMs = 366 * 24 * 60 * 60 * 1000;

const validMs: Readonly<Record<LinkPurpose, number>> = {
  confirm: confirmWithinMs,
  unsubscribe: unsubscribeWithinMs,
};

/** A signed address by which the holder of a mail acts on one subscription. */
export function linkTo(
  purpose: LinkPurpose,
  subscription: Subscription,
  site: { readonly baseUrl: string; readonly secrets: SigningSecrets; readonly now: Instant },
): string {
  const { subscriberId, subscriptionId, consent } = subscription;
  const subject = { subscriberId, subscriptionId, requestedAt: consent.requestedAt };
  const token = signLink(purpose, subject, addMs(site.now, validMs[purpose]), site.secrets);
  return `${site.baseUrl}/${purpose}?token=${token}`;
}
