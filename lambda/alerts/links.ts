import { addMs, type Instant } from "../runtime/instant.ts";
import { type LinkPurpose, signLink, type SigningSecrets } from "../subscriptions/signed-links.ts";
import { confirmWithinMs, type Subscription } from "../subscriptions/subscription.ts";

/** Old mails must be able to unsubscribe. */
const unsubscribeWithinMs = 366 * 24 * 60 * 60 * 1000;

const validMs: Readonly<Record<LinkPurpose, number>> = {
  confirm: confirmWithinMs,
  unsubscribe: unsubscribeWithinMs,
};

/** With more, a header that holds the link could pass the 998 octets of a line (RFC 5322 §2.1.1). */
const maxSubscriptions = 15;

/**
 * A signed address by which the holder of a mail acts on what it was sent for.
 * @param subscriptions at least one, of one subscriber; what a link has no room for stays as it is
 */
export function linkTo(
  purpose: LinkPurpose,
  subscriptions: readonly [Subscription, ...Subscription[]],
  site: { readonly baseUrl: string; readonly secrets: SigningSecrets; readonly now: Instant },
): string {
  const [{ subscriberId, consent }] = subscriptions;
  const subscriptionIds = subscriptions
    .slice(0, maxSubscriptions)
    .map(({ subscriptionId }) => subscriptionId);
  const subject = { subscriberId, subscriptionIds, requestedAt: consent.requestedAt };
  const token = signLink(purpose, subject, addMs(site.now, validMs[purpose]), site.secrets);
  return `${site.baseUrl}/${purpose}?token=${token}`;
}
