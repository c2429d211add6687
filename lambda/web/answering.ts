import { isIP } from "node:net";
import type { Context } from "hono";
import { accepts } from "hono/accepts";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { isThisMachine } from "../subscriptions/network.ts";
import { type Html, markup } from "./pages/markup.ts";
import { page } from "./pages/page.ts";
import { problemHtml } from "./pages/problem.ts";
import type { SiteDeps } from "./site-deps.ts";

/** What Lambda tells of a request, beside the request itself. */
export interface Bindings {
  readonly requestContext?: { readonly http?: { readonly sourceIp?: string } };
}

export type SiteContext = Context<{ Bindings: Bindings }>;

/** One answer in two forms: for programs and for people. */
export interface Answer {
  readonly title: string;
  readonly body: Html;
  readonly json: unknown;
  readonly status?: ContentfulStatusCode;
}

/** By `.json` at the end of the path, or by Accept; people get HTML. */
export function wantsJson(c: SiteContext): boolean {
  if (new URL(c.req.url).pathname.endsWith(".json")) return true;
  const supports = ["text/html", "application/json"];
  return accepts(c, { header: "Accept", supports, default: "text/html" }) === "application/json";
}

export function answer(c: SiteContext, deps: SiteDeps, its: Answer): Response | Promise<Response> {
  const { status = 200, title, body } = its;
  c.header("Vary", "Accept", { append: true });
  if (wantsJson(c)) return c.json(its.json, status);
  const { pathname, search } = new URL(c.req.url);
  const isReading = c.req.method === "GET" && status === 200;
  const jsonPath = isReading && !linkPaths.has(pathname) ? jsonPathOf(pathname, search) : null;
  const section = pathname === "/" ? "/" : `/${pathname.split("/")[1] ?? ""}`;
  return c.html(page({ title, notice: deps.notice, section, jsonPath, body }), status);
}

/** Their addresses hold tokens, which are for one person and one use. */
const linkPaths: ReadonlySet<string> = new Set([
  "/confirm",
  "/unsubscribe",
  "/manage",
  "/manage/change",
  "/manage/webhook",
]);

function jsonPathOf(pathname: string, search: string): string {
  return `${pathname === "/" ? "/readouts" : pathname}.json${search}`;
}

/** What could not be done, in a sentence that says what to do. */
export function failure(status: ContentfulStatusCode, title: string, message: string): Answer {
  const body = markup`<h1>${title}</h1>${problemHtml(message)}
<p><a href="/">The newest readouts</a>, or <a href="/search">search the archive</a>.</p>`;
  return { status, title, json: { error: message }, body };
}

export function notHere(message: string): Answer {
  return failure(404, "Not here", message);
}

/**
 * Where a request comes from, for the record of consent and for limits. Behind a CDN that is what the CDN says:
 * API Gateway adds the CDN's own address to X-Forwarded-For, after the one that the CDN has added; what stands
 * before these two anybody may have written.
 */
export function addressOf(c: SiteContext, { isBehindCdn }: Pick<SiteDeps, "isBehindCdn">): string {
  // Where no Lambda stands before us there are no bindings.
  const bindings = c.env as Bindings | undefined;
  const direct = bindings?.requestContext?.http?.sourceIp ?? "unknown";
  if (!isBehindCdn) return direct;
  const hops = (c.req.header("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim());
  const told = hops.at(-2) ?? "";
  // Who knows API Gateway's own address goes round the CDN; nobody comes from this machine, which has no limits.
  return isIP(told) === 0 || isThisMachine(told) ? direct : told;
}
