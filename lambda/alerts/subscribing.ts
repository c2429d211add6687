import type { SubscriptionsTable } from "../archive/subscriptions-table.ts";
import type { SuppressionsTable } from "../archive/suppressions-table.ts";
import { renderConfirmation } from "../mail/confirmation.ts";
import type { Mailer } from "../outside/mailer.ts";
import { parseQuery } from "../query/parse-query.ts";
import type { QueryError } from "../query/query-error.ts";
import { queryKey } from "../query/query-key.ts";
import type { Clock } from "../runtime/clock.ts";
import { msBetween } from "../runtime/instant.ts";
import type { Log } from "../runtime/log.ts";
import { readAddress, subscriberIdOf } from "../subscriptions/address.ts";
import { checkLink, type LinkPurpose, type SigningSecrets } from "../subscriptions/signed-links.ts";
import {
  confirmed,
  ended,
  type Pending,
  requested,
  type Subscription,
  subscriptionIdOf,
} from "../subscriptions/subscription.ts";
import { isInForce } from "../subscriptions/suppression.ts";
import { linkTo } from "./links.ts";

export interface SubscribingDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly subscriptions: Pick<SubscriptionsTable, "get" | "save" | "bySubscriber">;
  readonly suppressions: Pick<SuppressionsTable, "get">;
  readonly mailer: Mailer;
  readonly linkSecrets: () => Promise<SigningSecrets>;
  readonly baseUrl: string;
}

export interface SubscribeRequest {
  readonly address: string;
  readonly query: string;
  /** Where it came from: an IP address, or `cli`. */
  readonly from: string;
}

export type SubscribeOutcome =
  | { readonly outcome: "invalid-address"; readonly message: string }
  | { readonly outcome: "invalid-query"; readonly error: QueryError }
  /** Whether the address was known, or is suppressed, is nobody's business. */
  | { readonly outcome: "accepted" };

/** One confirmation waits at a time; who lost it may ask again after this. */
const mailAgainAfterMs = 60 * 60 * 1000;
/** Confirmations to one address that wait for an answer. */
const maxPending = 3;

/** Asks for a subscription: nothing is mailed but its confirmation. */
export async function requestSubscription(
  request: SubscribeRequest,
  deps: SubscribingDeps,
): Promise<SubscribeOutcome> {
  const read = readAddress(request.address);
  if (!read.ok) return { outcome: "invalid-address", message: read.message };
  const parsed = parseQuery(request.query);
  if (!parsed.ok) return { outcome: "invalid-query", error: parsed.error };

  const now = deps.clock.now();
  const subscriberId = subscriberIdOf(read.address);
  const its = {
    subscriberId,
    address: read.address,
    query: request.query.trim(),
    queryKey: queryKey(parsed.query),
  };
  const all = await deps.subscriptions.bySubscriber(subscriberId);
  const subscriptionId = subscriptionIdOf(subscriberId, its.queryKey);
  const known = all.find((one) => one.subscriptionId === subscriptionId) ?? null;
  const suppression = await deps.suppressions.get(subscriberId);
  if (known?.state === "active") return { outcome: "accepted" };
  if (suppression !== null && isInForce(suppression, now)) return { outcome: "accepted" };
  const waits = (one: Subscription): boolean =>
    one.state === "pending" &&
    one.mailedAt !== null &&
    msBetween(one.mailedAt, now) < mailAgainAfterMs;
  if ((known !== null && waits(known)) || all.filter(waits).length >= maxPending) {
    return { outcome: "accepted" };
  }
  const pending = requested(its, request.from, now);
  if (!(await deps.subscriptions.save(pending, known))) return { outcome: "accepted" };
  await mailConfirmation(pending, deps);
  return { outcome: "accepted" };
}

/** The request is stored first: a link to something unknown would confirm nothing. */
async function mailConfirmation(pending: Pending, deps: SubscribingDeps): Promise<void> {
  const now = deps.clock.now();
  const secrets = await deps.linkSecrets();
  const confirmUrl = linkTo("confirm", pending, { baseUrl: deps.baseUrl, secrets, now });
  const message = renderConfirmation({ pending, confirmUrl, baseUrl: deps.baseUrl });
  const outcome = await deps.mailer.send({ ...message, to: pending.address });
  if (outcome.outcome === "rejected") {
    const { subscriptionId } = pending;
    deps.log.warn("a confirmation was refused", { subscriptionId, reason: outcome.reason });
  }
  await deps.subscriptions.save({ ...pending, mailedAt: now }, pending);
}

export type LinkOutcome =
  /** Not ours, of another purpose, or cut short on its way. */
  | { readonly outcome: "invalid" }
  | { readonly outcome: "expired" }
  /** Done before: a second click, or a mail program that was quicker. */
  | { readonly outcome: "already"; readonly subscription: Subscription }
  | { readonly outcome: "done"; readonly subscription: Subscription };

/** What a link would do, for the page with the button: changes nothing. */
export async function lookAtLink(
  purpose: LinkPurpose,
  token: string,
  deps: SubscribingDeps,
): Promise<LinkOutcome> {
  const checked = checkLink(purpose, token, await deps.linkSecrets(), deps.clock.now());
  if (checked.outcome !== "valid") return { outcome: checked.outcome };
  const { subscriberId, subscriptionId, requestedAt } = checked.subject;
  const subscription = await deps.subscriptions.get(subscriberId, subscriptionId);
  if (subscription === null) return { outcome: "expired" };
  const isDone =
    purpose === "confirm" ? subscription.state === "active" : subscription.state === "ended";
  if (isDone) return { outcome: "already", subscription };
  if (purpose === "confirm") {
    const isThisRequest =
      subscription.state === "pending" &&
      subscription.consent.requestedAt === requestedAt &&
      subscription.expiresAt > deps.clock.now();
    if (!isThisRequest) return { outcome: "expired" };
  }
  return { outcome: "done", subscription };
}

/** Confirms, by the button behind the link. */
export async function confirmSubscription(
  token: string,
  from: string,
  deps: SubscribingDeps,
): Promise<LinkOutcome> {
  const looked = await lookAtLink("confirm", token, deps);
  if (looked.outcome !== "done" || looked.subscription.state !== "pending") return looked;
  const pending = looked.subscription;
  const active = confirmed(pending, from, deps.clock.now());
  const saved = await deps.subscriptions.save(active, pending);
  return { outcome: saved ? "done" : "already", subscription: active };
}

/** Ends a subscription, by button or by the mail program's one click (RFC 8058). */
export async function endSubscription(token: string, deps: SubscribingDeps): Promise<LinkOutcome> {
  const looked = await lookAtLink("unsubscribe", token, deps);
  if (looked.outcome !== "done") return looked;
  const { subscription } = looked;
  const over = ended(subscription, "unsubscribed", deps.clock.now());
  if (await deps.subscriptions.save(over, subscription))
    return { outcome: "done", subscription: over };
  // Changed meanwhile: most likely ended by the other of two clicks; if not, the user tries again.
  return await lookAtLink("unsubscribe", token, deps);
}
