import type { CountersTable } from "../../archive/counters-table.ts";
import type { SubscriptionsTable } from "../../archive/subscriptions-table.ts";
import type { SuppressionsTable } from "../../archive/suppressions-table.ts";
import { renderConfirmation } from "../../mail/confirmation.ts";
import type { Mailer } from "../../outside/mailer.ts";
import type { SuppressionList } from "../../outside/ses-suppression-list.ts";
import { LANGUAGE_VERSION } from "../../query/language-version.ts";
import { parseQuery } from "../../query/parsing/parse-query.ts";
import { queryKey } from "../../query/query-key.ts";
import type { Clock } from "../../runtime/clock.ts";
import { type Instant, msBetween } from "../../runtime/instant.ts";
import type { Log } from "../../runtime/log.ts";
import { subscriberIdOf } from "../../subscriptions/address.ts";
import type { SigningSecret } from "../../subscriptions/signed-links.ts";
import {
  mailed,
  type Pending,
  preferring,
  requested,
  type Subscription,
  withdrawn,
} from "../../subscriptions/subscription.ts";
import { isInForce, mayAskAgain, wasRefused } from "../../subscriptions/suppression.ts";
import { linkTo } from "../delivery/links.ts";
import { countMail } from "./request-limits.ts";
import type { SiteRequest } from "./site-request.ts";

export interface SignUpDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly subscriptions: Pick<SubscriptionsTable, "save" | "bySubscriber">;
  readonly suppressions: Pick<SuppressionsTable, "get">;
  readonly suppressionList: SuppressionList;
  readonly counters: CountersTable;
  readonly mailer: Mailer;
  readonly linkSecrets: () => Promise<SigningSecret>;
  readonly baseUrl: string;
}

/** Who lost a confirmation may ask for it again after this; for less it is on its way. */
const mailAgainAfterMs = 60 * 60 * 1000;
/** Others may change a subscription between our reading and our writing; not for ever. */
const maxTries = 5;
/** More than one person reads; a list of strangers' requests to an address ends here. */
const maxUnconfirmed = 20;

/**
 * Answers the wish for a subscription: nothing is mailed but its confirmation. The same address and meaning
 * asked for twice are one subscription. One confirmation waits for an address at a time: what is asked for
 * meanwhile is kept, and can be confirmed on the page that the first one leads to; a later mail replaces it.
 * @throws what sending throws; the queue tries again
 */
export async function answerSignUp(
  request: Extract<SiteRequest, { kind: "sign-up" }>,
  deps: SignUpDeps,
): Promise<void> {
  for (let tries = 0; tries < maxTries; tries += 1) {
    if (await answerOnce(request, deps)) return;
  }
  throw new Error(`a request changed ${maxTries} times while it was answered`);
}

/** @returns false where somebody else changed the subscription meanwhile: look again */
async function answerOnce(
  request: Extract<SiteRequest, { kind: "sign-up" }>,
  deps: SignUpDeps,
): Promise<boolean> {
  const { address, query, preferences, from, requestedAt } = request;
  const parsed = parseQuery(query);
  if (!parsed.ok) return true; // it parsed when it was asked
  const subscriberId = subscriberIdOf(address);
  const now = deps.clock.now();
  const asked = requested(
    {
      subscriberId,
      address,
      query,
      queryKey: queryKey(parsed.query),
      languageVersion: LANGUAGE_VERSION,
      ...preferences,
    },
    from,
    requestedAt,
  );
  const all = await deps.subscriptions.bySubscriber(subscriberId);
  const stored = all.find((one) => one.subscriptionId === asked.subscriptionId) ?? null;
  if (stored?.state === "active" || stored?.state === "paused") return true;
  const suppression = await deps.suppressions.get(subscriberId);
  const isClosed = suppression !== null && isInForce(suppression, now);
  if (isClosed && !mayAskAgain(suppression, now)) return true;
  const waiting = all.filter((one) => isWaiting(one, now));
  const again = waiting.find((one) => one.subscriptionId === asked.subscriptionId);
  const pending = again === undefined ? asked : preferring(again, asked);
  const hasMail = waiting.some(({ mails }) =>
    mails.some((at) => msBetween(at, now) < mailAgainAfterMs),
  );
  const giveBack = hasMail ? null : await countMail("confirmation", address, deps);
  if (giveBack === null) {
    if (again === undefined && waiting.length >= maxUnconfirmed) return true;
    return await deps.subscriptions.save(pending, stored);
  }
  const others = waiting.filter((one) => one !== again && one.mails.length > 0);
  for (const one of others) await deps.subscriptions.save(withdrawn(one), one);
  try {
    // What made us suppress it put it on SES's own list too: the confirmation would bounce.
    if (suppression !== null && wasRefused(suppression)) await deps.suppressionList.lift(address);
    const isMailed = await mailConfirmation(pending, stored, deps);
    if (!isMailed) await giveBack();
    return isMailed;
  } catch (error) {
    await giveBack();
    throw error;
  }
}

function isWaiting(one: Subscription, now: Instant): one is Pending {
  return one.state === "pending" && one.expiresAt > now;
}

/**
 * Records the mail, then sends it: of two requests at once one sends. Where sending fails the record is
 * taken back, so that the next try sends; after a crash asking again sends an hour later.
 * @param stored what is stored of it; null: nothing
 * @returns false where that has changed meanwhile: nothing is mailed
 */
async function mailConfirmation(
  pending: Pending,
  stored: Subscription | null,
  deps: SignUpDeps,
): Promise<boolean> {
  const { baseUrl, clock, log, mailer, subscriptions } = deps;
  const now = clock.now();
  const secrets = await deps.linkSecrets();
  const asMailed = mailed(pending, now);
  if (!(await subscriptions.save(asMailed, stored))) return false;
  const confirmUrl = linkTo("confirm", [pending], { baseUrl, secrets, now });
  const message = renderConfirmation({ pending: asMailed, confirmUrl, baseUrl });
  try {
    const outcome = await mailer.send({
      ...message,
      to: pending.address,
      tags: { ...message.tags, subscriber: pending.subscriberId },
    });
    if (outcome.outcome === "rejected") {
      const { subscriptionId } = pending;
      log.warn("a confirmation was refused", { subscriptionId, reason: outcome.reason });
    }
    return true;
  } catch (error) {
    await subscriptions.save(pending, asMailed);
    throw error;
  }
}
