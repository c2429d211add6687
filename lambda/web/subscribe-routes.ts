import { Hono } from "hono";
import type { QueryPreview } from "../archive/preview/preview.ts";
import { previewQuery } from "../archive/preview/query-preview.ts";
import { parseQuery } from "../query/parsing/parse-query.ts";
import type { QueryError } from "../query/parsing/query-error.ts";
import {
  type MailLanguage,
  type Preferences,
  usualPreferences,
} from "../subscriptions/preferences.ts";
import { fieldsOf, readSentPreferences, typedFields } from "./alert-fields.ts";
import {
  addressOf,
  answer,
  type Answer,
  type Bindings,
  failure,
  type SiteContext,
} from "./answering.ts";
import { noOtherSites } from "./guards.ts";
import { hitsJson } from "./json.ts";
import type { FieldProblem } from "./pages/alert-fields-html.ts";
import { type Html, markup } from "./pages/markup.ts";
import { isTooMany, mailsADay, previewHits, previewSummary } from "./pages/preview.ts";
import { problemHtml, queryProblemHtml } from "./pages/problem.ts";
import { type SubscribeFields, subscribeForm } from "./pages/subscribe-form.ts";
import { readerLanguage } from "./reader-language.ts";
import { readSentFields } from "./sent-fields.ts";
import type { SiteDeps } from "./site-deps.ts";
import { tooMany } from "./too-many.ts";

/** Signing up: a preview of what the alert would have found, then a mail with a link to confirm. */
export function subscribeRoutes(deps: SiteDeps): Hono<{ Bindings: Bindings }> {
  const routes = new Hono<{ Bindings: Bindings }>();
  routes.get("/subscribe", async (c) => {
    const query = c.req.query("q") ?? "";
    return await answer(c, deps, await preview(c, emptyFields(query, readerLanguage(c)), deps));
  });
  routes.post("/subscribe", noOtherSites(deps), async (c) => {
    const sent = await readSentFields(c);
    if (!sent.ok) return await answer(c, deps, sent.problem);
    const { address, query, step } = sent.fields;
    const empty = emptyFields("", readerLanguage(c));
    const fields = { ...typedFields(sent, empty), address: address ?? "" };
    if (step === "preview") return await answer(c, deps, await preview(c, fields, deps));
    if (address === undefined || query === undefined) {
      const message = "Two texts are needed: address and query.";
      return await answer(c, deps, failure(400, "Not understood", message));
    }
    const read = readSentPreferences(sent, usualPreferences(query));
    if (!read.ok) return await answer(c, deps, wrongField(fields, read.field, read.message));
    return await answer(c, deps, await request(c, fields, read.preferences, deps));
  });
  return routes;
}

function emptyFields(query: string, mailLanguage: MailLanguage): SubscribeFields {
  const usual = { ...usualPreferences(query), name: "", mailLanguage };
  return { ...fieldsOf(query, usual), address: "" };
}

/** The form, with what the query would have found where one is given. */
async function preview(c: SiteContext, fields: SubscribeFields, deps: SiteDeps): Promise<Answer> {
  const { query } = fields;
  if (query.trim() === "") return formAnswer(fields, { preview: null });
  const parsed = parseQuery(query);
  if (!parsed.ok) return wrongQuery(fields, parsed.error);
  if (!(await deps.subscribing.mayPreview(addressOf(c, deps)))) return tooMany(c);
  const found = await previewQuery(parsed.query, deps.clock.now(), deps);
  const isImmediate = fields.frequency === "immediate";
  return formAnswer(fields, {
    preview: {
      query: parsed.canonical,
      found,
      summary: previewSummary({ preview: found, query, isImmediate }),
      list: previewHits(found, deps.catalogue),
    },
  });
}

async function request(
  c: SiteContext,
  fields: SubscribeFields,
  preferences: Preferences,
  deps: SiteDeps,
): Promise<Answer> {
  const { address, query } = fields;
  const from = addressOf(c, deps);
  const result = await deps.subscribing.request({ address, query, preferences, from });
  switch (result.outcome) {
    case "invalid-address":
      return wrongField(fields, "address", result.message);
    case "invalid-query":
      return wrongQuery(fields, result.error);
    case "too-many":
      return tooMany(c);
    case "accepted":
      return accepted();
  }
}

/** The same whoever asks: whether an address is known here is nobody's business. */
function accepted(): Answer {
  const message =
    "If this alert is new, a mail is on its way. Open the link in it within 48 hours; until then nothing else is sent. If another of yours waits to be confirmed, its link leads to this one too.";
  const title = "Look into your mailbox";
  const body = markup`<h1>${title}</h1><p class="lead">${message}</p>
<p class="quiet">Nothing there after a few minutes? Look among the spam, or ask again in an hour.</p>
<p><a href="/">Back to the newest readouts</a></p>`;
  return { title, body, json: { accepted: true, message }, status: 202 };
}

function wrongQuery(fields: SubscribeFields, error: QueryError): Answer {
  const problem = { field: "query", html: queryProblemHtml(fields.query, error) };
  return formAnswer(fields, { problem, error });
}

function wrongField(fields: SubscribeFields, field: string, message: string): Answer {
  return formAnswer(fields, { problem: { field, html: problemHtml(message) }, error: message });
}

type Shown =
  | {
      readonly preview: {
        readonly query: string;
        readonly found: QueryPreview;
        readonly summary: Html;
        readonly list: Html;
      } | null;
    }
  | { readonly problem: FieldProblem; readonly error: QueryError | string };

function formAnswer(fields: SubscribeFields, shown: Shown): Answer {
  const problem = "problem" in shown ? shown.problem : null;
  const found = "preview" in shown ? shown.preview : null;
  return {
    title: problem === null ? "Alerts by mail" : "Alerts by mail: not understood",
    status: problem === null ? 200 : 400,
    json: "error" in shown ? { error: shown.error } : previewJson(found),
    body: markup`<h1>Alerts by mail</h1>
<p class="quiet">Have alerts already? <a href="/manage">See, change or stop them</a>.</p>
${subscribeForm(fields, problem, found?.summary ?? null)}
${found?.list ?? ""}`,
  };
}

function previewJson(shown: { query: string; found: QueryPreview } | null) {
  const nothing = { query: null, hits: [], looked: 0, weeks: [], unseen: [] };
  if (shown === null) return { ...nothing, mailsADay: 0, isTooMany: false };
  const { found, query } = shown;
  const { hits, looked, weeks, unseen } = found;
  const rate = { mailsADay: mailsADay(found), isTooMany: isTooMany(found) };
  return { query, hits: hitsJson(hits), looked, weeks, unseen, ...rate };
}
