import type { CountersTable } from "../../archive/counters-table.ts";
import type { SubscriptionsTable } from "../../archive/subscriptions-table.ts";
import type { SuppressionsTable } from "../../archive/suppressions-table.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Instant } from "../../runtime/instant.ts";
import { frequencyWords } from "../../subscriptions/frequency-words.ts";
import {
  allOfThem,
  type ButtonPurpose,
  checkLink,
  type LinkSubject,
  type SigningSecrets,
} from "../../subscriptions/signed-links.ts";
import { confirmed, ended, type Subscription } from "../../subscriptions/subscription.ts";
import { manageLink } from "../delivery/links.ts";
import { countAnswered } from "../requests/request-limits.ts";

export interface LinkDeps {
  readonly clock: Clock;
  readonly counters: CountersTable;
  readonly subscriptions: Pick<SubscriptionsTable, "get" | "save" | "bySubscriber">;
  readonly linkSecrets: () => Promise<SigningSecrets>;
  readonly baseUrl: string;
}

export interface ConfirmDeps extends LinkDeps {
  readonly suppressions: Pick<SuppressionsTable, "get" | "replace">;
}

/** What a page may show of it: never the address. */
export interface LinkTarget {
  /** What was asked for; several searches that one click ends are in one line. */
  readonly query: string;
  readonly alerts: readonly LinkedAlert[];
}

/** One of the alerts that a link is for. */
export interface LinkedAlert {
  readonly subscriptionId: string;
  readonly name: string;
  readonly query: string;
  /** `Every day at 08:00 (Europe/London)`. */
  readonly frequency: string;
  /** The link has something to do for it. */
  readonly isOpen: boolean;
}

export type LinkOutcome =
  /** Not ours, of another purpose, or cut short on its way. */
  | { readonly outcome: "invalid" }
  /** Too old, or replaced by a later request. */
  | { readonly outcome: "expired" }
  /** Done before: a second click, or a mail program that was quicker. */
  | { readonly outcome: "already"; readonly subscription: LinkTarget }
  | {
      readonly outcome: "done";
      readonly subscription: LinkTarget;
      /** Where whoever has just confirmed sees all of their alerts; null otherwise. */
      readonly manageUrl: string | null;
    };

/**
 * What pressing the button behind a link would do: `done` means that it would work. Changes nothing:
 * mail scanners follow links.
 */
export async function lookAtLink(
  purpose: ButtonPurpose,
  token: string,
  deps: LinkDeps,
): Promise<LinkOutcome> {
  const found = await find(purpose, token, deps);
  if (!("subscriptions" in found)) return found;
  const { subscriptions, open } = found;
  const subscription = targetOf(subscriptions, open);
  return open.length === 0
    ? { outcome: "already", subscription }
    : { outcome: "done", subscription, manageUrl: null };
}

/**
 * Confirms, by the button behind the link.
 * @param from where the click came from, for the record of consent
 */
export async function confirmSubscription(
  token: string,
  from: string,
  deps: ConfirmDeps,
): Promise<LinkOutcome> {
  let address: string | null = null;
  const outcome = await follow("confirm", token, deps, null, (subscription) => {
    if (subscription.state !== "pending") return null;
    ({ address } = subscription);
    return confirmed(subscription, from, deps.clock.now());
  });
  if (outcome.outcome === "done" || outcome.outcome === "already") {
    await liftSuppression(token, deps);
  }
  if (outcome.outcome !== "done") return outcome;
  if (address !== null) await countAnswered("confirmation", address, deps);
  const secrets = await deps.linkSecrets();
  const checked = checkLink("confirm", token, secrets, deps.clock.now());
  if (checked.outcome !== "valid") return outcome;
  const site = { baseUrl: deps.baseUrl, secrets, now: deps.clock.now() };
  return { ...outcome, manageUrl: manageLink(checked.subject.subscriberId, site) };
}

/** Who asked anew after a bounce or complaint, and got that mail, may be mailed again. */
async function liftSuppression(token: string, deps: ConfirmDeps): Promise<void> {
  const checked = checkLink("confirm", token, await deps.linkSecrets(), deps.clock.now());
  if (checked.outcome === "invalid") return;
  const { subscriberId, requestedAt } = checked.subject;
  const suppression = await deps.suppressions.get(subscriberId);
  if (suppression === null || suppression.reason === "wish") return;
  if (suppression.until !== null || suppression.since >= requestedAt) return;
  // Over, not gone: a bounce from before that is told again is known by it.
  await deps.suppressions.replace({ ...suppression, until: deps.clock.now() }, suppression);
}

