import { Hono } from "hono";
import { answer, type Bindings } from "./answering.ts";
import { healthOf, type SourceHealth, sourcesHtml } from "./pages/sources-page.ts";
import type { SiteDeps } from "./site-deps.ts";

/** The press offices that are watched, and how that goes. */
export function sourceRoutes(deps: SiteDeps): Hono<{ Bindings: Bindings }> {
  const routes = new Hono<{ Bindings: Bindings }>();
  routes.get("/sources", async (c) => {
    const states = await deps.sources.summaries(deps.catalogue.all.map(({ id }) => id));
    const all = deps.catalogue.all.map((source) => ({
      source,
      state: states.get(source.id) ?? null,
    }));
    const json = { sources: all.map(plain) };
    return await answer(c, deps, { title: "Sources", json, body: sourcesHtml(all) });
  });
  return routes;
}

function plain({ source, state }: SourceHealth) {
  return {
    id: source.id,
    name: source.name,
    publisher: source.publisher,
    country: source.country,
    language: source.language,
    homepage: source.homepage,
    pollMinutes: source.pollMinutes,
    licence: source.licence,
    health: healthOf(state),
    lastPolledAt: state?.lastPolledAt ?? null,
    lastSuccessAt: state?.lastSuccessAt ?? null,
    lastNewEntryAt: state?.lastNewEntryAt ?? null,
    failures: state?.failures ?? 0,
    problem: state?.lastProblem ?? null,
  };
}
