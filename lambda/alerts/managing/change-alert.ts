import { LANGUAGE_VERSION } from "../../query/language-version.ts";
import { parseQuery } from "../../query/parsing/parse-query.ts";
import type { QueryError } from "../../query/parsing/query-error.ts";
import { queryKey } from "../../query/query-key.ts";
import type { Instant } from "../../runtime/instant.ts";
import { newFeedKey } from "../../subscriptions/feed-address.ts";
import { wantsAllIsWell } from "../../subscriptions/all-is-well.ts";
import { type Preferences, preferencesOf } from "../../subscriptions/preferences.ts";
import {
  confirmed,
  ended,
  paused,
  preferring,
  requested,
  resumed,
  type Subscription,
  subscriptionIdOf,
  withFeed,
} from "../../subscriptions/subscription.ts";
import type { ManageDeps } from "./manage-alerts.ts";

/** What the holder of a link to manage does to one alert by a button. */
export const alertActions = [
  "confirm",
  "pause",
  "resume",
  "stop",
  "restart",
  "test",
  "feed",
  "no-feed",
] as const;
export type AlertAction = (typeof alertActions)[number];

/** Who does it, to which alert, from where. */
export interface ActionOn {
  readonly subscriberId: string;
  readonly subscriptionId: string;
  readonly from: string;
}

export type ActionOutcome =
  | "done"
  /** It was so before: a second click. */
  | "already"
  /** There is no such alert of theirs. */
  | "unknown";

/** Others may change a subscription between our reading and our writing; not for ever. */
const maxTries = 5;

export async function actOnAlert(
  action: AlertAction,
  on: ActionOn,
  deps: ManageDeps,
): Promise<ActionOutcome> {
  const { subscriberId, subscriptionId, from } = on;
  for (let tries = 0; tries < maxTries; tries += 1) {
    const found = await deps.subscriptions.get(subscriberId, subscriptionId);
    if (found === null) return "unknown";
    const requestedAt = deps.clock.now();
    if (action === "test" || action === "restart") {
      if (found.state !== (action === "test" ? "active" : "ended")) return "already";
      const asked = { subscriberId, subscriptionId, requestedAt };
      await deps.requestQueue.send([
        action === "test" ? { kind: action, ...asked } : { kind: action, from, ...asked },
      ]);
      return "done";
    }
    const next =
      action === "feed" ? await withNewFeed(found, deps) : after(action, found, from, requestedAt);
    if (next === null) return "already";
    if (await deps.subscriptions.save(next, found)) return "done";
  }
  throw new Error(`a subscription changed ${maxTries} times while it was to be changed`);
}

/** A second time gives another address: the one before is dead. */
async function withNewFeed(one: Subscription, deps: ManageDeps): Promise<Subscription | null> {
  if (one.state !== "active" && one.state !== "paused") return null;
  return withFeed(one, newFeedKey(one, one.version, await deps.linkSecrets()));
}

/** @returns null where there is nothing to do */
function after(
  action: Exclude<AlertAction, "restart" | "test" | "feed">,
  one: Subscription,
  from: string,
  now: Instant,
): Subscription | null {
  switch (action) {
    case "confirm":
      return one.state === "pending" && one.expiresAt > now ? confirmed(one, from, now) : null;
    case "pause":
      return one.state === "active" ? paused(one, now) : null;
    case "resume":
      return one.state === "paused" ? resumed(one) : null;
    case "no-feed":
      return one.feedKey === null ? null : withFeed(one, null);
    case "stop":
      return one.state === "ended" ? null : ended(one, "unsubscribed", now);
  }
}

/** Stops all that is not stopped yet. @returns how many were */
export async function stopAll(
  { subscriberId, from }: Omit<ActionOn, "subscriptionId">,
  deps: ManageDeps,
): Promise<number> {
  const all = await deps.subscriptions.bySubscriber(subscriberId);
  let stopped = 0;
  for (const { state, subscriptionId } of all) {
    if (state === "ended") continue;
    const outcome = await actOnAlert("stop", { subscriberId, subscriptionId, from }, deps);
    if (outcome === "done") stopped += 1;
  }
  return stopped;
}

/** No line after a month without a mail, for any of their alerts. @returns how many had one */
export async function endMonthlyLine(
  { subscriberId }: Pick<ActionOn, "subscriberId">,
  { subscriptions }: ManageDeps,
): Promise<number> {
  let changed = 0;
  for (let tries = 0; tries < maxTries; tries += 1) {
    const all = await subscriptions.bySubscriber(subscriberId);
    const having = all.filter((one) => one.state !== "ended" && wantsAllIsWell(one));
    if (having.length === 0) return changed;
    for (const one of having) {
      const next = preferring(one, { ...preferencesOf(one), allIsWell: false });
      if (await subscriptions.save(next, one)) changed += 1;
    }
  }
  throw new Error(`alerts changed ${maxTries} times while they were to be changed`);
}

export type ChangeOutcome =
  | ActionOutcome
  | { readonly outcome: "invalid-query"; readonly error: QueryError }
  /** Another alert of theirs looks for the same. */
  | "double";

/**
 * Changes what an alert looks for, and how it is wanted. Another meaning is another subscription: it begins
 * with the consent of who changes it, and the one before ends.
 */
export async function changeAlert(
  on: ActionOn,
  wish: { readonly query: string; readonly preferences: Preferences },
  deps: ManageDeps,
): Promise<ChangeOutcome> {
  const parsed = parseQuery(wish.query);
  if (!parsed.ok) return { outcome: "invalid-query", error: parsed.error };
  const { subscriberId, subscriptionId, from } = on;
  const query = wish.query.trim();
  const key = queryKey(parsed.query);
  for (let tries = 0; tries < maxTries; tries += 1) {
    const found = await deps.subscriptions.get(subscriberId, subscriptionId);
    if (found === null || found.state === "ended" || found.state === "pending") return "unknown";
    if (key === found.queryKey) {
      const languageVersion = LANGUAGE_VERSION;
      const same = { ...preferring(found, wish.preferences), query, languageVersion };
      if (await deps.subscriptions.save(same, found)) return "done";
      continue;
    }
    const now = deps.clock.now();
    const newId = subscriptionIdOf(subscriberId, key);
    const other = await deps.subscriptions.get(subscriberId, newId);
    if (other?.state === "active" || other?.state === "paused") return "double";
    const { address } = found;
    const asked = { query, queryKey: key, languageVersion: LANGUAGE_VERSION };
    const its = { subscriberId, address, ...asked, ...wish.preferences };
    const { webhook } = found;
    // Feeds have the alert in their address; a webhook has not, and goes on.
    const anew = { ...confirmed(requested(its, from, now), from, now), webhook };
    const next = found.state === "paused" ? paused(anew, now) : anew;
    if (!(await deps.subscriptions.save(next, other))) continue;
    // After a crash between the two both are there, and their owner sees it.
    await deps.subscriptions.save(ended(found, "replaced", now), found);
    return "done";
  }
  throw new Error(`a subscription changed ${maxTries} times while it was to be changed`);
}
