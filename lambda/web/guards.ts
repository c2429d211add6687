import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { secureHeaders } from "hono/secure-headers";
import { answer, failure, type Bindings, type SiteContext } from "./answering.ts";
import type { SiteDeps } from "./site-deps.ts";

type Guard = MiddlewareHandler<{ Bindings: Bindings }>;

/** More than any form of ours holds. */
const maxBodyBytes = 32 * 1024;

/** Nothing runs on these pages and nothing is loaded but our own style sheet and mark. */
export const headersOfEveryAnswer: Guard = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  // Addresses may hold tokens: nobody else learns them. `no-referrer` would make the browser hide from
  // us, too, that a form was sent from our own page (Fetch §3.2, Origin: null).
  referrerPolicy: "same-origin",
});

export function noLargeBodies(deps: SiteDeps): Guard {
  const message = `Too large: at most ${maxBodyBytes / 1024} KB can be sent.`;
  return bodyLimit({
    maxSize: maxBodyBytes,
    onError: async (c: SiteContext) => await answer(c, deps, failure(413, "Too large", message)),
  });
}

/** Another site's page must not sign people up. Programs say nothing of where they come from. */
export function noOtherSites(deps: SiteDeps): Guard {
  return async (c, next) => {
    if (isFromHere(c, deps.baseUrl)) return await next();
    const message = "This was sent from another site's page. Open the form here and send it again.";
    return await answer(c, deps, failure(403, "Sent from elsewhere", message));
  };
}

/** By Sec-Fetch-Site, which today's browsers send and pages cannot forge; by Origin in older ones. */
function isFromHere(c: SiteContext, baseUrl: string): boolean {
  const site = c.req.header("sec-fetch-site");
  if (site !== undefined) return site === "same-origin" || site === "none";
  const origin = c.req.header("origin");
  if (origin === undefined) return true;
  const own = [new URL(baseUrl).host, new URL(c.req.url).host];
  return URL.canParse(origin) && own.includes(new URL(origin).host);
}

/** Pages may be kept and asked again whether they still hold; what follows a link in a mail is kept by nobody. */
export const freshness: Guard = async (c, next) => {
  await next();
  if (c.res.headers.has("Cache-Control")) return;
  const isPage = c.req.method === "GET" && (c.res.ok || c.res.status === 304);
  c.header("Cache-Control", isPage ? "no-cache" : "no-store");
};
