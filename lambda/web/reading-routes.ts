import { Hono } from "hono";
import { CursorError } from "../archive/newest-heads.ts";
import { searchArchive } from "../archive/search.ts";
import { parseQuery } from "../query/parse-query.ts";
import { difference } from "../readouts/difference.ts";
import type { Revision } from "../readouts/revision.ts";
import { addMs } from "../runtime/instant.ts";
import { answer, type Bindings, type SiteContext } from "./answering.ts";
import { markup } from "./page.ts";
import { problemHtml, queryProblemHtml } from "./problem.ts";
import { nextLink, readoutList } from "./readout-list.ts";
import { readoutHtml } from "./readout-page.ts";
import { searchForm } from "./search-form.ts";
import type { SiteDeps } from "./site-deps.ts";
import { momentHtml } from "./times.ts";

const pageSize = 20;

/** What reads the archive and changes nothing. */
export function readingRoutes(deps: SiteDeps): Hono<{ Bindings: Bindings }> {
  const routes = new Hono<{ Bindings: Bindings }>();
  routes.get("/", async (c) => await newest(c, deps));
  routes.get("/search", async (c) => await search(c, deps));
  routes.get("/sources", async (c) => await sources(c, deps));
  routes.get("/readouts/:id", async (c) => await readout(c, deps, c.req.param("id"), null));
  routes.get("/readouts/:id/revisions/:number{[0-9]+}", async (c) => {
    return await readout(c, deps, c.req.param("id"), Number(c.req.param("number")));
  });
  return routes;
}

/** Everything so far, and what the press offices' clocks date a little ahead. */
function untilNow({ clock }: SiteDeps): string {
  return addMs(clock.now(), 366 * 24 * 60 * 60 * 1000);
}

async function newest(c: SiteContext, deps: SiteDeps): Promise<Response> {
  const cursor = c.req.query("cursor") ?? null;
  const within = { sourceId: null, since: null, until: untilNow(deps), cursor, limit: pageSize };
  const page = await deps.readouts.newest(within).catch(badCursor);
  if (page === null) return await wrongCursor(c, deps);
  const heads = page.heads.filter(({ latest }) => latest > 0);
  const empty = markup`<p>Nothing is archived yet. The first poll of each press office takes a minute or two; reload this page then.</p>`;
  return await answer(c, deps, {
    title: cursor === null ? "" : "Older readouts",
    json: { readouts: heads, next: page.cursor },
    body: markup`<h1>Newest readouts</h1>
${searchForm("")}
${
  heads.length === 0
    ? empty
    : readoutList(
        heads.map((head) => ({ head, snippets: [] })),
        deps,
      )
}
${page.cursor === null ? "" : nextLink("/", { cursor: page.cursor })}`,
  });
}

async function search(c: SiteContext, deps: SiteDeps): Promise<Response> {
  const text = c.req.query("q") ?? "";
  const title = text === "" ? "Search" : `${text} · Search`;
  if (text.trim() === "") {
    const body = markup`<h1>Search</h1>${searchForm("")}`;
    return await answer(c, deps, {
      title,
      body,
      json: { error: "q is missing: the query" },
      status: 200,
    });
  }
  const parsed = parseQuery(text);
  if (!parsed.ok) {
    const body = markup`<h1>Search</h1>${searchForm(text)}${queryProblemHtml(text, parsed.error)}`;
    return await answer(c, deps, { title, body, json: { error: parsed.error }, status: 400 });
  }
  const sourceId = c.req.query("source") ?? null;
  const cursor = c.req.query("cursor") ?? null;
  const within = { sourceId, since: null, until: untilNow(deps), cursor, limit: pageSize };
  const page = await searchArchive(parsed.query, within, deps.readouts).catch(badCursor);
  if (page === null) return await wrongCursor(c, deps);
  const more = page.cursor === null ? null : { q: text, cursor: page.cursor };
  const looked = markup`<p class="quiet" role="status">${page.hits.length} found in ${page.looked} readouts${more === null ? "" : ", newest first; there are older ones"}.</p>`;
  return await answer(c, deps, {
    title,
    json: { query: parsed.canonical, hits: page.hits, looked: page.looked, next: page.cursor },
    body: markup`<h1>Search</h1>${searchForm(text)}${looked}
${readoutList(page.hits, deps)}
${more === null ? "" : nextLink("/search", { ...more, ...(sourceId === null ? {} : { source: sourceId }) })}
<p><a class="button" href="/subscribe?${new URLSearchParams({ q: text }).toString()}">Mail me new ones</a></p>`,
  });
}

