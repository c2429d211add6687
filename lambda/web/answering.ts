import type { Context } from "hono";
import { accepts } from "hono/accepts";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { type Html, page } from "./page.ts";
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

/** `.json` at the end of the path, or by Accept; people get HTML. */
export function wantsJson(c: SiteContext): boolean {
  if (new URL(c.req.url).pathname.endsWith(".json")) return true;
  const supports = ["text/html", "application/json"];
  return accepts(c, { header: "Accept", supports, default: "text/html" }) === "application/json";
}

export function answer(c: SiteContext, deps: SiteDeps, its: Answer): Response | Promise<Response> {
  c.header("Vary", "Accept");
  if (wantsJson(c)) return c.json(its.json, its.status ?? 200);
  const { title, body } = its;
  return c.html(page({ title, notice: deps.notice, body }), its.status ?? 200);
}

/** Where a request comes from, for the record of consent. */
export function addressOf(c: SiteContext): string {
  // Where no Lambda stands before us there are no bindings.
  const bindings = c.env as Bindings | undefined;
  return bindings?.requestContext?.http?.sourceIp ?? "unknown";
}
