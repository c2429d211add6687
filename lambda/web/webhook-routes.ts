import { Hono } from "hono";
import { freshHealth } from "../archive/webhook-items.ts";
import type { Subscription } from "../subscriptions/subscription.ts";
import { addressOf, answer, type Answer, type Bindings, failure, wantsJson } from "./answering.ts";
import { noOtherSites } from "./guards.ts";
import { managedAlert, type ManagedAlert, noAlert } from "./managed-alert.ts";
import { address } from "./pages/markup.ts";
import { webhookPage } from "./pages/webhook-page.ts";
import { readSentFields } from "./sent-fields.ts";
import type { SiteDeps, WebhookWish } from "./site-deps.ts";
import { tooMany } from "./too-many.ts";

/** Where one alert's events are posted: set, changed, tested, signed anew, switched on again, removed. */
export function webhookRoutes(deps: SiteDeps): Hono<{ Bindings: Bindings }> {
  const routes = new Hono<{ Bindings: Bindings }>();
  routes.get("/manage/webhook", async (c) => {
    const token = c.req.query("token") ?? "";
    const found = await managedAlert(token, c.req.query("alert") ?? "", deps);
    if ("status" in found) return await answer(c, deps, found);
    return await answer(c, deps, shown(found, { token, done: c.req.query("done") ?? "" }));
  });
  routes.post("/manage/webhook", noOtherSites(deps), async (c) => {
    const sent = await readSentFields(c);
    if (!sent.ok) return await answer(c, deps, sent.problem);
    const { token = "", alert = "", action = "", url = "" } = sent.fields;
    const found = await managedAlert(token, alert, deps);
    if ("status" in found) return await answer(c, deps, found);
    const wish = wishOf(action, url);
    if (wish === null) return await answer(c, deps, notUnderstood(action));
    const { subscriberId, subscriptionId } = found.found;
    const on = { subscriberId, subscriptionId, from: addressOf(c, deps) };
    const outcome = await deps.managing.webhook(wish, on);
    if (outcome === "unknown") return await answer(c, deps, noAlert);
    if (outcome === "too-many") return await answer(c, deps, tooManyWebhooks(tooMany(c)));
    if (typeof outcome === "object") {
      const { message } = outcome;
      return await answer(c, deps, {
        ...shown(found, { token, done: "", typed: url, message }),
        json: { error: message },
        status: 400,
      });
    }
    if (wantsJson(c)) return c.json({ outcome });
    const done = `${action}-${outcome}`;
    return c.redirect(address("/manage/webhook", { token, alert, done }), 303);
  });
  return routes;
}

const actions = ["set", "remove", "rotate", "test", "enable"] as const;

/** @returns null where there is no such button */
function wishOf(action: string, url: string): WebhookWish | null {
  const wish = actions.find((one) => one === action);
  if (wish === undefined) return null;
  return wish === "set" ? { wish, url: url.trim() } : { wish };
}

function notUnderstood(action: string): Answer {
  const message = `action: “${action.slice(0, 40)}” is none of ${actions.join(", ")}.`;
  return failure(400, "Not understood", message);
}

function tooManyWebhooks(its: Answer): Answer {
  const message =
    "That was too much: ten alerts may have a webhook, and twenty changes and twenty tests are for a day.";
  return { ...failure(429, its.title, message), status: 429 };
}

interface Shown {
  readonly token: string;
  readonly done: string;
  readonly typed?: string;
  readonly message?: string;
}

function shown({ found, holdings }: ManagedAlert, its: Shown): Answer {
  const health = holdings.webhookHealth.get(found.subscriptionId) ?? null;
  const { token, done, typed = found.webhook?.url ?? "", message = null } = its;
  return {
    title: "Webhook",
    json: { webhook: webhookJson(found, holdings) },
    body: webhookPage({ one: found, health, token, done, typed, message }),
  };
}

/** With the secret: this page and its JSON are the one place that shows it. docs/api.md promises the fields. */
function webhookJson(
  { webhook, subscriptionId }: Subscription,
  { webhookHealth }: ManagedAlert["holdings"],
) {
  if (webhook === null) return null;
  const its = webhookHealth.get(subscriptionId) ?? freshHealth(subscriptionId);
  const { subscriptionId: _id, toldAt: _told, tellingUntil: _telling, ...health } = its;
  const { url, secret, previous, setAt } = webhook;
  return { url, secret, previousSecretUntil: previous?.until ?? null, setAt, ...health };
}
