import type { SourceHealth } from "../../mail/digest-content.ts";
import { mayComeFrom } from "../../query/facts/possible-source.ts";
import { parseQuery } from "../../query/parsing/parse-query.ts";
import type { Subscription } from "../../subscriptions/subscription.ts";

export interface HealthOfSource extends SourceHealth {
  readonly sourceId: string;
}

/** Of all sources, those that at least one of the alerts could hear from; a query that cannot be read keeps them all. */
export function healthFor(
  alerts: readonly Pick<Subscription, "query">[],
  health: readonly HealthOfSource[],
): readonly HealthOfSource[] {
  const parsed = alerts.map(({ query }) => parseQuery(query));
  return health.filter(({ sourceId }) =>
    parsed.some((one) => !one.ok || mayComeFrom(one.query, sourceId)),
  );
}
