import type { SubscriptionsTable } from "../archive/subscriptions-table.ts";
import type { SuppressionsTable } from "../archive/suppressions-table.ts";
import { renderConfirmation } from "../mail/confirmation.ts";
import type { Mailer } from "../outside/mailer.ts";
import { parseQuery } from "../query/parse-query.ts";
import type { QueryError } from "../query/query-error.ts";
import { queryKey } from "../query/query-key.ts";
import type { Clock } from "../runtime/clock.ts";
import { type Instant, msBetween } from "../runtime/instant.ts";
import type { Log } from "../runtime/log.ts";
import { readAddress, subscriberIdOf } from "../subscriptions/address.ts";
import type { Preferences } from "../subscriptions/preferences.ts";
import type { SigningSecrets } from "../subscriptions/signed-links.ts";
import {
  mailed,
  type Pending,
  preferring,
  requested,
  type Subscription,
} from "../subscriptions/subscription.ts";
import { isInForce } from "../subscriptions/suppression.ts";
import { linkTo } from "./links.ts";

export interface RequestDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly subscriptions: Pick<SubscriptionsTable, "save" | "bySubscriber">;
  readonly suppressions: Pick<SuppressionsTable, "get">;
  readonly mailer: Mailer;
  readonly linkSecrets: () => Promise<SigningSecrets>;
  readonly baseUrl: string;
}

export interface SubscribeRequest {
  readonly address: string;
  readonly query: string;
  /** How it is wanted; null: as most want it. */
  readonly preferences: Preferences | null;
  /** Where it came from: an IP address, or `cli`. */
  readonly from: string;
}

export type SubscribeOutcome =
  | { readonly outcome: "invalid-address"; readonly message: string }
  | { readonly outcome: "invalid-query"; readonly error: QueryError }
  /** Whether the address is known, suppressed, or mailed enough is nobody's business. */
  | { readonly outcome: "accepted" };

/** Who lost a confirmation may ask for it again after this. */
const mailAgainAfterMs = 60 * 60 * 1000;
/** Confirmations that one address is sent within a day while none of them is answered. */
const maxMailsADay = 3;
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Asks for a subscription: nothing is mailed but its confirmation. The same address and meaning asked
 * for twice are one subscription.
 * @throws what sending throws; asked again, it sends
 */
export async function requestSubscription(
  request: SubscribeRequest,
  deps: RequestDeps,
): Promise<SubscribeOutcome> {
  const read = readAddress(request.address);
  if (!read.ok) return { outcome: "invalid-address", message: read.message };
  const parsed = parseQuery(request.query);
  if (!parsed.ok) return { outcome: "invalid-query", error: parsed.error };

  const subscriberId = subscriberIdOf(read.address);
  const asked = requested(
    {
      subscriberId,
      address: read.address,
      query: request.query.trim(),
      queryKey: queryKey(parsed.query),
      ...request.preferences,
    },
    request.from,
    deps.clock.now(),
  );
  const mayBeMailed = await mayMail(asked, deps);
  if (mayBeMailed !== null) await mailConfirmation(mayBeMailed, deps);
  return { outcome: "accepted" };
}

interface Request {
  readonly pending: Pending;
  /** What is stored of it; null: nothing. */
  readonly stored: Subscription | null;
}

/** @returns the request as it stands, asked for before or new; null where it must not be mailed */
async function mayMail(asked: Pending, deps: RequestDeps): Promise<Request | null> {
  const { subscriberId, subscriptionId } = asked;
  const now = deps.clock.now();
  const all = await deps.subscriptions.bySubscriber(subscriberId);
  const stored = all.find((one) => one.subscriptionId === subscriptionId) ?? null;
  if (stored?.state === "active") return null;
  const suppression = await deps.suppressions.get(subscriberId);
  if (suppression !== null && isInForce(suppression, now)) return null;
  const isWaiting = stored?.state === "pending" && stored.expiresAt > now;
  if (isWaiting && mailsSince(stored, mailAgainAfterMs, now) > 0) return null;
  const mailsToday = all.reduce((sum, one) => sum + mailsSince(one, dayMs, now), 0);
  if (mailsToday >= maxMailsADay) return null;
  return { pending: isWaiting ? preferring(stored, asked) : asked, stored };
}

function mailsSince(subscription: Subscription, ms: number, now: Instant): number {
  if (subscription.state !== "pending") return 0;
  return subscription.mails.filter((at) => msBetween(at, now) < ms).length;
}

/**
 * Records the mail, then sends it: of two requests at once one sends. Where sending fails the record is
 * taken back, so that asking again sends; after a crash asking again sends an hour later.
 */
async function mailConfirmation({ pending, stored }: Request, deps: RequestDeps): Promise<void> {
  const { baseUrl, clock, log, mailer, subscriptions } = deps;
  const now = clock.now();
  const secrets = await deps.linkSecrets();
  const asMailed = mailed(pending, now);
  if (!(await subscriptions.save(asMailed, stored))) return;
  const confirmUrl = linkTo("confirm", [pending], { baseUrl, secrets, now });
  const message = renderConfirmation({ pending: asMailed, confirmUrl, baseUrl });
  try {
    const outcome = await mailer.send({ ...message, to: pending.address });
    if (outcome.outcome === "rejected") {
      const { subscriptionId } = pending;
      log.warn("a confirmation was refused", { subscriptionId, reason: outcome.reason });
    }
  } catch (error) {
    await subscriptions.save(pending, asMailed);
    throw error;
  }
}
