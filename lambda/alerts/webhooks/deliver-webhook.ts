import type { SubscriptionsTable } from "../../archive/subscriptions-table.ts";
import type { WebhookDelivery } from "../../archive/webhook-items.ts";
import type { WebhooksTable } from "../../archive/webhooks-table.ts";
import type { PostOutcome, WebhookSender } from "../../outside/webhook-sender.ts";
import type { Clock } from "../../runtime/clock.ts";
import { addMs, type Instant, msBetween } from "../../runtime/instant.ts";
import type { Log } from "../../runtime/log.ts";
import { signingSecrets, type Webhook } from "../../subscriptions/webhook.ts";
import { signatureHeaders } from "../../subscriptions/webhook-signature.ts";
import { askToTell, type DisableDeps, disableWebhook, failingForMs } from "./disable-webhook.ts";
import { retryDelayMs } from "./retry-times.ts";
import { bodyOf, testType } from "./webhook-event.ts";
import type { WebhookRequest } from "./webhook-request.ts";

export interface DeliverWebhookDeps extends Pick<DisableDeps, "requestQueue"> {
  readonly clock: Clock;
  readonly log: Log;
  readonly subscriptions: Pick<SubscriptionsTable, "get">;
  readonly webhooks: Omit<
    WebhooksTable,
    "add" | "healthOf" | "noteTold" | "resetHealth" | "forget"
  >;
  readonly sender: WebhookSender;
  readonly baseUrl: string;
}

export type DeliverWebhookOutcome =
  | { readonly outcome: "delivered" | "dropped" | "given-up" | "already-done" | "unknown" }
  /** It is to be tried again: the message comes back then. */
  | { readonly outcome: "later"; readonly inMs: number };

/** Longer than an attempt can take. After a crash in an attempt the next one waits for so long. */
const leaseMs = 60 * 1000;

/**
 * Posts one event, if it is due. The attempt is recorded before it is made, and how it ended after: a crash
 * between them posts the event a second time, with the same id.
 */
export async function deliverWebhook(
  key: WebhookRequest,
  deps: DeliverWebhookDeps,
): Promise<DeliverWebhookOutcome> {
  const { clock, webhooks } = deps;
  const event = await webhooks.get(key);
  if (event === null) return { outcome: "unknown" };
  if (event.state !== "pending") return { outcome: "already-done" };
  const now = clock.now();
  const waitMs = Math.max(waitFor(event.dueAt, now), waitFor(event.leaseUntil, now));
  if (waitMs > 0) return { outcome: "later", inMs: waitMs };
  const claim = await webhooks.claim(key, now, addMs(now, leaseMs));
  if (claim === null) return { outcome: "later", inMs: leaseMs };

  const found = await openWebhook(event, deps);
  if (typeof found === "string") {
    await webhooks.settle(claim, { state: "dropped", dueAt: now, lastAnswer: found });
    return { outcome: "dropped" };
  }
  const body = bodyOf(event, deps.baseUrl);
  const signed = { id: event.deliveryId, sentAt: now, body };
  const headers = signatureHeaders(signed, signingSecrets(found, now));
  const posted = await deps.sender.post(found.url, headers, body);
  return event.type === testType
    ? await recordTest(claim, posted, deps)
    : await record(claim, found, posted, deps);
}

/** @returns why nothing is sent any more, where it is so */
async function openWebhook(
  event: WebhookDelivery,
  deps: DeliverWebhookDeps,
): Promise<Webhook | string> {
  const subscription = await deps.subscriptions.get(event.subscriberId, event.subscriptionId);
  if (subscription?.state !== "active") return "the alert is not active";
  if (subscription.webhook === null) return "the webhook was removed";
  if (event.type === testType) return subscription.webhook;
  const health = await deps.webhooks.health(event);
  if (health.disabledSince === null) return subscription.webhook;
  // The run that switched it off may have crashed before it could ask.
  await askToTell(event, health, deps);
  return "the webhook is disabled";
}

async function record(
  claim: WebhookDelivery,
  { url }: Webhook,
  posted: PostOutcome,
  deps: DeliverWebhookDeps,
): Promise<DeliverWebhookOutcome> {
  const { clock, log, webhooks } = deps;
  const { deliveryId, attempts, type } = claim;
  const now = clock.now();
  const lastAnswer = wordsOf(posted);
  if (posted.outcome === "taken") {
    await webhooks.noteSuccess(claim, now);
    await webhooks.settle(claim, { state: "delivered", dueAt: now, lastAnswer });
    log.info("an event was delivered", { deliveryId, type, attempts });
    return { outcome: "delivered" };
  }
  const { failingSince } = await webhooks.noteFailure(claim, lastAnswer, now);
  const delayMs = posted.outcome === "gone" ? null : retryDelayMs(attempts, posted.retryAfterMs);
  if (delayMs !== null) {
    await webhooks.settle(claim, { state: "pending", dueAt: addMs(now, delayMs), lastAnswer });
    return { outcome: "later", inMs: delayMs };
  }
  const isOld = failingSince !== null && msBetween(failingSince, now) >= failingForMs;
  if (posted.outcome === "gone") await disableWebhook(claim, url, "gone", deps);
  else if (isOld) await disableWebhook(claim, url, "failing", deps);
  // Last, so that a crash before it comes here again.
  await webhooks.settle(claim, { state: "given-up", dueAt: now, lastAnswer });
  log.warn("an event was given up", { deliveryId, type, attempts, reason: lastAnswer });
  return { outcome: "given-up" };
}

/** A test says how the receiver answers now, and nothing of how it did: once, and without consequences. */
async function recordTest(
  claim: WebhookDelivery,
  posted: PostOutcome,
  { clock, webhooks }: DeliverWebhookDeps,
): Promise<DeliverWebhookOutcome> {
  const now = clock.now();
  const lastAnswer = wordsOf(posted);
  await webhooks.noteTest(claim, lastAnswer, now);
  const outcome = posted.outcome === "taken" ? "delivered" : "given-up";
  await webhooks.settle(claim, { state: outcome, dueAt: now, lastAnswer });
  return { outcome };
}

function wordsOf(posted: PostOutcome): string {
  switch (posted.outcome) {
    case "taken":
      return `HTTP ${posted.status}`;
    case "gone":
      return "HTTP 410: it wants no more";
    case "failed":
      return posted.reason;
  }
}

function waitFor(until: Instant | null, now: Instant): number {
  return until === null ? 0 : msBetween(now, until);
}
