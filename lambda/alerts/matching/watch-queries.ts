import type { StandingHead, StandingQueriesTable } from "../../archive/standing-queries-table.ts";
import type { SubscriptionsTable } from "../../archive/subscriptions-table.ts";
import type { Log } from "../../runtime/log.ts";
import { restoreWatched, WatchedQueries } from "./watched-queries.ts";

export interface WatchDeps {
  readonly log: Log;
  /** See `KeepDeps`. */
  readonly queryCode: string;
  readonly standing: Pick<StandingQueriesTable, "head" | "snapshot" | "compiled" | "changes">;
  readonly subscriptions: Pick<SubscriptionsTable, "standingQueries">;
}

/** How often a snapshot may be replaced while it is being read. */
const attempts = 5;

/**
 * Everybody's queries as they are now, kept from one call to the next: each call reads one small item, and then what has
 * changed since the call before. Where no copy was made yet, the subscriptions themselves are read.
 */
export function watchQueries({
  log,
  queryCode,
  standing,
  subscriptions,
}: WatchDeps): () => Promise<WatchedQueries> {
  let kept: { readonly head: StandingHead; readonly queries: WatchedQueries } | null = null;

  async function update(head: StandingHead): Promise<WatchedQueries | null> {
    if (kept !== null) {
      const changes = await standing.changes(kept.head.version, head);
      if (changes !== null) {
        for (const change of changes) kept.queries.apply(change);
        kept = { ...kept, head };
        return kept.queries;
      }
    }
    const made = (await restored(head)) ?? (await compiled(head));
    const changes = await standing.changes(head.since, head);
    if (made === null || changes === null) return null;
    for (const change of changes) made.apply(change);
    kept = { head, queries: made };
    return made;
  }

  /** What another process compiled; null where there is none that can be read here. */
  async function restored(head: StandingHead): Promise<WatchedQueries | null> {
    const bytes = await standing.compiled(head, queryCode);
    if (bytes === null) return null;
    try {
      return restoreWatched(bytes, log);
    } catch (error) {
      log.error("compiled queries cannot be read", {
        part: head.compiled?.part,
        problem: String(error),
      });
      return null;
    }
  }

  async function compiled(head: StandingHead): Promise<WatchedQueries | null> {
    const queries = await standing.snapshot(head);
    return queries === null ? null : new WatchedQueries(queries, log);
  }

  return async () => {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const head = await standing.head();
      if (head === null) return new WatchedQueries(await subscriptions.standingQueries(), log);
      if (kept?.head.version === head.version) return kept.queries;
      const queries = await update(head);
      if (queries !== null) return queries;
    }
    throw new Error(`the copy of all queries was replaced ${attempts} times while it was read`);
  };
}
