import { Hono } from "hono";
import {
  addressOf,
  answer,
  type Answer,
  type Bindings,
  failure,
  type SiteContext,
  wantsJson,
} from "./answering.ts";
import { noOtherSites } from "./guards.ts";
import { holdingsJson } from "./holdings-json.ts";
import { type DoneWord, managePage } from "./pages/manage-page.ts";
import { askForLinkHtml, linkOnItsWay } from "./pages/manage-link-form.ts";
import { address, markup } from "./pages/markup.ts";
import { problemHtml } from "./pages/problem.ts";
import { readSentFields } from "./sent-fields.ts";
import { sentLately } from "./sent-lately.ts";
import { alertActions, type Managed, type SiteDeps } from "./site-deps.ts";
import { tooMany } from "./too-many.ts";

/** One's own alerts, behind a signed link. GET changes nothing; every change is a button. */
export function manageRoutes(deps: SiteDeps): Hono<{ Bindings: Bindings }> {
  const routes = new Hono<{ Bindings: Bindings }>();
  routes.use("/manage", keptByNobody);
  routes.use("/manage/*", keptByNobody);

  routes.get("/manage", async (c) => {
    const token = c.req.query("token");
    if (token === undefined) return await answer(c, deps, askForLink(""));
    const managed = await deps.managing.open(token);
    if (managed.outcome !== "open") return await answer(c, deps, noEntry(managed.outcome));
    return await answer(c, deps, await overview(c, managed, token, deps));
  });

  routes.get("/manage/data", async (c) => {
    const managed = await deps.managing.open(c.req.query("token") ?? "");
    if (managed.outcome !== "open") return await answer(c, deps, noEntry(managed.outcome));
    c.header("Content-Disposition", 'attachment; filename="readouts-alerts.json"');
    return c.json(holdingsJson(managed.holdings, deps.clock.now()));
  });

  routes.post("/manage/link", noOtherSites(deps), async (c) => {
    const sent = await readSentFields(c);
    if (!sent.ok) return await answer(c, deps, sent.problem);
    const typed = sent.fields["address"] ?? "";
    const result = await deps.subscribing.requestLink({ address: typed, from: addressOf(c, deps) });
    switch (result.outcome) {
      case "invalid-address":
        return await answer(c, deps, askForLink(typed, result.message));
      case "too-many":
        return await answer(c, deps, tooMany(c));
      case "accepted":
        return await answer(c, deps, linkOnItsWay);
    }
  });

  routes.post("/manage", noOtherSites(deps), async (c) => {
    const sent = await readSentFields(c);
    if (!sent.ok) return await answer(c, deps, sent.problem);
    const { token = c.req.query("token") ?? "", action = "", alert = "" } = sent.fields;
    const managed = await deps.managing.open(token);
    if (managed.outcome !== "open") return await answer(c, deps, noEntry(managed.outcome));
    const { subscriberId } = managed;
    const done = await act(
      action,
      { subscriberId, subscriptionId: alert, from: addressOf(c, deps) },
      deps,
    );
    if (done === null) return await answer(c, deps, notUnderstood(action));
    if (wantsJson(c)) return c.json({ outcome: done }, done === "unknown" ? 404 : 200);
    // So that going back or loading again does not press the button again.
    return c.redirect(address("/manage", { token, done: `${action}-${done}`, alert }), 303);
  });
  return routes;
}

type On = Parameters<SiteDeps["managing"]["act"]>[1];

/** @returns null where there is no such button */
async function act(action: string, on: On, { managing }: SiteDeps) {
  if (action === "stop-all") return (await managing.stopAll(on)) > 0 ? "done" : "already";
  if (action === "no-monthly-line") {
    return (await managing.endMonthlyLine(on)) > 0 ? "done" : "already";
  }
  if (action === "erase") {
    await managing.erase(on.subscriberId);
    return "done";
  }
  const known = alertActions.find((one) => one === action);
  return known === undefined ? null : await managing.act(known, on);
}

async function overview(
  c: SiteContext,
  { holdings }: Extract<Managed, { outcome: "open" }>,
  token: string,
  deps: SiteDeps,
): Promise<Answer> {
  const sent = await sentLately(holdings, deps);
  const done: DoneWord = { word: c.req.query("done") ?? "", alert: c.req.query("alert") ?? "" };
  return {
    title: "Your alerts",
    json: holdingsJson(holdings, deps.clock.now()),
    body: managePage({ holdings, sent, token, done }),
  };
}

const keptByNobody: Parameters<Hono["use"]>[1] & object = async (c, next) => {
  await next();
  c.header("Cache-Control", "no-store");
  c.header("X-Robots-Tag", "noindex");
};

function askForLink(typed: string, message: string | null = null): Answer {
  const problem = message === null ? null : problemHtml(message);
  return {
    title: "Your alerts",
    status: message === null ? 200 : 400,
    json: { error: message ?? "token is missing: the one of a link in a mail." },
    body: markup`<h1>Your alerts</h1>${askForLinkHtml(typed, problem)}`,
  };
}

function noEntry(outcome: "invalid" | "expired"): Answer {
  const message =
    outcome === "expired"
      ? "This link is too old: links to manage are good for seven days."
      : "This link is not complete, or not one of ours. Open it again from the mail, or ask for a new one.";
  return {
    title: "Your alerts",
    status: outcome === "expired" ? 410 : 400,
    json: { outcome, error: message },
    body: markup`<h1>Your alerts</h1>${problemHtml(message)}${askForLinkHtml("", null)}`,
  };
}

function notUnderstood(action: string): Answer {
  const all = [...alertActions, "stop-all", "no-monthly-line", "erase"].join(", ");
  return failure(400, "Not understood", `action: “${action.slice(0, 40)}” is none of ${all}.`);
}
