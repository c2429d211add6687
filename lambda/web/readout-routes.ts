import { Hono } from "hono";
import { difference } from "../readouts/difference.ts";
import { type Answer, answer, type Bindings, notHere } from "./answering.ts";
import { headJson, revisionJson, revisionLineJson } from "./json.ts";
import { readoutHtml, unreadableHtml } from "./pages/readout-page.ts";
import type { SiteDeps } from "./site-deps.ts";

/** One readout: its latest revision, or any of its revisions with what it changed. */
export function readoutRoutes(deps: SiteDeps): Hono<{ Bindings: Bindings }> {
  const routes = new Hono<{ Bindings: Bindings }>();
  routes.get("/readouts/:id", async (c) => {
    return await answer(c, deps, await readout(c.req.param("id"), null, deps));
  });
  routes.get("/readouts/:id/revisions/:number{[0-9]{1,9}}", async (c) => {
    const { id, number } = c.req.param();
    return await answer(c, deps, await readout(id, Number(number), deps));
  });
  return routes;
}

/** @param number null: the latest, without its changes */
async function readout(id: string, number: number | null, deps: SiteDeps): Promise<Answer> {
  const head = await deps.readouts.head(id);
  if (head === null) return notHere(`There is no readout ${id} in the archive.`);
  const source = deps.catalogue.get(head.sourceId);
  if (head.latest === 0) {
    const json = { head: headJson(head), revision: null, revisions: [], difference: null };
    return { title: head.title, json, body: unreadableHtml(head, source) };
  }
  const revisions = await deps.readouts.revisions(id);
  const wanted = number ?? head.latest;
  const revision = revisions.find((one) => one.revision === wanted);
  if (revision === undefined) {
    return notHere(`${id} has revisions 1 to ${head.latest}, but no ${wanted}.`);
  }
  const before = number === null ? undefined : revisions.find((one) => one.revision === wanted - 1);
  const changes = before === undefined ? null : difference(before.content, revision.content);
  return {
    title: revision.content.title,
    json: {
      head: headJson(head),
      revision: revisionJson(revision),
      revisions: revisions.map(revisionLineJson),
      difference: changes,
    },
    body: readoutHtml({ head, source, revision, revisions, difference: changes }),
  };
}
