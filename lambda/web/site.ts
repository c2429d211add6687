import { Hono } from "hono";
import { etag } from "hono/etag";
import { HTTPException } from "hono/http-exception";
import { methodNotAllowed } from "hono/method-not-allowed";
import { trimTrailingSlash } from "hono/trailing-slash";
import { answer, type Bindings, failure, notHere, type SiteContext } from "./answering.ts";
import { freshness, headersOfEveryAnswer, noLargeBodies } from "./guards.ts";
import { changeRoutes } from "./change-routes.ts";
import { linkRoutes } from "./link-routes.ts";
import { listingRoutes } from "./listing-routes.ts";
import { icon, stylePath } from "./pages/page.ts";
import { style } from "./pages/style.ts";
import { feedRoutes } from "./feed-routes.ts";
import { manageRoutes } from "./manage-routes.ts";
import { readoutRoutes } from "./readout-routes.ts";
import type { SiteDeps } from "./site-deps.ts";
import { sourceRoutes } from "./source-routes.ts";
import { subscribeRoutes } from "./subscribe-routes.ts";
import { webhookRoutes } from "./webhook-routes.ts";

/** The whole site: pages for people and JSON for programs at the same addresses. GET changes nothing. */
export function createSite(deps: SiteDeps): Hono<{ Bindings: Bindings }> {
  const site = new Hono<{ Bindings: Bindings }>({
    getPath: (request) => new URL(request.url).pathname.replace(/\.json$/, "") || "/",
  });
  site.use(headersOfEveryAnswer, freshness, etag(), noLargeBodies(deps), trimTrailingSlash());
  site.use(
    methodNotAllowed({
      app: site,
      onMethodNotAllowed: async (c, methods) => {
        c.header("Allow", methods.join(", "));
        const message = `${c.req.method} is not for this address; it takes ${methods.join(", ")}.`;
        return await answer(c, deps, failure(405, "Not this way", message));
      },
    }),
  );
  site.get(stylePath, (c) => {
    c.header("Cache-Control", "public, max-age=31536000, immutable");
    return c.body(style, 200, { "Content-Type": "text/css; charset=utf-8" });
  });
  site.get("/icon.svg", (c) => {
    c.header("Cache-Control", "public, max-age=86400");
    return c.body(icon, 200, { "Content-Type": "image/svg+xml" });
  });
  site.get("/robots.txt", (c) => {
    return c.text(
      "User-agent: *\nDisallow: /confirm\nDisallow: /unsubscribe\nDisallow: /manage\nDisallow: /feeds/\nDisallow: /search\n",
    );
  });
  site.route("/", listingRoutes(deps));
  site.route("/", readoutRoutes(deps));
  site.route("/", sourceRoutes(deps));
  site.route("/", subscribeRoutes(deps));
  site.route("/", linkRoutes(deps));
  site.route("/", manageRoutes(deps));
  site.route("/", feedRoutes(deps));
  site.route("/", changeRoutes(deps));
  site.route("/", webhookRoutes(deps));
  site.notFound(async (c) => await answer(c, deps, notHere("There is no such page.")));
  site.onError(async (error, c) => {
    if (error instanceof HTTPException) {
      return await answer(c, deps, failure(error.status, "Not understood", error.message));
    }
    deps.log.error("a request failed", { method: c.req.method, path: loggedPath(c) }, error);
    const message = "Something went wrong here, not with you. Try again in a minute.";
    return await answer(c, deps, failure(500, "Sorry", message));
  });
  return site;
}

/** Tokens stand in queries, but a feed's address is itself what lets one read it. */
function loggedPath(c: SiteContext): string {
  return c.req.path.replace(/^\/feeds\/.*/, "/feeds/");
}
