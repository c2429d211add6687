import { deserialize, serialize } from "node:v8";
import { type PreparedDocument, prepareDocument } from "../../query/finding/document.ts";
import { parseQuery } from "../../query/parsing/parse-query.ts";
import { QuerySet, restoreQuerySet, type SavedQuerySet } from "../../query/set/query-set.ts";
import { Lexicon } from "../../query/words/lexicon.ts";
import type { Revision } from "../../readouts/revision.ts";
import type { Log } from "../../runtime/log.ts";
import {
  type StandingChange,
  standingKey,
  type StandingQuery,
  type SubscriptionKey,
} from "../../subscriptions/standing-query.ts";
import { type SavedStanding, saveStanding, standingAt } from "./standing-columns.ts";

/** The language of most readouts: the stems of its words are saved along. */
const usualLanguages = ["en"];

interface SavedQueries {
  readonly standing: SavedStanding;
  readonly set: SavedQuerySet;
}

/**
 * Queries as `restoreWatched` reads them, compiled. Only the same code of `lambda/query` can: what was saved says nothing of it.
 * The same queries give the same bytes.
 */
export function saveWatched(queries: readonly StandingQuery[], log: Log): Uint8Array {
  const set = new QuerySet(new Lexicon());
  queries.forEach((query, reference) => {
    addTo(set, reference, query, log);
  });
  const saved: SavedQueries = { standing: saveStanding(queries), set: set.save(usualLanguages) };
  return serialize(saved);
}

/** @throws Error where the bytes are not what `saveWatched` wrote, or another version of V8 did */
export function restoreWatched(bytes: Uint8Array, log: Log): WatchedQueries {
  const { standing, set } = deserialize(bytes) as SavedQueries; // written above
  return new WatchedQueries({ standing, set: restoreQuerySet(set) }, log);
}

/** Null: not made yet, and to be read where it was saved. */
type Kept = StandingQuery | null | undefined;

/** Everybody's queries, compiled once and changed as subscriptions change. */
export class WatchedQueries {
  readonly #log: Log;
  readonly #saved: SavedStanding | null;
  readonly #byReference: Kept[];
  /** Made when it is first asked for, since most calls have nothing but a readout to match. */
  #references: Map<string, number> | null = null;
  /** Of subscriptions that are gone. */
  readonly #free: number[] = [];
  #set: QuerySet;

  constructor(
    queries: Iterable<StandingQuery> | { readonly standing: SavedStanding; readonly set: QuerySet },
    log: Log,
  ) {
    this.#log = log;
    if ("set" in queries) {
      this.#saved = queries.standing;
      this.#byReference = Array.from(queries.standing.ruled, () => null);
      this.#set = queries.set;
      return;
    }
    this.#saved = null;
    this.#byReference = [];
    this.#set = new QuerySet();
    for (const query of queries) this.apply({ ...query, standing: query });
  }

  get isEmpty(): boolean {
    return this.#byReference.length === this.#free.length;
  }

  /** Once more changes nothing. */
  apply(change: StandingChange): void {
    const key = standingKey(change);
    const references = this.#allReferences();
    const known = references.get(key);
    if (known !== undefined && this.#at(known)?.query === change.standing?.query) {
      this.#byReference[known] = change.standing ?? undefined;
      return;
    }
    if (known !== undefined) this.#forget(key, known);
    if (change.standing === null) return;
    const reference = this.#free.pop() ?? this.#byReference.length;
    this.#byReference[reference] = change.standing;
    references.set(key, reference);
    addTo(this.#set, reference, change.standing, this.#log);
  }

  find(subscription: SubscriptionKey): StandingQuery | null {
    const reference = this.#allReferences().get(standingKey(subscription));
    return reference === undefined ? null : (this.#at(reference) ?? null);
  }

  /** Those whose query wants a revision, in the order in which they came. */
  matching(revision: Revision): readonly StandingQuery[] {
    const document = prepareDocument(revision.content, revision);
    const found: StandingQuery[] = [];
    for (const reference of this.#fitting(document).match(document).sort()) {
      const query = this.#at(reference);
      if (query !== undefined) found.push(query);
    }
    return found;
  }

  #at(reference: number): StandingQuery | undefined {
    const kept = this.#byReference[reference];
    if (kept !== null || this.#saved === null) return kept ?? undefined;
    const made = standingAt(this.#saved, reference);
    this.#byReference[reference] = made;
    return made;
  }

  #allReferences(): Map<string, number> {
    if (this.#references !== null) return this.#references;
    const references = new Map<string, number>();
    for (const reference of this.#byReference.keys()) {
      const query = this.#at(reference);
      if (query !== undefined) references.set(standingKey(query), reference);
    }
    this.#references = references;
    return references;
  }

  /** Words may have got other numbers since the set was made: then it is made anew. */
  #fitting(document: PreparedDocument): QuerySet {
    if (this.#set.fits(document)) return this.#set;
    this.#set = new QuerySet();
    for (const reference of this.#byReference.keys()) {
      const query = this.#at(reference);
      if (query !== undefined) addTo(this.#set, reference, query, this.#log);
    }
    return this.#set;
  }

  #forget(key: string, reference: number): void {
    this.#set.remove(reference);
    this.#allReferences().delete(key);
    this.#byReference[reference] = undefined;
    this.#free.push(reference);
  }
}

function addTo(
  set: QuerySet,
  reference: number,
  { subscriberId, subscriptionId, query }: StandingQuery,
  log: Log,
): void {
  const parsed = parseQuery(query);
  if (parsed.ok) set.add(reference, parsed.query);
  // It stops no other.
  else {
    const problem = parsed.error.message;
    log.error("a stored query no longer parses", { subscriberId, subscriptionId, problem });
  }
}
