import { deserialize, serialize } from "node:v8";
import { compressed, decompressed } from "../../archive/packing.ts";
import { type PreparedDocument, prepareDocument } from "../../query/finding/document.ts";
import { parseQuery } from "../../query/parsing/parse-query.ts";
import { QuerySet, restoreQuerySet } from "../../query/set/query-set.ts";
import type { SavedQuerySet } from "../../query/set/saved-query-set.ts";
import { currentLexicon, settleLexicon } from "../../query/words/current-lexicon.ts";
import { Lexicon } from "../../query/words/lexicon.ts";
import type { ReadoutContent } from "../../readouts/readout.ts";
import type { Revision } from "../../readouts/revision.ts";
import type { Log } from "../../runtime/log.ts";
import {
  type StandingChange,
  standingKey,
  type StandingQuery,
  type StandingRule,
  type SubscriptionKey,
} from "../../subscriptions/standing-query.ts";
import {
  byKey,
  countOf,
  placeOf,
  queriesOf,
  type SavedRest,
  type SavedStanding,
  saveStanding,
  standingAt,
} from "./standing-columns.ts";

interface Saved extends Omit<SavedStanding, "rest"> {
  /** Packed: a `SavedSet`. */
  readonly compiled: Uint8Array;
}

interface SavedSet {
  readonly rest: SavedRest;
  readonly set: SavedQuerySet;
}

/**
 * Queries as `restoreWatched` reads them, compiled, and compressed where that helps. Only the same code of `lambda/query` can:
 * what was saved says nothing of it. The same queries give the same bytes, in whatever order.
 * @param like see `QuerySet.save`
 */
export function saveWatched(
  queries: readonly StandingQuery[],
  like: readonly ReadoutContent[],
  log: Log,
): Uint8Array {
  const sorted = queries.toSorted(byKey);
  const set = new QuerySet(new Lexicon());
  sorted.forEach((query, reference) => {
    addTo(set, reference, query, log);
  });
  const { rest, ...standing } = saveStanding(sorted);
  const compiled: SavedSet = { rest, set: set.save(like) };
  const saved: Saved = { ...standing, compiled: compressed(serialize(compiled)) };
  return serialize(saved);
}

/** @throws Error where the bytes are not what `saveWatched` wrote, or another version of V8 did */
export function restoreWatched(bytes: Uint8Array, log: Log): WatchedQueries {
  const { compiled, ...standing } = deserialize(bytes) as Saved; // written above
  const { rest, set } = deserialize(decompressed(compiled)) as SavedSet; // the same
  return new WatchedQueries({ standing: { ...standing, rest }, set: restoreQuerySet(set) }, log);
}

/**
 * A query's text goes with it where it came by itself; that of the others is with what was saved. Null: gone. Undefined: to be
 * read where it was saved.
 */
type Kept = StandingQuery | StandingRule | null | undefined;

/** Everybody's queries, compiled once and changed as subscriptions change. */
export class WatchedQueries {
  readonly #log: Log;
  readonly #saved: SavedStanding | null;
  readonly #byReference: Kept[] = [];
  /** Of those that came since: what was saved finds its own. */
  readonly #references = new Map<string, number>();
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
      this.#byReference.length = countOf(queries.standing);
      this.#set = queries.set;
      return;
    }
    this.#saved = null;
    const lexicon = currentLexicon();
    const before = lexicon.size;
    this.#set = new QuerySet(lexicon);
    for (const query of queries) this.apply({ ...query, standing: query });
    settleLexicon(lexicon.size - before);
  }

  get isEmpty(): boolean {
    return this.#byReference.length === this.#free.length;
  }

  /** Once more changes nothing. */
  apply(change: StandingChange): void {
    const key = standingKey(change);
    const { standing } = change;
    const known = this.#referenceOf(change);
    if (known !== null) {
      const before = this.#at(known);
      if (standing !== null && before !== null && queryOf(before) === standing.query) {
        this.#byReference[known] = standing;
        return;
      }
      this.#forget(key, known);
    }
    if (standing === null) return;
    const reference = this.#free.pop() ?? this.#byReference.length;
    this.#byReference[reference] = standing;
    this.#references.set(key, reference);
    addTo(this.#set, reference, standing, this.#log);
  }

  find(subscription: SubscriptionKey): StandingRule | null {
    const reference = this.#referenceOf(subscription);
    return reference === null ? null : this.#at(reference);
  }

  /** Those whose query wants a revision. */
  matching(revision: Revision): readonly StandingRule[] {
    const document = prepareDocument(revision.content, revision);
    const found: StandingRule[] = [];
    for (const reference of this.#fitting(document).match(document).sort()) {
      const one = this.#at(reference);
      if (one !== null) found.push(one);
    }
    return found;
  }

  /** The same object as long as nothing becomes of it. */
  #at(reference: number): StandingRule | null {
    const kept = this.#byReference[reference];
    if (kept !== undefined || this.#saved === null) return kept ?? null;
    const made = standingAt(this.#saved, reference);
    this.#byReference[reference] = made;
    return made;
  }

  #referenceOf(subscription: SubscriptionKey): number | null {
    const key = standingKey(subscription);
    const known = this.#references.get(key);
    if (known !== undefined) return known;
    const place = this.#saved === null ? null : placeOf(this.#saved, subscription);
    if (place === null) return null;
    // Another one may have its place by now.
    const one = this.#at(place);
    return one !== null && standingKey(one) === key ? place : null;
  }

  /** Words may have got other numbers since the set was made: then it is made anew. */
  #fitting(document: PreparedDocument): QuerySet {
    if (this.#set.fits(document)) return this.#set;
    // That of the document, even if it is not to be that of the next one.
    const { lexicon } = document.scan;
    const before = lexicon.size;
    this.#set = new QuerySet(lexicon);
    const saved = this.#saved === null ? [] : queriesOf(this.#saved);
    for (const reference of this.#byReference.keys()) {
      const one = this.#at(reference);
      if (one === null) continue;
      const query = queryOf(one) ?? saved[reference];
      if (query !== undefined) addTo(this.#set, reference, { ...one, query }, this.#log);
    }
    settleLexicon(lexicon.size - before);
    return this.#set;
  }

  #forget(key: string, reference: number): void {
    this.#set.remove(reference);
    this.#references.delete(key);
    this.#byReference[reference] = null;
    this.#free.push(reference);
  }
}

/** Null: its text was saved apart. */
const queryOf = (one: StandingQuery | StandingRule): string | null =>
  "query" in one ? one.query : null;

function addTo(
  set: QuerySet,
  reference: number,
  { subscriberId, subscriptionId, query }: Pick<StandingQuery, keyof SubscriptionKey | "query">,
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
