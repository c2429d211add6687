import type { SubscriptionsTable } from "../../archive/subscriptions-table.ts";
import type { SuppressionsTable } from "../../archive/suppressions-table.ts";
import type { WebhooksTable } from "../../archive/webhooks-table.ts";
import type { Chance } from "../../runtime/chance.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Instant } from "../../runtime/instant.ts";
import { LANGUAGE_VERSION } from "../../query/language-version.ts";
import { type Preferences, preferencesOf } from "../../subscriptions/preferences.ts";
import {
  confirmed,
  ended,
  preferring,
  requested,
  type Subscription,
} from "../../subscriptions/subscription.ts";
import { isInForce } from "../../subscriptions/suppression.ts";
import { secretBytes, webhookSecret, webhookTo } from "../../subscriptions/webhook.ts";
import { fromFile, type WishedAlert } from "./alerts-file.ts";
import type { RequestQueue } from "../requests/site-request.ts";

export interface ApplyDeps {
  readonly clock: Clock;
  readonly subscriptions: Pick<SubscriptionsTable, "every" | "save">;
  readonly suppressions: Pick<SuppressionsTable, "get">;
  readonly webhooks: Pick<WebhooksTable, "resetHealth">;
  readonly requestQueue: RequestQueue;
  readonly chance: Chance;
}

/** What applying a file would do, one alert each. */
export type Step =
  | {
      readonly step: "create" | "ask";
      readonly wish: WishedAlert;
      readonly stored: Subscription | null;
    }
  | {
      readonly step: "change";
      readonly wish: WishedAlert;
      readonly stored: Subscription;
      /** Names of what changes. */
      readonly fields: readonly string[];
    }
  /** Made by an earlier file, and not in this one. */
  | { readonly step: "end"; readonly stored: Subscription }
  | { readonly step: "keep"; readonly wish: WishedAlert }
  /** The file wishes it, but the address's owner has the last word. */
  | { readonly step: "leave"; readonly wish: WishedAlert; readonly why: string };

/** Compares a file with what there is. Alerts that people made for themselves are theirs: never changed, never ended. */
export async function planAlerts(
  wishes: readonly WishedAlert[],
  deps: ApplyDeps,
): Promise<readonly Step[]> {
  const now = deps.clock.now();
  const stored = new Map<string, Subscription>();
  for await (const one of deps.subscriptions.every()) stored.set(keyOf(one), one);
  const steps: Step[] = [];
  for (const wish of wishes) {
    const suppression = await deps.suppressions.get(wish.subscriberId);
    const isSuppressed = suppression !== null && isInForce(suppression, now);
    const found = stored.get(keyOf(wish)) ?? null;
    steps.push(
      isSuppressed
        ? { step: "leave", wish, why: `the address must not be mailed: ${suppression.reason}` }
        : stepFor(wish, found, now),
    );
  }
  const wished = new Set(wishes.map(keyOf));
  for (const [key, one] of stored) {
    const isOurs = one.consent.from === fromFile && one.state !== "ended";
    if (isOurs && !wished.has(key)) steps.push({ step: "end", stored: one });
  }
  return steps;
}

function stepFor(wish: WishedAlert, stored: Subscription | null, now: Instant): Step {
  const isForgotten = stored?.state === "pending" && stored.expiresAt <= now;
  if (stored === null || isForgotten) {
    return { step: wish.consent === null ? "ask" : "create", wish, stored };
  }
  if (stored.state === "ended") {
    if (stored.endedBecause === "removed") {
      return { step: wish.consent === null ? "ask" : "create", wish, stored };
    }
    return { step: "leave", wish, why: `it was ended: ${stored.endedBecause}` };
  }
  if (stored.consent.from !== fromFile) {
    return { step: "leave", wish, why: "they have made it for themselves" };
  }
  if (stored.state === "pending" && wish.consent !== null) return { step: "create", wish, stored };
  const fields = [...changedFields(stored, wish.preferences), ...changedWebhook(stored, wish)];
  return fields.length === 0 ? { step: "keep", wish } : { step: "change", wish, stored, fields };
}

function changedFields(stored: Subscription, wished: Preferences): readonly string[] {
  const before = preferencesOf(stored);
  return (Object.keys(wished) as (keyof Preferences)[]).filter(
    (name) => stable(before[name]) !== stable(wished[name]),
  );
}

/** Who has not confirmed gets it when the file is applied after they have. */
function changedWebhook(stored: Subscription, { webhook }: WishedAlert): readonly string[] {
  if (webhook === "unsaid" || stored.state === "pending") return [];
  return webhook.url === (stored.webhook?.url ?? null) ? [] : ["webhook"];
}

/** DynamoDB gives an object's fields back in another order. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => a.localeCompare(b)))
      : inner,
  );
}

/** Does one step. @returns false where somebody changed the alert since it was planned: plan again */
export async function applyStep(step: Step, deps: ApplyDeps): Promise<boolean> {
  const now = deps.clock.now();
  switch (step.step) {
    case "create": {
      const { preferences, consent, webhook: _webhook, ...its } = step.wish;
      const asked = requested(
        { ...its, ...preferences, languageVersion: LANGUAGE_VERSION },
        fromFile,
        now,
      );
      const agreed = { ...asked, consent: { ...asked.consent, wording: consent ?? "" } };
      const active = await withWishedWebhook(confirmed(agreed, fromFile, now), step.wish, deps);
      return await deps.subscriptions.save(active, step.stored);
    }
    case "ask": {
      const { address, query, preferences } = step.wish;
      await deps.requestQueue.send([
        { kind: "sign-up", address, query, preferences, from: fromFile, requestedAt: now },
      ]);
      return true;
    }
    case "change":
      return await deps.subscriptions.save(
        await withWishedWebhook(preferring(step.stored, step.wish.preferences), step.wish, deps),
        step.stored,
      );
    case "end":
      return await deps.subscriptions.save(ended(step.stored, "removed", now), step.stored);
    case "keep":
    case "leave":
      return true;
  }
}

/** Its secret stands on the page of managing, for the alert's owner. */
async function withWishedWebhook<S extends Subscription>(
  one: S,
  wish: WishedAlert,
  { chance, clock, webhooks }: ApplyDeps,
): Promise<S> {
  if (wish.webhook === "unsaid" || wish.webhook.url === (one.webhook?.url ?? null)) return one;
  const { url } = wish.webhook;
  // A failure of a former address does not count for the new one.
  await webhooks.resetHealth(one);
  const newSecret = webhookSecret(chance.bytes(secretBytes));
  const webhook = url === null ? null : webhookTo(url, one.webhook, newSecret, clock.now());
  return { ...one, webhook };
}

function keyOf(one: Pick<WishedAlert, "subscriberId" | "subscriptionId">): string {
  return `${one.subscriberId} ${one.subscriptionId}`;
}
