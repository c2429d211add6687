import { addMs, type Instant } from "../runtime/instant.ts";
import { shortHash } from "./address.ts";

/** What the subscriber agreed to, and how we know. */
export interface Consent {
  readonly requestedAt: Instant;
  /** Where the request came from: an IP address, or `cli`. */
  readonly from: string;
  /** The sentence they agreed to. */
  readonly wording: string;
  /** Where the confirmation came from; null before. */
  readonly confirmedFrom: string | null;
}

interface Common {
  readonly subscriberId: string;
  readonly subscriptionId: string;
  readonly address: string;
  /** As the subscriber wrote it. */
  readonly query: string;
  /** Equal for queries of equal meaning. */
  readonly queryKey: string;
  readonly consent: Consent;
}

export type EndReason = "unsubscribed" | "suppressed";

export type Subscription =
  | (Common & {
      readonly state: "pending";
      /** When its confirmation was mailed; more than once where it was asked for again. */
      readonly mails: readonly Instant[];
      readonly expiresAt: Instant;
    })
  | (Common & { readonly state: "active"; readonly confirmedAt: Instant })
  | (Common & { readonly state: "ended"; readonly endedAt: Instant; readonly reason: EndReason });

export type Pending = Extract<Subscription, { state: "pending" }>;
export type Active = Extract<Subscription, { state: "active" }>;

/** A confirmation is good for two days; then the request is forgotten. */
export const confirmWithinMs = 48 * 60 * 60 * 1000;

export const consentWording =
  "Mail me when a readout matches this search. I can stop it with one click in every mail.";

/** The same address and the same meaning are the same subscription. */
export function subscriptionIdOf(subscriberId: string, queryKey: string): string {
  return shortHash(`${subscriberId} ${queryKey}`);
}

/** A subscription as first asked for, or asked for anew after its end; its confirmation is not mailed yet. */
export function requested(
  its: Pick<Common, "subscriberId" | "address" | "query" | "queryKey">,
  from: string,
  now: Instant,
): Pending {
  return {
    ...its,
    subscriptionId: subscriptionIdOf(its.subscriberId, its.queryKey),
    consent: { requestedAt: now, from, wording: consentWording, confirmedFrom: null },
    state: "pending",
    mails: [],
    expiresAt: addMs(now, confirmWithinMs),
  };
}

/**
 * A request whose confirmation is mailed, once more where it was before. It stays the same request, so
 * that the link of the first mail is good too.
 */
export function mailed(pending: Pending, now: Instant): Pending {
  return { ...pending, mails: [...pending.mails, now], expiresAt: addMs(now, confirmWithinMs) };
}

export function confirmed(pending: Pending, from: string, now: Instant): Active {
  const { mails: _mails, expiresAt: _expiresAt, ...its } = pending;
  return {
    ...its,
    consent: { ...its.consent, confirmedFrom: from },
    state: "active",
    confirmedAt: now,
  };
}

export function ended(subscription: Subscription, reason: EndReason, now: Instant): Subscription {
  const { subscriberId, subscriptionId, address, query, queryKey, consent } = subscription;
  return {
    subscriberId,
    subscriptionId,
    address,
    query,
    queryKey,
    consent,
    state: "ended",
    endedAt: now,
    reason,
  };
}
