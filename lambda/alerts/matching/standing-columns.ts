import type { StandingQuery } from "../../subscriptions/standing-query.ts";

type Rules = Pick<StandingQuery, "frequency" | "timeZone" | "events">;

/** Many standing queries so that none of them is made an object of before it is asked for. */
export interface SavedStanding {
  /** Of each its subscriber, its subscription and its query, one after the other. */
  readonly text: string;
  /** Where each of the three ends in the text, in UTF-16 units. */
  readonly ends: Int32Array<ArrayBuffer>;
  /** When and of what each is told: index into `rules`. */
  readonly ruled: Int32Array<ArrayBuffer>;
  /** Those of many subscriptions are the same. */
  readonly rules: readonly Rules[];
}

export function saveStanding(queries: readonly StandingQuery[]): SavedStanding {
  const ends = new Int32Array(3 * queries.length);
  const ruled = new Int32Array(queries.length);
  const byText = new Map<string, number>();
  const rules: Rules[] = [];
  const texts: string[] = [];
  let end = 0;
  queries.forEach(({ subscriberId, subscriptionId, query, frequency, timeZone, events }, n) => {
    [subscriberId, subscriptionId, query].forEach((text, column) => {
      texts.push(text);
      end += text.length;
      ends[3 * n + column] = end;
    });
    const rule = { frequency, timeZone, events };
    const text = JSON.stringify(rule);
    const known = byText.get(text) ?? rules.length;
    if (known === rules.length) rules.push(rule);
    byText.set(text, known);
    ruled[n] = known;
  });
  return { text: texts.join(""), ends, ruled, rules };
}

/** @throws RangeError where there are fewer */
export function standingAt({ text, ends, ruled, rules }: SavedStanding, n: number): StandingQuery {
  const rule = rules[ruled[n] ?? -1];
  if (rule === undefined) throw new RangeError(`There is no standing query ${n}.`);
  const start = ends[3 * n - 1] ?? 0;
  const first = ends[3 * n] ?? 0;
  const second = ends[3 * n + 1] ?? 0;
  const last = ends[3 * n + 2] ?? 0;
  return {
    subscriberId: text.slice(start, first),
    subscriptionId: text.slice(first, second),
    query: text.slice(second, last),
    frequency: rule.frequency,
    timeZone: rule.timeZone,
    events: rule.events,
  };
}
