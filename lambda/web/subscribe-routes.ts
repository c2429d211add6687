import { Hono } from "hono";
import { type Hit, searchArchive } from "../archive/search.ts";
import { parseQuery } from "../query/parse-query.ts";
import type { QueryError } from "../query/query-error.ts";
import { addMs } from "../runtime/instant.ts";
import { addressOf, answer, type Answer, type Bindings, failure } from "./answering.ts";
import { noOtherSites } from "./guards.ts";
import { hitsJson } from "./json.ts";
import { type Html, markup } from "./pages/markup.ts";
import { problemHtml, queryProblemHtml } from "./pages/problem.ts";
import { hitList } from "./pages/readout-list.ts";
import { type FieldProblem, type SubscribeFields, subscribeForm } from "./pages/subscribe-form.ts";
import { readSentFields } from "./sent-fields.ts";
import type { SiteDeps } from "./site-deps.ts";

/** Signing up: a preview of what the alert would have found, then a mail with a link to confirm. */
export function subscribeRoutes(deps: SiteDeps): Hono<{ Bindings: Bindings }> {
  const routes = new Hono<{ Bindings: Bindings }>();
  routes.get("/subscribe", async (c) => {
    const query = c.req.query("q") ?? "";
    return await answer(c, deps, await preview({ address: "", query }, deps));
  });
  routes.post("/subscribe", noOtherSites(deps), async (c) => {
    const sent = await readSentFields(c);
    if (!sent.ok) return await answer(c, deps, sent.problem);
    const { address, query, step } = sent.fields;
    if (step === "preview") {
      const fields = { address: address ?? "", query: query ?? "" };
      return await answer(c, deps, await preview(fields, deps));
    }
    if (address === undefined || query === undefined) {
      const message = "Two texts are needed: address and query.";
      return await answer(c, deps, failure(400, "Not understood", message));
    }
    return await answer(c, deps, await request({ address, query }, addressOf(c), deps));
  });
  return routes;
}

const previewed = 5;
/** Clocks of press offices go wrong, and announcements are dated ahead. */
const aheadMs = 366 * 24 * 60 * 60 * 1000;

/** The form, with what the query would have found where one is given. */
async function preview(fields: SubscribeFields, deps: SiteDeps): Promise<Answer> {
  const { query } = fields;
  if (query.trim() === "") return formAnswer(fields, { preview: null });
  const parsed = parseQuery(query);
  if (!parsed.ok) return wrongQuery(fields, parsed.error);
  const until = addMs(deps.clock.now(), aheadMs);
  const within = { sourceId: null, since: null, until, cursor: null, limit: previewed };
  const { hits } = await searchArchive(parsed.query, within, deps.readouts);
  return formAnswer(fields, {
    preview: { query: parsed.canonical, hits, html: previewHtml(hits, deps) },
  });
}

function previewHtml(hits: readonly Hit[], { catalogue }: SiteDeps): Html {
  return markup`<section aria-labelledby="preview"><h2 id="preview">What it would have found</h2>
${
  hits.length === 0
    ? markup`<p>Nothing lately. If you expected something, try other words; if not, the alert waits for the first.</p>`
    : hitList(hits, catalogue)
}</section>`;
}

async function request(fields: SubscribeFields, from: string, deps: SiteDeps): Promise<Answer> {
  const result = await deps.subscribing.request({ ...fields, from });
  switch (result.outcome) {
    case "invalid-address": {
      const problem = { field: "address", html: problemHtml(result.message) } as const;
      return formAnswer(fields, { problem, error: result.message });
    }
    case "invalid-query":
      return wrongQuery(fields, result.error);
    case "accepted":
      return accepted();
  }
}

/** The same whoever asks: whether an address is known here is nobody's business. */
function accepted(): Answer {
  const message =
    "If this alert is new, a mail is on its way. Open the link in it within 48 hours; until then nothing else is sent.";
  const title = "Look into your mailbox";
  const body = markup`<h1>${title}</h1><p class="lead">${message}</p>
<p class="quiet">Nothing there after a few minutes? Look among the spam, or ask again in an hour.</p>
<p><a href="/">Back to the newest readouts</a></p>`;
  return { title, body, json: { accepted: true, message }, status: 202 };
}

function wrongQuery(fields: SubscribeFields, error: QueryError): Answer {
  const problem = { field: "query", html: queryProblemHtml(fields.query, error) } as const;
  return formAnswer(fields, { problem, error });
}

type Shown =
  | { readonly preview: { query: string; hits: readonly Hit[]; html: Html } | null }
  | { readonly problem: FieldProblem; readonly error: QueryError | string };

function formAnswer(fields: SubscribeFields, shown: Shown): Answer {
  const problem = "problem" in shown ? shown.problem : null;
  const found = "preview" in shown ? shown.preview : null;
  return {
    title: problem === null ? "Alerts by mail" : "Alerts by mail: not understood",
    status: problem === null ? 200 : 400,
    json:
      "error" in shown
        ? { error: shown.error }
        : { query: found?.query ?? null, hits: hitsJson(found?.hits ?? []) },
    body: markup`<h1>Alerts by mail</h1>
${subscribeForm(fields, problem)}
${found?.html ?? ""}`,
  };
}
