import { Hono } from "hono";
import { searchArchive } from "../archive/search/search-archive.ts";
import { parseQuery } from "../query/parsing/parse-query.ts";
import { addMs } from "../runtime/instant.ts";
import { answer, type Bindings, notHere, type SiteContext } from "./answering.ts";
import { type AlertFeed, alertFeed } from "./feeds/alert-feed.ts";
import { atomFeed } from "./feeds/atom.ts";
import { jsonFeed } from "./feeds/json-feed.ts";
import type { SiteDeps } from "./site-deps.ts";
import { tooMany } from "./too-many.ts";

const entriesShown = 20;
/** Clocks of press offices go wrong, and announcements are dated ahead. */
const aheadMs = 366 * 24 * 60 * 60 * 1000;

/** An alert's private feeds: `/feeds/<address>.atom` and `/feeds/<address>.json`. Who has the address may read. */
export function feedRoutes(deps: SiteDeps): Hono<{ Bindings: Bindings }> {
  const routes = new Hono<{ Bindings: Bindings }>();
  routes.get("/feeds/:name", async (c) => {
    // The site takes .json off every path.
    const { pathname } = new URL(c.req.url);
    const ending = /\.(?:atom|json)$/.exec(pathname)?.[0];
    const isAtom = ending === ".atom";
    const address = pathname.slice("/feeds/".length, -(ending ?? "").length);
    const feed = ending === undefined ? null : await feedOf(address, pathname, deps);
    c.header("X-Robots-Tag", "noindex");
    if (feed === "too-many") return await answer(c, deps, tooMany(c));
    if (feed === null) return await answer(c, deps, notHere("There is no such feed."));
    c.header("Cache-Control", "private, max-age=900");
    return isAtom ? atom(c, feed) : jsonAnswer(c, feed);
  });
  return routes;
}

function atom(c: SiteContext, feed: AlertFeed): Response {
  return c.body(atomFeed(feed), 200, { "Content-Type": "application/atom+xml; charset=utf-8" });
}

function jsonAnswer(c: SiteContext, feed: AlertFeed): Response {
  const type = "application/feed+json; charset=utf-8";
  return c.body(JSON.stringify(jsonFeed(feed)), 200, { "Content-Type": type });
}

/** @returns null where there is no such feed, or its alert has ended */
async function feedOf(
  address: string,
  path: string,
  deps: SiteDeps,
): Promise<AlertFeed | "too-many" | null> {
  const subscription = await deps.managing.feed(address);
  if (subscription === null || subscription === "too-many") return subscription;
  const parsed = parseQuery(subscription.query);
  if (!parsed.ok) return null;
  const until = addMs(deps.clock.now(), aheadMs);
  const within = { sourceId: null, since: null, until, cursor: null, limit: entriesShown };
  const { hits } = await searchArchive(parsed.query, within, deps);
  const { baseUrl: siteUrl } = deps;
  const its = {
    title: subscription.name,
    selfUrl: `${siteUrl}${path}`,
    siteUrl,
    since: subscription.consent.requestedAt,
  };
  return alertFeed(its, hits, deps.catalogue);
}
