import { addMs, type Instant } from "../../runtime/instant.ts";
import {
  allOfThem,
  type ButtonPurpose,
  signLink,
  type SigningSecret,
  validMs,
} from "../../subscriptions/signed-links.ts";
import type { Subscription } from "../../subscriptions/subscription.ts";

/** What links begin with, and what signs them. */
export interface LinkSite {
  readonly baseUrl: string;
  readonly secrets: SigningSecret;
  readonly now: Instant;
}

/** With more, a header that holds the link could pass the 998 octets of a line (RFC 5322 §2.1.1). */
const maxSubscriptions = 15;

/**
 * A signed address by which the holder of a mail acts on what it was sent for.
 * @param subscriptions at least one, of one subscriber; more than a link has room for become all that they
 * have: a click that leaves some would be worse than one that ends an alert too many
 */
export function linkTo(
  purpose: ButtonPurpose,
  subscriptions: readonly [Subscription, ...Subscription[]],
  site: LinkSite,
): string {
  const [{ subscriberId, consent }] = subscriptions;
  const subscriptionIds =
    subscriptions.length > maxSubscriptions
      ? [allOfThem]
      : subscriptions.map(({ subscriptionId }) => subscriptionId);
  const subject = { subscriberId, subscriptionIds, requestedAt: consent.requestedAt };
  const token = signLink(purpose, subject, addMs(site.now, validMs[purpose]), site.secrets);
  return `${site.baseUrl}/${purpose}?token=${token}`;
}

/** The page where a subscriber sees and changes all of their alerts; goes into every mail. */
export function manageLink(subscriberId: string, { baseUrl, secrets, now }: LinkSite): string {
  const subject = { subscriberId, subscriptionIds: [], requestedAt: now };
  return `${baseUrl}/manage?token=${signLink("manage", subject, addMs(now, validMs.manage), secrets)}`;
}
