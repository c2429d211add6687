import { deserialize, serialize } from "node:v8";
import { compressed, decompressed } from "../../archive/packing.ts";
import type {
  StandingQuery,
  StandingRule,
  SubscriptionKey,
} from "../../subscriptions/standing-query.ts";

type Rule = Pick<StandingQuery, "frequency" | "timeZone" | "events">;

/** Many standing queries, by their keys, so that none of them is made an object of before it is asked for. */
export interface SavedStanding {
  /**
   * Subscriber and subscription of each, one after the other, padded to the widths below. Apart from the rest, which is
   * compressed: ids are random, and take longer to decompress than all else.
   */
  readonly keys: string;
  readonly rest: SavedRest;
  /** Packed: matching does without them. See `queriesOf`. */
  readonly queries: Uint8Array;
}

export interface SavedRest {
  /** Of the longest subscriber id and the longest subscription id. In UTF-16 units, as `lengths`. */
  readonly widths: readonly [number, number];
  /** Of each its subscriber id and its subscription id. */
  readonly lengths: Uint16Array<ArrayBuffer>;
  /** When and of what each is told: index into `rules`. */
  readonly ruled: Int32Array<ArrayBuffer>;
  /** Those of many subscriptions are the same. */
  readonly rules: readonly Rule[];
}

/** By subscriber, then by subscription: what `saveStanding` wants. */
export function byKey(one: SubscriptionKey, other: SubscriptionKey): number {
  return (
    compare(one.subscriberId, other.subscriberId) ||
    compare(one.subscriptionId, other.subscriptionId)
  );
}

/** The same on every machine, unlike a collation. */
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** @param queries sorted `byKey` */
export function saveStanding(queries: readonly StandingQuery[]): SavedStanding {
  const widths = [
    longest(queries.map(({ subscriberId }) => subscriberId)),
    longest(queries.map(({ subscriptionId }) => subscriptionId)),
  ] as const;
  const lengths = new Uint16Array(2 * queries.length);
  const ruled = new Int32Array(queries.length);
  const byText = new Map<string, number>();
  const rules: Rule[] = [];
  const keys: string[] = [];
  queries.forEach(({ subscriberId, subscriptionId, frequency, timeZone, events }, n) => {
    keys.push(subscriberId.padEnd(widths[0]), subscriptionId.padEnd(widths[1]));
    lengths[2 * n] = subscriberId.length;
    lengths[2 * n + 1] = subscriptionId.length;
    const rule = { frequency, timeZone, events };
    const text = JSON.stringify(rule);
    const known = byText.get(text) ?? rules.length;
    if (known === rules.length) rules.push(rule);
    byText.set(text, known);
    ruled[n] = known;
  });
  return {
    keys: keys.join(""),
    rest: { widths, lengths, ruled, rules },
    queries: compressed(serialize(queries.map(({ query }) => query))),
  };
}

const longest = (texts: readonly string[]): number =>
  texts.reduce((most, { length }) => Math.max(most, length), 0);

export const countOf = ({ rest }: SavedStanding): number => rest.ruled.length;

/** As their owners wrote them. */
export function queriesOf({ queries }: SavedStanding): readonly string[] {
  return deserialize(decompressed(queries)) as readonly string[]; // written above
}

/** @throws RangeError where there are fewer */
export function standingAt({ keys, rest }: SavedStanding, n: number): StandingRule {
  const { ruled, rules, widths, lengths } = rest;
  const rule = rules[ruled[n] ?? -1];
  if (rule === undefined) throw new RangeError(`There is no standing query ${n}.`);
  const start = n * (widths[0] + widths[1]);
  const middle = start + widths[0];
  return {
    subscriberId: keys.slice(start, start + (lengths[2 * n] ?? 0)),
    subscriptionId: keys.slice(middle, middle + (lengths[2 * n + 1] ?? 0)),
    frequency: rule.frequency,
    timeZone: rule.timeZone,
    events: rule.events,
  };
}

/** Null where it is not among them. */
export function placeOf(saved: SavedStanding, key: SubscriptionKey): number | null {
  let first = 0;
  let last = countOf(saved) - 1;
  while (first <= last) {
    const middle = (first + last) >> 1;
    const order = byKey(standingAt(saved, middle), key);
    if (order === 0) return middle;
    if (order < 0) first = middle + 1;
    else last = middle - 1;
  }
  return null;
}