/**
 * Ends what a mail was sent for, by button or by the mail program's one click (RFC 8058).
 * @param only one alert of those that the link is for; null: all of them
 */
export async function endSubscription(
  token: string,
  deps: LinkDeps,
  only: string | null = null,
): Promise<LinkOutcome> {
  return await follow("unsubscribe", token, deps, only, (subscription) =>
    ended(subscription, "unsubscribed", deps.clock.now()),
  );
}

/** Others may change a subscription between our reading and our writing; not for ever. */
const maxTries = 5;

async function follow(
  purpose: ButtonPurpose,
  token: string,
  deps: LinkDeps,
  only: string | null,
  change: (subscription: Subscription) => Subscription | null,
): Promise<LinkOutcome> {
  let hasChanged = false;
  for (let tries = 0; tries < maxTries; tries += 1) {
    const found = await find(purpose, token, deps);
    if (!("subscriptions" in found)) return found;
    const subscriptions = found.subscriptions.filter((one) => isMeant(one, only));
    const open = found.open.filter((one) => isMeant(one, only));
    if (subscriptions.length === 0 && found.subscriptions.length > 0) return { outcome: "invalid" };
    if (open.length === 0) {
      const subscription = targetOf(subscriptions, open);
      return hasChanged
        ? { outcome: "done", subscription, manageUrl: null }
        : { outcome: "already", subscription };
    }
    for (const subscription of open) {
      const next = change(subscription);
      if (next !== null && (await deps.subscriptions.save(next, subscription))) hasChanged = true;
    }
  }
  throw new Error(`a subscription changed ${maxTries} times while a link was followed`);
}

type Found =
  | { readonly outcome: "invalid" | "expired" }
  | {
      readonly subscriptions: readonly Subscription[];
      /** Those that the link has something to do for. */
      readonly open: readonly Subscription[];
    };

async function find(purpose: ButtonPurpose, token: string, deps: LinkDeps): Promise<Found> {
  const now = deps.clock.now();
  const checked = checkLink(purpose, token, await deps.linkSecrets(), now);
  if (checked.outcome === "invalid") return { outcome: "invalid" };
  const { subject } = checked;
  const subscriptions = await namedBy(subject, deps);
  const { isOpen, isOver } = rules[purpose];
  const open = subscriptions.filter((one) => isOpen(one, subject, now));
  // What is confirmed or ended says so, however old the link.
  if (open.length === 0 && subscriptions.some(isOver)) return { subscriptions, open };
  // Erased by its owner: nothing is mailed for it, which is what the link is for.
  if (purpose === "unsubscribe" && subscriptions.length === 0) return { subscriptions, open };
  if (open.length === 0 || checked.outcome === "expired") return { outcome: "expired" };
  return { subscriptions, open };
}

async function namedBy(
  { subscriberId, subscriptionIds }: LinkSubject,
  { subscriptions }: LinkDeps,
): Promise<readonly Subscription[]> {
  if (subscriptionIds.includes(allOfThem)) return await subscriptions.bySubscriber(subscriberId);
  const all = await Promise.all(subscriptionIds.map((id) => subscriptions.get(subscriberId, id)));
  return all.filter((one) => one !== null);
}

interface Rules {
  /** The link has something to do for it. */
  readonly isOpen: (one: Subscription, subject: LinkSubject, now: Instant) => boolean;
  /** It is done already. */
  readonly isOver: (one: Subscription) => boolean;
}

const rules: Readonly<Record<ButtonPurpose, Rules>> = {
  confirm: {
    isOpen: (one, { requestedAt }, now) =>
      one.state === "pending" &&
      one.consent.requestedAt === requestedAt &&
      one.mails.length > 0 &&
      one.expiresAt > now,
    isOver: ({ state }) => state === "active" || state === "paused",
  },
  unsubscribe: {
    isOpen: ({ state }) => state !== "ended",
    isOver: ({ state }) => state === "ended",
  },
};

function isMeant({ subscriptionId }: Subscription, only: string | null): boolean {
  return only === null || subscriptionId === only;
}

function targetOf(
  subscriptions: readonly Subscription[],
  open: readonly Subscription[],
): LinkTarget {
  return {
    query: subscriptions.map(({ query }) => query).join(" · "),
    alerts: subscriptions.map((one) => ({
      subscriptionId: one.subscriptionId,
      name: one.name,
      query: one.query,
      frequency: frequencyWords(one.frequency, one.timeZone),
      isOpen: open.includes(one),
    })),
  };
}
