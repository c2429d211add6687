import { Hono } from "hono";
import type { ButtonPurpose } from "../subscriptions/signed-links.ts";
import { addressOf, answer, type Bindings, type SiteContext } from "./answering.ts";
import { noOtherSites } from "./guards.ts";
import { linkHtml, linkTitle } from "./pages/link-page.ts";
import { readSentFields } from "./sent-fields.ts";
import type { LinkState, SiteDeps } from "./site-deps.ts";

/**
 * Behind the links in mails. GET shows a button and changes nothing, for mail scanners follow links; POST is
 * the button. Unsubscribing takes RFC 8058's one click from whichever mail service sends it.
 */
export function linkRoutes(deps: SiteDeps): Hono<{ Bindings: Bindings }> {
  const routes = new Hono<{ Bindings: Bindings }>();
  for (const purpose of ["confirm", "unsubscribe"] as const) {
    routes.get(`/${purpose}`, async (c) => {
      const token = c.req.query("token") ?? "";
      const state = await deps.subscribing.look(purpose, token);
      return await linkAnswer(c, deps, { purpose, state, token, pressed: false });
    });
  }
  routes.post("/confirm", noOtherSites(deps), async (c) => {
    const { token } = await given(c);
    const state = await deps.subscribing.confirm(token, addressOf(c, deps));
    return await linkAnswer(c, deps, { purpose: "confirm", state, token, pressed: true });
  });
  routes.post("/unsubscribe", async (c) => {
    const { token, alert } = await given(c);
    const state = await deps.subscribing.end(token, alert);
    return await linkAnswer(c, deps, { purpose: "unsubscribe", state, token, pressed: true });
  });
  return routes;
}

/** The token in the address, as mails have it, or as a field; `alert` where one of several is meant. */
async function given(c: SiteContext): Promise<{ token: string; alert: string | null }> {
  const inAddress = c.req.query("token");
  const sent = await readSentFields(c);
  const fields = sent.ok ? sent.fields : {};
  return { token: inAddress ?? fields["token"] ?? "", alert: fields["alert"] ?? null };
}

interface Followed {
  readonly purpose: ButtonPurpose;
  readonly state: LinkState;
  readonly token: string;
  readonly pressed: boolean;
}

async function linkAnswer(c: SiteContext, deps: SiteDeps, its: Followed): Promise<Response> {
  c.header("Cache-Control", "no-store");
  c.header("X-Robots-Tag", "noindex");
  const { purpose, state, token, pressed } = its;
  const query = "subscription" in state ? state.subscription.query : null;
  return await answer(c, deps, {
    title: linkTitle(purpose),
    status: state.outcome === "invalid" ? 400 : state.outcome === "expired" ? 410 : 200,
    json: { outcome: state.outcome, query, pressed },
    body: linkHtml(purpose, state, { token, pressed }),
  });
}