async function readout(
  c: SiteContext,
  deps: SiteDeps,
  id: string,
  number: number | null,
): Promise<Response> {
  const head = await deps.readouts.head(id);
  if (head === null) return await notThere(c, deps, `There is no readout ${id} in the archive.`);
  if (head.latest === 0) {
    return await notThere(
      c,
      deps,
      `${id} could not be read yet: ${head.reason ?? "no reason known"}. Its original: ${head.url}`,
    );
  }
  const revisions = await deps.readouts.revisions(id);
  const wanted = number ?? head.latest;
  const revision = revisions.find((one) => one.revision === wanted);
  if (revision === undefined) return await notThere(c, deps, `${id} has no revision ${wanted}.`);
  const before = revisions.find((one) => one.revision === wanted - 1);
  const changes =
    before === undefined || number === null ? null : difference(before.content, revision.content);
  const source = deps.catalogue.get(head.sourceId);
  return await answer(c, deps, {
    title: revision.content.title,
    json: { head, revision, revisions: revisions.map(withoutContent), difference: changes },
    body: readoutHtml({ head, source, revision, revisions, difference: changes }),
  });
}

function withoutContent({ content: _content, ...rest }: Revision) {
  return rest;
}

async function sources(c: SiteContext, deps: SiteDeps): Promise<Response> {
  const all = await Promise.all(
    deps.catalogue.all.map(async (source) => ({
      source,
      state: await deps.sources.get(source.id),
    })),
  );
  const json = all.map(({ source, state }) => ({
    id: source.id,
    name: source.name,
    homepage: source.homepage,
    lastPolledAt: state?.lastPolledAt ?? null,
    lastSuccessAt: state?.lastSuccessAt ?? null,
    lastNewEntryAt: state?.lastNewEntryAt ?? null,
    failures: state?.failures ?? 0,
    problem: state?.lastProblem ?? null,
  }));
  const rows = all.map(
    ({
      source,
      state,
    }) => markup`<tr><th scope="row"><a href="${source.homepage}" rel="noopener external">${source.name}</a></th>
<td>${state?.lastSuccessAt == null ? "not yet" : momentHtml(state.lastSuccessAt, "UTC")}</td>
<td>${state?.lastNewEntryAt == null ? "not yet" : momentHtml(state.lastNewEntryAt, "UTC")}</td>
<td>${state === null ? "not polled yet" : (state.lastProblem ?? "well")}</td></tr>`,
  );
  return await answer(c, deps, {
    title: "Sources",
    json: { sources: json },
    body: markup`<h1>Sources</h1>
<div class="scroll" role="region" aria-label="Sources" tabindex="0"><table>
<thead><tr><th scope="col">Press office</th><th scope="col">Last read</th><th scope="col">Last news</th><th scope="col">State</th></tr></thead>
<tbody>${rows}</tbody></table></div>`,
  });
}

function badCursor(error: unknown): null {
  if (error instanceof CursorError) return null;
  throw error;
}

async function wrongCursor(c: SiteContext, deps: SiteDeps): Promise<Response> {
  const message = "The address of this page is not complete: start again from the first page.";
  const body = markup`<h1>Not a page of this list</h1>${problemHtml(message)}`;
  return await answer(c, deps, {
    title: "Not a page of this list",
    body,
    json: { error: message },
    status: 400,
  });
}

async function notThere(c: SiteContext, deps: SiteDeps, message: string): Promise<Response> {
  const body = markup`<h1>Not here</h1><p>${message}</p>${searchForm("")}`;
  return await answer(c, deps, { title: "Not here", body, json: { error: message }, status: 404 });
}
