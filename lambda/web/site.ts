import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";
import { answer, type Bindings } from "./answering.ts";
import { markup } from "./page.ts";
import { readingRoutes } from "./reading-routes.ts";
import type { SiteDeps } from "./site-deps.ts";
import { style } from "./style.ts";
import { subscribingRoutes } from "./subscribing-routes.ts";

/** More than any form of ours holds. */
const maxBodyBytes = 32 * 1024;

/** The whole site: pages for people and JSON for programs at the same addresses. */
export function createSite(deps: SiteDeps): Hono<{ Bindings: Bindings }> {
  const site = new Hono<{ Bindings: Bindings }>({
    getPath: (request) => new URL(request.url).pathname.replace(/\.json$/, "") || "/",
  });
  site.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: "no-referrer",
    }),
  );
  site.use(
    bodyLimit({
      maxSize: maxBodyBytes,
      onError: async (c) =>
        await answer(
          c,
          deps,
          failure(413, `Too large: at most ${maxBodyBytes / 1024} KB can be sent.`),
        ),
    }),
  );
  // Another site's page must not sign people up; programs and mail clients name no origin.
  site.post("/subscribe", async (c, next) => {
    const origin = c.req.header("origin");
    const own = [new URL(deps.baseUrl).origin, new URL(c.req.url).origin];
    if (origin !== undefined && !own.includes(origin)) {
      return await answer(
        c,
        deps,
        failure(403, "This form was sent from another site. Open it here."),
      );
    }
    return await next();
  });
  site.get("/style.css", (c) => {
    c.header("Cache-Control", "public, max-age=3600");
    return c.body(style, 200, { "Content-Type": "text/css; charset=utf-8" });
  });
  site.get("/robots.txt", (c) =>
    c.text("User-agent: *\nDisallow: /confirm\nDisallow: /unsubscribe\n"),
  );
  site.route("/", readingRoutes(deps));
  site.route("/", subscribingRoutes(deps));
  site.notFound(async (c) => await answer(c, deps, failure(404, "There is no such page.")));
  site.onError(async (error, c) => {
    if (error instanceof HTTPException)
      return await answer(c, deps, failure(error.status, error.message));
    deps.log.error("a request failed", { method: c.req.method, path: c.req.path }, error);
    return await answer(
      c,
      deps,
      failure(500, "Something went wrong here, not with you. Try again in a minute."),
    );
  });
  return site;
}

function failure(status: HTTPException["status"], message: string) {
  const title = status === 404 ? "Not here" : "Sorry";
  return {
    status,
    title,
    json: { error: message },
    body: markup`<h1>${title}</h1><p>${message}</p>`,
  };
}
