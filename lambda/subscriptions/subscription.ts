import { addMs, type Instant } from "../runtime/instant.ts";
import { shortHash } from "./address.ts";
import { type Preferences, preferencesOf, usualPreferences } from "./preferences.ts";
import type { Webhook } from "./webhook.ts";

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

interface Common extends Preferences {
  readonly subscriberId: string;
  readonly subscriptionId: string;
  readonly address: string;
  /** As the subscriber wrote it. */
  readonly query: string;
  /** Equal for queries of equal meaning. */
  readonly queryKey: string;
  /** Of the query language that it was written in. */
  readonly languageVersion: number;
  readonly consent: Consent;
  /** The secret of its feeds' address; null: it has none. */
  readonly feedKey: string | null;
  /** Where its events are posted; null: nowhere. */
  readonly webhook: Webhook | null;
  /** Counts the changes, so that nobody writes over what another has changed meanwhile. */
  readonly version: number;
}

/** `bounced` and `complained`: told by the mail services of the subscriber; `replaced`: by one that looks for something else; `removed`: by the operator whose file had made it. */
export type EndReason =
  | "unsubscribed"
  | "suppressed"
  | "bounced"
  | "complained"
  | "replaced"
  | "removed";

export type Subscription =
  | (Common & {
      readonly state: "pending";
      /** When its confirmation was mailed; more than once where it was asked for again. */
      readonly mails: readonly Instant[];
      readonly expiresAt: Instant;
    })
  | (Common & { readonly state: "active"; readonly confirmedAt: Instant })
  /** Nothing is matched for it and nothing mailed until its owner resumes it. */
  | (Common & {
      readonly state: "paused";
      readonly confirmedAt: Instant;
      readonly pausedAt: Instant;
    })
  | (Common & {
      readonly state: "ended";
      readonly endedAt: Instant;
      readonly endedBecause: EndReason;
    });

export type Pending = Extract<Subscription, { state: "pending" }>;
export type Active = Extract<Subscription, { state: "active" }>;
export type Paused = Extract<Subscription, { state: "paused" }>;

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
  its: Pick<Common, "subscriberId" | "address" | "query" | "queryKey" | "languageVersion"> &
    Partial<Preferences>,
  from: string,
  now: Instant,
): Pending {
  return {
    ...usualPreferences(its.query),
    ...its,
    feedKey: null,
    webhook: null,
    version: 1,
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
  return {
    ...pending,
    version: pending.version + 1,
    mails: [...pending.mails, now],
    expiresAt: addMs(now, confirmWithinMs),
  };
}

/** A request whose confirmation is replaced by that of another: its link confirms nothing any more. */
export function withdrawn(pending: Pending): Pending {
  return { ...pending, version: pending.version + 1, mails: [] };
}

export function confirmed(pending: Pending, from: string, now: Instant): Active {
  const { mails: _mails, expiresAt: _expiresAt, ...its } = pending;
  return {
    ...its,
    version: its.version + 1,
    consent: { ...its.consent, confirmedFrom: from },
    state: "active",
    confirmedAt: now,
  };
}

export function paused(active: Active, now: Instant): Paused {
  return { ...active, version: active.version + 1, state: "paused", pausedAt: now };
}

export function resumed(resting: Paused): Active {
  const { pausedAt: _pausedAt, ...its } = resting;
  return { ...its, version: its.version + 1, state: "active" };
}

/** With another address of its feeds, so that the one before is dead; null: without feeds. */
export function withFeed<S extends Subscription>(subscription: S, feedKey: string | null): S {
  return { ...subscription, feedKey, version: subscription.version + 1 };
}

/** With its events posted elsewhere, or signed otherwise; null: not posted. */
export function withWebhook<S extends Subscription>(subscription: S, webhook: Webhook | null): S {
  return { ...subscription, webhook, version: subscription.version + 1 };
}

/** The same alert, wanted differently. */
export function preferring<S extends Subscription>(subscription: S, preferences: Preferences): S {
  return { ...subscription, ...preferencesOf(preferences), version: subscription.version + 1 };
}

export function ended(
  subscription: Subscription,
  endedBecause: EndReason,
  now: Instant,
): Subscription {
  return { ...common(subscription), state: "ended", endedAt: now, endedBecause };
}

/** What it is in every state, with one change more. */
function common(subscription: Subscription): Common {
  const { subscriberId, subscriptionId, address, query, queryKey, consent } = subscription;
  const { languageVersion } = subscription;
  return {
    subscriberId,
    subscriptionId,
    address,
    query,
    queryKey,
    languageVersion,
    consent,
    feedKey: null,
    webhook: null,
    ...preferencesOf(subscription),
    version: subscription.version + 1,
  };
}
