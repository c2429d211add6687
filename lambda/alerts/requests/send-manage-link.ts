import type { CountersTable } from "../../archive/counters-table.ts";
import type { SubscriptionsTable } from "../../archive/subscriptions-table.ts";
import type { SuppressionsTable } from "../../archive/suppressions-table.ts";
import { renderManageLink } from "../../mail/manage-link.ts";
import type { Mailer } from "../../outside/mailer.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Log } from "../../runtime/log.ts";
import { subscriberIdOf } from "../../subscriptions/address.ts";
import { mailLanguageOf } from "../../subscriptions/mail-language.ts";
import type { SigningSecret } from "../../subscriptions/signed-links.ts";
import { isInForce } from "../../subscriptions/suppression.ts";
import { manageLink } from "../delivery/links.ts";
import { countMail } from "./request-limits.ts";

export interface ManageLinkDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly subscriptions: Pick<SubscriptionsTable, "bySubscriber">;
  readonly suppressions: Pick<SuppressionsTable, "get">;
  readonly counters: CountersTable;
  readonly mailer: Mailer;
  readonly linkSecrets: () => Promise<SigningSecret>;
  readonly baseUrl: string;
}

/**
 * Mails a link to manage to an address that has confirmed an alert once; to any other, nothing: it would be
 * a mail that nobody there agreed to.
 */
export async function sendManageLink(address: string, deps: ManageLinkDeps): Promise<void> {
  const subscriberId = subscriberIdOf(address);
  const all = await deps.subscriptions.bySubscriber(subscriberId);
  const [known, ...others] = all.filter(({ consent }) => consent.confirmedFrom !== null);
  if (known === undefined) return;
  const now = deps.clock.now();
  const suppression = await deps.suppressions.get(subscriberId);
  if (suppression !== null && isInForce(suppression, now)) return;
  const giveBack = await countMail("manage-link", address, deps);
  if (giveBack === null) return;
  const { baseUrl } = deps;
  try {
    const manageUrl = manageLink(subscriberId, { baseUrl, secrets: await deps.linkSecrets(), now });
    const mail = renderManageLink({
      language: mailLanguageOf([known, ...others]),
      subscriberId,
      manageUrl,
      baseUrl,
      sentAt: now,
    });
    // To the address as it was confirmed, not as it was typed.
    const outcome = await deps.mailer.send({
      ...mail,
      to: known.address,
      tags: { ...mail.tags, subscriber: subscriberId },
    });
    if (outcome.outcome === "rejected") {
      deps.log.warn("a link to manage was refused", { subscriberId, reason: outcome.reason });
    }
  } catch (error) {
    await giveBack();
    throw error;
  }
}
