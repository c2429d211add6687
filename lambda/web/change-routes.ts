import { Hono } from "hono";
import { previewQuery } from "../archive/preview/query-preview.ts";
import { parseQuery } from "../query/parsing/parse-query.ts";
import { preferencesOf } from "../subscriptions/preferences.ts";
import type { Subscription } from "../subscriptions/subscription.ts";
import { fieldsOf, readSentPreferences, typedFields } from "./alert-fields.ts";
import {
  addressOf,
  answer,
  type Answer,
  type Bindings,
  type SiteContext,
  wantsJson,
} from "./answering.ts";
import { noOtherSites } from "./guards.ts";
import { managedAlert, noAlert } from "./managed-alert.ts";
import type { AlertFields, FieldProblem } from "./pages/alert-fields-html.ts";
import { changeForm } from "./pages/change-form.ts";
import { address, type Html, markup } from "./pages/markup.ts";
import { previewHits, previewSummary } from "./pages/preview.ts";
import { problemHtml, queryProblemHtml } from "./pages/problem.ts";
import { readSentFields } from "./sent-fields.ts";
import type { SiteDeps } from "./site-deps.ts";
import { tooMany } from "./too-many.ts";

/** Changing one alert: its search and how it is wanted. */
export function changeRoutes(deps: SiteDeps): Hono<{ Bindings: Bindings }> {
  const routes = new Hono<{ Bindings: Bindings }>();
  routes.get("/manage/change", async (c) => {
    const token = c.req.query("token") ?? "";
    const managed = await managedAlert(token, c.req.query("alert") ?? "", deps);
    if ("status" in managed) return await answer(c, deps, managed);
    const { found } = managed;
    return await answer(c, deps, shown({ token, found, fields: fieldsOf(found.query, found) }));
  });
  routes.post("/manage/change", noOtherSites(deps), async (c) => {
    const sent = await readSentFields(c);
    if (!sent.ok) return await answer(c, deps, sent.problem);
    const { token = "", alert = "", step } = sent.fields;
    const managed = await managedAlert(token, alert, deps);
    if ("status" in managed) return await answer(c, deps, managed);
    const { found } = managed;
    const fields = typedFields(sent, fieldsOf(found.query, found));
    const its = { token, found, fields };
    if (step === "preview") return await answer(c, deps, await previewed(c, its, deps));
    const read = readSentPreferences(sent, found);
    if (!read.ok) {
      const { field, message } = read;
      return await answer(c, deps, wrong(its, field, problemHtml(message), message));
    }
    const wish = { query: fields.query, preferences: read.preferences };
    return await change(c, its, wish, deps);
  });
  return routes;
}

interface Changed {
  readonly token: string;
  readonly found: Subscription;
  readonly fields: AlertFields;
}

type Wish = Parameters<SiteDeps["managing"]["change"]>[1];

async function change(c: SiteContext, its: Changed, wish: Wish, deps: SiteDeps): Promise<Response> {
  const { subscriberId, subscriptionId } = its.found;
  const on = { subscriberId, subscriptionId, from: addressOf(c, deps) };
  const result = await deps.managing.change(on, wish);
  if (typeof result === "object") {
    const { error } = result;
    return await answer(c, deps, wrong(its, "query", queryProblemHtml(wish.query, error), error));
  }
  if (result === "double") {
    const message = "Another alert of yours looks for the same. Change that one, or stop it.";
    return await answer(c, deps, wrong(its, "query", problemHtml(message), message));
  }
  if (result === "unknown") return await answer(c, deps, noAlert);
  if (wantsJson(c)) return c.json({ outcome: result });
  return c.redirect(address("/manage", { token: its.token, done: "change-done" }), 303);
}

async function previewed(c: SiteContext, its: Changed, deps: SiteDeps): Promise<Answer> {
  const { query, frequency } = its.fields;
  const parsed = parseQuery(query);
  if (!parsed.ok) return wrong(its, "query", queryProblemHtml(query, parsed.error), parsed.error);
  if (!(await deps.subscribing.mayPreview(addressOf(c, deps)))) return tooMany(c);
  const preview = await previewQuery(parsed.query, deps.clock.now(), deps);
  const isImmediate = frequency === "immediate";
  return shown(its, {
    summary: previewSummary({ preview, query, isImmediate }),
    list: previewHits(preview, deps.catalogue),
  });
}

function wrong(its: Changed, field: string, html: Html, error: unknown): Answer {
  return { ...shown(its, null, { field, html }), json: { error }, status: 400 };
}

function shown(
  { token, found, fields }: Changed,
  preview: { readonly summary: Html; readonly list: Html } | null = null,
  problem: FieldProblem | null = null,
): Answer {
  const { subscriptionId, query } = found;
  return {
    title: "Change an alert",
    json: { alert: { subscriptionId, query, ...preferencesOf(found) } },
    body: markup`<h1>Change an alert</h1>
${changeForm({ token, alert: subscriptionId, fields, problem, found: preview?.summary ?? null })}
<p><a href="${address("/manage", { token })}">Back to your alerts</a></p>
${preview?.list ?? ""}`,
  };
}
