import { Hono } from "hono";
import { CursorError } from "../archive/newest-heads.ts";
import type { SearchPage } from "../archive/search/hit.ts";
import { countFacets, searchArchive } from "../archive/search/search-archive.ts";
import { parseQuery } from "../query/parsing/parse-query.ts";
import {
  type Answer,
  answer,
  type Bindings,
  failure,
  type SiteContext,
  wantsJson,
} from "./answering.ts";
import { hitsJson, headJson } from "./json.ts";
import { facetsHtml } from "./pages/facets-html.ts";
import { address, type Html, markup } from "./pages/markup.ts";
import { queryProblemHtml } from "./pages/problem.ts";
import { hitList, nextLink, readoutsByDay } from "./pages/readout-list.ts";
import { noSearch, searchForm } from "./pages/search-form.ts";
import { type ReadingWindow, readWindow, sameWindow } from "./reading-window.ts";
import type { SiteDeps } from "./site-deps.ts";

type Window = Extract<ReadingWindow, { ok: true }>;

/** Readouts, newest first: all of them, or those that a query finds. */
export function listingRoutes(deps: SiteDeps): Hono<{ Bindings: Bindings }> {
  const routes = new Hono<{ Bindings: Bindings }>();
  const listed = async (c: SiteContext, list: (window: Window) => Promise<Answer>) => {
    const window = readWindow(c, deps);
    if (!window.ok) return await answer(c, deps, window.problem);
    return await answer(c, deps, await list(window).catch(wrongCursor));
  };
  for (const path of ["/", "/readouts"]) {
    routes.get(path, async (c) => await listed(c, async (window) => await newest(window, deps)));
  }
  routes.get("/search", async (c) => {
    const isAsked = (c.req.query("q") ?? "").trim() !== "";
    if (!isAsked && wantsJson(c)) {
      return await answer(c, deps, failure(400, "Not understood", "q is missing: the query."));
    }
    return await listed(
      c,
      async (window) => await search(window, c.req.query("facets") === "yes", deps),
    );
  });
  return routes;
}

async function newest(its: Window, deps: SiteDeps): Promise<Answer> {
  const { window } = its;
  const { heads, cursor } = await deps.readouts.newest(window);
  const source = window.sourceId === null ? null : deps.catalogue.get(window.sourceId);
  const isFirst = window.cursor === null;
  const title = source?.name ?? (isFirst ? "Newest readouts" : "Older readouts");
  return {
    title: isFirst && source === null ? "" : title,
    json: { readouts: heads.map(headJson), next: cursor },
    body: markup`<h1>${title}</h1>
${isFirst && source === null ? introduction : ""}
${searchForm({ ...noSearch, source: window.sourceId ?? "" }, deps.catalogue.all)}
${heads.length === 0 ? noneYet(isFirst) : readoutsByDay(heads, deps.catalogue)}
${cursor === null ? "" : nextLink("Older readouts", "/readouts", { ...sameWindow(its), cursor })}`,
  };
}

const introduction = markup`<p>What press offices publish when leaders meet or talk: every version is kept, can be searched, and comes to you by mail when your words occur in it.</p>`;

function noneYet(isFirst: boolean): Html {
  return isFirst
    ? markup`<p>Nothing is archived yet. The first look at a press office takes a minute or two; reload this page then, or see <a href="/sources">how the sources are</a>.</p>`
    : markup`<p>There are no older ones.</p>`;
}

async function search(its: Window, isCounted: boolean, deps: SiteDeps): Promise<Answer> {
  const { fields, window } = its;
  const { q } = fields;
  const form = (problem: Html | null): Html =>
    markup`<h1>Search</h1>${searchForm(fields, deps.catalogue.all, problem)}`;
  if (q.trim() === "")
    return { title: "Search", body: form(null), json: { query: null, hits: [] } };
  const parsed = parseQuery(q);
  if (!parsed.ok) {
    const { error } = parsed;
    const body = form(queryProblemHtml(q, error));
    return { title: "Search: not understood", body, json: { error }, status: 400 };
  }
  const [page, facets] = await Promise.all([
    searchArchive(parsed.query, window, deps),
    isCounted ? countFacets(parsed.query, window, deps) : null,
  ]);
  const { hits, looked, cursor } = page;
  return {
    title: `${q} · Search`,
    json: {
      query: parsed.canonical,
      hits: hitsJson(hits),
      looked,
      next: cursor,
      ...(isCounted ? { facets } : {}),
    },
    body: markup`${form(null)}
<section aria-labelledby="found"><h2 id="found" class="count">${foundWords(page, window.cursor !== null)}</h2>
${hitList(hits, deps.catalogue)}</section>
${facets === null ? countLink(its, hits.length) : facetsHtml(facets, q, withoutQuery(its), deps.catalogue)}
${cursor === null ? "" : nextLink(hits.length === 0 ? "Look further" : window.sort === "relevance" ? "More" : "Older ones", "/search", { ...sameWindow(its), cursor })}
<p class="next"><a href="${address("/subscribe", { q })}">Mail me when there is a new one</a></p>`,
  };
}

function countLink(its: Window, hits: number): Html {
  return hits === 0
    ? markup``
    : markup`<p><a href="${address("/search", { ...sameWindow(its), facets: "yes" })}">Count them by source, country, speaker and month</a></p>`;
}

function withoutQuery(its: Window): Readonly<Record<string, string>> {
  const { q: _, ...others } = sameWindow(its);
  return others;
}

function foundWords({ hits, looked, by, cursor }: SearchPage, isFurther: boolean): string {
  if (by === "index" && (cursor === null || hits.length > 0)) {
    const more = cursor === null ? "" : ", and there may be more";
    return `${hits.length === 0 ? "None" : hits.length} found${more}`;
  }
  const among = `${isFurther ? "the next " : cursor === null ? "" : "the newest "}${counted(looked)}`;
  return hits.length === 0 ? `None among ${among}` : `${hits.length} found among ${among}`;
}

function counted(readouts: number): string {
  return readouts === 1 ? "1 readout" : `${readouts} readouts`;
}

function wrongCursor(error: unknown): Answer {
  if (!(error instanceof CursorError)) throw error;
  return failure(
    400,
    "Not a page of this list",
    "cursor: not one that this list gave; begin again at the first page.",
  );
}
