import { Hono } from "hono";
import { searchArchive } from "../archive/search.ts";
import { parseQuery } from "../query/parse-query.ts";
import { addMs } from "../runtime/instant.ts";
import { addressOf, answer, type Bindings, type SiteContext } from "./answering.ts";
import { linkHtml, linkTitle } from "./link-page.ts";
import { type Html, markup } from "./page.ts";
import { problemHtml, queryProblemHtml } from "./problem.ts";
import { readoutList } from "./readout-list.ts";
import type { LinkState, SiteDeps } from "./site-deps.ts";

/** Signing up and leaving. GET shows and changes nothing; a button or a program POSTs. */
export function subscribingRoutes(deps: SiteDeps): Hono<{ Bindings: Bindings }> {
  const routes = new Hono<{ Bindings: Bindings }>();
  routes.get("/subscribe", async (c) => await form(c, deps));
  routes.post("/subscribe", async (c) => await subscribe(c, deps));
  for (const purpose of ["confirm", "unsubscribe"] as const) {
    routes.get(`/${purpose}`, async (c) => {
      const token = c.req.query("token") ?? "";
      const state = await deps.subscribing.look(purpose, token);
      return await linkAnswer(c, deps, { purpose, state, token, pressed: false });
    });
    routes.post(`/${purpose}`, async (c) => {
      const token = await givenToken(c);
      const state =
        purpose === "confirm"
          ? await deps.subscribing.confirm(token, addressOf(c))
          : await deps.subscribing.end(token);
      return await linkAnswer(c, deps, { purpose, state, token, pressed: true });
    });
  }
  return routes;
}

/** In the address, as mails have it, or as a field of what is sent. */
async function givenToken(c: SiteContext): Promise<string> {
  const inAddress = c.req.query("token");
  if (inAddress !== undefined) return inAddress;
  const token = (await readSent(c))?.["token"];
  return typeof token === "string" ? token : "";
}

interface Fields {
  readonly address: string;
  readonly query: string;
}

const previewed = 5;
const monthMs = 31 * 24 * 60 * 60 * 1000;

/** The form, with what the query would have found where one is given. */
async function form(c: SiteContext, deps: SiteDeps): Promise<Response> {
  const query = c.req.query("q") ?? "";
  const fields = { address: "", query };
  if (query.trim() === "") return await formAnswer(c, deps, fields, markup``, 200);
  const parsed = parseQuery(query);
  if (!parsed.ok) {
    return await formAnswer(
      c,
      deps,
      fields,
      queryProblemHtml(query, parsed.error),
      400,
      parsed.error,
    );
  }
  const until = addMs(deps.clock.now(), monthMs);
  const within = { sourceId: null, since: null, until, cursor: null, limit: previewed };
  const { hits } = await searchArchive(parsed.query, within, deps.readouts);
  const preview = markup`<section aria-labelledby="preview"><h2 id="preview">What it would have found</h2>
${hits.length === 0 ? markup`<p>Nothing lately. The alert waits for the first.</p>` : readoutList(hits, deps)}</section>`;
  return await formAnswer(c, deps, fields, preview, 200);
}

async function subscribe(c: SiteContext, deps: SiteDeps): Promise<Response> {
  const fields = await readFields(c);
  if (fields === null) {
    const message =
      "Send the fields address and query, as a form or as a JSON object of two texts.";
    const body = markup`<h1>Not understood</h1>${problemHtml(message)}`;
    return await answer(c, deps, {
      title: "Not understood",
      body,
      json: { error: message },
      status: 415,
    });
  }
  const result = await deps.subscribing.request({ ...fields, from: addressOf(c) });
  switch (result.outcome) {
    case "invalid-address":
      return await formAnswer(c, deps, fields, problemHtml(result.message), 400, result.message);
    case "invalid-query": {
      const problem = queryProblemHtml(fields.query, result.error);
      return await formAnswer(c, deps, fields, problem, 400, result.error);
    }
    case "accepted": {
      const message =
        "If this address may be mailed and the alert is new, a mail is on its way to it. Open the link in it within 48 hours.";
      const body = markup`<h1>Look into your mailbox</h1><p>${message}</p>`;
      const title = "Look into your mailbox";
      return await answer(c, deps, { title, body, json: { accepted: true, message }, status: 202 });
    }
  }
}

async function readFields(c: SiteContext): Promise<Fields | null> {
  const { address, query } = (await readSent(c)) ?? {};
  return typeof address === "string" && typeof query === "string" ? { address, query } : null;
}

/** A form's fields or a JSON object's; null where it is neither. */
async function readSent(c: SiteContext): Promise<Record<string, unknown> | null> {
  const type = c.req.header("content-type") ?? "";
  try {
    if (/^application\/json\b/i.test(type)) {
      const sent: unknown = await c.req.json();
      return typeof sent === "object" && sent !== null ? { ...sent } : null;
    }
    const isForm = /^application\/x-www-form-urlencoded\b|^multipart\/form-data\b/i.test(type);
    return isForm ? await c.req.parseBody() : null;
  } catch {
    return null;
  }
}

async function formAnswer(
  c: SiteContext,
  deps: SiteDeps,
  { address, query }: Fields,
  below: Html,
  status: 200 | 400,
  error: unknown = null,
): Promise<Response> {
  return await answer(c, deps, {
    title: "Alerts by mail",
    status,
    json: error === null ? { fields: ["address", "query"] } : { error },
    body: markup`<h1>Alerts by mail</h1>
${status === 400 ? below : ""}
<form method="post" action="/subscribe">
<label for="query">Search</label>
<input id="query" type="text" name="query" value="${query}" required maxlength="1000" autocomplete="off" aria-describedby="query-hint">
<p class="hint" id="query-hint">Words, “exact phrases”, AND, OR, NOT and brackets. <a href="/search">Try it on the archive first</a>.</p>
<label for="address">Your email address</label>
<input id="address" type="email" name="address" value="${address}" required autocomplete="email" aria-describedby="address-hint">
<p class="hint" id="address-hint">You get one mail to confirm. We mail you when a readout matches, and nothing else; every mail stops it with one click.</p>
<button type="submit">Mail me matching readouts</button>
</form>
${status === 400 ? "" : below}`,
  });
}

async function linkAnswer(
  c: SiteContext,
  deps: SiteDeps,
  its: {
    readonly purpose: "confirm" | "unsubscribe";
    readonly state: LinkState;
    readonly token: string;
    readonly pressed: boolean;
  },
): Promise<Response> {
  c.header("Cache-Control", "no-store");
  const { purpose, state, token, pressed } = its;
  const status = state.outcome === "invalid" ? 400 : state.outcome === "expired" ? 410 : 200;
  const query = "subscription" in state ? state.subscription.query : null;
  return await answer(c, deps, {
    title: linkTitle(purpose),
    status,
    json: { outcome: state.outcome, query, pressed },
    body: linkHtml(purpose, state, { token, pressed }),
  });
}
