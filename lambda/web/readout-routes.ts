import { Hono } from "hono";
import { difference } from "../readouts/difference.ts";
import type { ReadoutHead } from "../readouts/revision.ts";
import { type Answer, answer, type Bindings, notHere } from "./answering.ts";
import { headJson, revisionJson, revisionLineJson } from "./json.ts";
import { comparisonHtml, copiesHtml } from "./pages/copies.ts";
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
  routes.get("/readouts/:id/copies/:other", async (c) => {
    const { id, other } = c.req.param();
    return await answer(c, deps, await comparison(id, other, deps));
  });
  return routes;
}

/** @param number null: the latest, without its changes */
async function readout(id: string, number: number | null, deps: SiteDeps): Promise<Answer> {
  const head = await deps.readouts.head(id);
  if (head === null) return notHere(`There is no readout ${id} in the archive.`);
  const source = deps.catalogue.get(head.sourceId);
  if (head.latest === 0) {
    const nothing = { revision: null, revisions: [], difference: null, copies: [] };
    const json = { head: headJson(head), ...nothing };
    return { title: head.title, json, body: unreadableHtml(head, source) };
  }
  const revisions = await deps.readouts.revisions(id);
  const wanted = number ?? head.latest;
  const revision = revisions.find((one) => one.revision === wanted);
  if (revision === undefined) {
    return notHere(`${id} has revisions 1 to ${head.latest}, but no ${wanted}.`);
  }
  const before = number === null ? undefined : revisions.find((one) => one.revision === wanted - 1);
  const copies = await headsOf(await deps.copies.groupOf(id), deps);
  const changes = before === undefined ? null : difference(before.content, revision.content);
  return {
    title: revision.content.title,
    json: {
      head: headJson(head),
      revision: revisionJson(revision),
      revisions: revisions.map(revisionLineJson),
      difference: changes,
      copies: copies.map(headJson),
    },
    body: readoutHtml({
      head,
      source,
      revision,
      revisions,
      difference: changes,
      copies: copiesHtml(head, copies, deps.catalogue),
    }),
  };
}

async function headsOf(
  ids: readonly string[],
  { readouts }: SiteDeps,
): Promise<readonly ReadoutHead[]> {
  const heads = await Promise.all(ids.map(async (id) => await readouts.head(id)));
  return heads.filter((head) => head !== null);
}

/** What a readout says otherwise than one of its copies. */
async function comparison(id: string, other: string, deps: SiteDeps): Promise<Answer> {
  const group = await deps.copies.groupOf(id);
  const [own, theirs] = await headsOf([id, other], deps);
  const texts = await Promise.all([deps.readouts.latest(id), deps.readouts.latest(other)]);
  const [text, theirText] = texts;
  if (!group.includes(other) || own === undefined || theirs === undefined) {
    return notHere(`${other} is no copy of ${id}.`);
  }
  if (text === null || theirText === null) return notHere(`${other} could not be read yet.`);
  const changes = difference(theirText.content, text.content);
  return {
    title: `${text.content.title}: two copies`,
    json: { head: headJson(own), other: headJson(theirs), difference: changes },
    body: comparisonHtml(own, theirs, changes),
  };
}
