import { type PreparedDocument, prepareDocument } from "../../query/finding/document.ts";
import { parseQuery } from "../../query/parsing/parse-query.ts";
import { QuerySet } from "../../query/set/query-set.ts";
import type { Revision } from "../../readouts/revision.ts";
import type { Log } from "../../runtime/log.ts";
import {
  type StandingChange,
  standingKey,
  type StandingQuery,
  type SubscriptionKey,
} from "../../subscriptions/standing-query.ts";

/** Everybody's queries, compiled once and changed as subscriptions change. */
export class WatchedQueries {
  readonly #log: Log;
  readonly #byReference: (StandingQuery | undefined)[] = [];
  readonly #references = new Map<string, number>();
  /** Of subscriptions that are gone. */
  readonly #free: number[] = [];
  #set = new QuerySet();

  constructor(queries: Iterable<StandingQuery>, log: Log) {
    this.#log = log;
    for (const query of queries) this.apply({ ...query, standing: query });
  }

  get isEmpty(): boolean {
    return this.#references.size === 0;
  }

  /** Once more changes nothing. */
  apply(change: StandingChange): void {
    const key = standingKey(change);
    const known = this.#references.get(key);
    if (known !== undefined && this.#byReference[known]?.query === change.standing?.query) {
      this.#byReference[known] = change.standing ?? undefined;
      return;
    }
    if (known !== undefined) this.#forget(key, known);
    if (change.standing === null) return;
    const reference = this.#free.pop() ?? this.#byReference.length;
    this.#byReference[reference] = change.standing;
    this.#references.set(key, reference);
    this.#add(reference, change.standing);
  }

  find(subscription: SubscriptionKey): StandingQuery | null {
    const reference = this.#references.get(standingKey(subscription));
    return reference === undefined ? null : (this.#byReference[reference] ?? null);
  }

  /** Those whose query wants a revision, in the order in which they came. */
  matching(revision: Revision): readonly StandingQuery[] {
    const document = prepareDocument(revision.content, revision);
    return [...this.#fitting(document).match(document)]
      .sort((a, b) => a - b)
      .map((reference) => this.#byReference[reference])
      .filter((query) => query !== undefined);
  }

  /** Words may have got other numbers since the set was made: then it is made anew. */
  #fitting(document: PreparedDocument): QuerySet {
    if (this.#set.fits(document)) return this.#set;
    this.#set = new QuerySet();
    this.#byReference.forEach((query, reference) => {
      if (query !== undefined) this.#add(reference, query);
    });
    return this.#set;
  }

  #add(reference: number, { subscriberId, subscriptionId, query }: StandingQuery): void {
    const parsed = parseQuery(query);
    if (parsed.ok) this.#set.add(reference, parsed.query);
    // It stops no other.
    else {
      const problem = parsed.error.message;
      this.#log.error("a stored query no longer parses", { subscriberId, subscriptionId, problem });
    }
  }

  #forget(key: string, reference: number): void {
    this.#set.remove(reference);
    this.#references.delete(key);
    this.#byReference[reference] = undefined;
    this.#free.push(reference);
  }
}
