import type { CountersTable, Limit } from "../../archive/counters-table.ts";
import type { SubscriptionsTable } from "../../archive/subscriptions-table.ts";
import type { WebhookHealth } from "../../archive/webhook-items.ts";
import type { WebhooksTable } from "../../archive/webhooks-table.ts";
import { wishedAddressProblem } from "../../outside/webhook-address.ts";
import type { Chance } from "../../runtime/chance.ts";
import type { Clock } from "../../runtime/clock.ts";
import { type Subscription, withWebhook } from "../../subscriptions/subscription.ts";
import {
  secretBytes,
  type Webhook,
  webhookSecret,
  webhookTo,
  withNewSecret,
} from "../../subscriptions/webhook.ts";
import { askFor } from "./announce-alert.ts";
import { testEventOf } from "./webhook-event.ts";
import type { WebhookQueue } from "./webhook-request.ts";

export interface ManageWebhookDeps {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly subscriptions: Pick<SubscriptionsTable, "get" | "bySubscriber" | "save">;
  readonly counters: CountersTable;
  readonly webhooks: Pick<WebhooksTable, "add" | "get" | "health" | "resetHealth">;
  readonly webhookQueue: WebhookQueue;
  readonly isLoopbackAllowed: boolean;
}

/** What the holder of a link to manage wishes of one alert's webhook. */
export type WebhookWish =
  | { readonly wish: "set"; readonly url: string }
  | { readonly wish: "remove" }
  | { readonly wish: "rotate" }
  | { readonly wish: "test" }
  | { readonly wish: "enable" };

export type WebhookWishOutcome =
  | "done"
  /** It was so before, or there is no webhook to do it to. */
  | "already"
  /** There is no such alert of theirs that could have a webhook: it must be confirmed, and not ended. */
  | "unknown"
  | "too-many"
  | { readonly outcome: "invalid-url"; readonly message: string };

interface On {
  readonly subscriberId: string;
  readonly subscriptionId: string;
}

/** Alerts with a webhook, of one subscriber. */
export const maxWebhooks = 10;
const dayMs = 24 * 60 * 60 * 1000;
/** What one person needs to get a receiver right; too little to make us a nuisance to somebody's server. */
const tests: Limit = { most: 20, windowMs: dayMs };
const settings: Limit = { most: 20, windowMs: dayMs };
/** Others may change a subscription between our reading and our writing; not for ever. */
const maxTries = 5;

export async function actOnWebhook(
  wish: WebhookWish,
  on: On,
  deps: ManageWebhookDeps,
): Promise<WebhookWishOutcome> {
  if (wish.wish === "set") {
    const message = wishedAddressProblem(wish.url, deps);
    if (message !== null) return { outcome: "invalid-url", message };
  }
  const isCounted = wish.wish === "set" || wish.wish === "rotate";
  if (isCounted && !(await count("webhook-set", settings, on, deps))) return "too-many";
  for (let tries = 0; tries < maxTries; tries += 1) {
    const found = await deps.subscriptions.get(on.subscriberId, on.subscriptionId);
    if (found?.state !== "active" && found?.state !== "paused") return "unknown";
    if (wish.wish === "test") return await test(found, on, deps);
    if (wish.wish === "enable") return await enable(on, deps);
    const next = await after(wish, found, deps);
    if (next === "already" || next === "too-many") return next;
    // Before what it is about: a failure of the former address must not count for the new one.
    if (wish.wish !== "rotate") await deps.webhooks.resetHealth(on);
    if (await deps.subscriptions.save(withWebhook(found, next), found)) return "done";
  }
  throw new Error(`a subscription changed ${maxTries} times while it was to be changed`);
}

async function after(
  wish: Exclude<WebhookWish, { wish: "test" | "enable" }>,
  { subscriberId, webhook }: Subscription,
  deps: ManageWebhookDeps,
): Promise<Webhook | null | "already" | "too-many"> {
  const now = deps.clock.now();
  const newSecret = (): string => webhookSecret(deps.chance.bytes(secretBytes));
  switch (wish.wish) {
    case "set": {
      if (webhook?.url === wish.url) return "already";
      if (webhook === null && (await isFull(subscriberId, deps))) return "too-many";
      return webhookTo(wish.url, webhook, newSecret(), now);
    }
    case "remove":
      return webhook === null ? "already" : null;
    case "rotate":
      return webhook === null ? "already" : withNewSecret(webhook, newSecret(), now);
  }
}

async function isFull(
  subscriberId: string,
  { subscriptions }: ManageWebhookDeps,
): Promise<boolean> {
  const all = await subscriptions.bySubscriber(subscriberId);
  return all.filter(({ webhook }) => webhook !== null).length >= maxWebhooks;
}

async function test(
  { state, webhook }: Subscription,
  on: On,
  deps: ManageWebhookDeps,
): Promise<WebhookWishOutcome> {
  if (state !== "active" || webhook === null) return "already";
  if (!(await count("webhook-test", tests, on, deps))) return "too-many";
  await askFor(testEventOf(on.subscriberId, on.subscriptionId, deps.clock.now()), deps);
  return "done";
}

async function enable(on: On, { webhooks }: ManageWebhookDeps): Promise<WebhookWishOutcome> {
  const { disabledSince }: WebhookHealth = await webhooks.health(on);
  if (disabledSince === null) return "already";
  await webhooks.resetHealth(on);
  return "done";
}

async function count(
  what: string,
  limit: Limit,
  { subscriberId }: On,
  { clock, counters }: ManageWebhookDeps,
): Promise<boolean> {
  return await counters.take(`${what}#${subscriberId}`, limit, clock.now());
}
