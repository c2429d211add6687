import type { Alert, AlertKey, AlertsTable } from "../../archive/alerts-table.ts";
import type { Instant } from "../../runtime/instant.ts";
import type { DeliveryQueue } from "../delivery/delivery-request.ts";

export interface WriteDeps {
  readonly alerts: Pick<AlertsTable, "add" | "get" | "byReadout">;
  readonly deliveryQueue: DeliveryQueue;
}

/** An alert, and when it is due. */
export interface DueAlert {
  readonly alert: Alert;
  /** null: at once, while the watch over outcomes still looks at its revision, so that nothing else needs to find it. */
  readonly dueAt: Instant | null;
}

export interface MatchReport {
  /** Subscriptions × this revision, as far as stored by this run. */
  readonly matched: number;
  /** Alerts stored by this run. */
  readonly alerts: number;
}

/** Alerts written, and then asked for, at once. */
const atOnce = 25;

/**
 * Stores alerts and asks for the delivery of those that wait; what is stored already stays as it is. Of many, those that an
 * earlier run stored are read together: one that was cut short, out of time or of write units, is gone on
 * with faster than it went, so that each next one comes further.
 */
export async function writeAlerts(
  alerts: readonly DueAlert[],
  deps: WriteDeps,
): Promise<MatchReport> {
  const known =
    alerts.length > atOnce ? await storedBefore(alerts, deps) : new Map<string, Alert>();
  const { deliveryQueue } = deps;
  const stored = alerts.flatMap(({ alert }) => known.get(keyOf(alert)) ?? []);
  for (const some of chunks(stored)) await ask(some.filter(isWaiting), deliveryQueue);
  const added: Alert[] = [];
  for (const some of chunks(alerts.filter(({ alert }) => !known.has(keyOf(alert))))) {
    const written = await Promise.all(some.map(async (one) => await write(one, deps)));
    await ask(
      written.filter(({ waits }) => waits).map(({ alert }) => alert),
      deliveryQueue,
    );
    added.push(...written.filter(({ isNew }) => isNew).map(({ alert }) => alert));
  }
  const matched = added.reduce((sum, { subscriptionIds }) => sum + subscriptionIds.length, 0);
  return { matched, alerts: added.length };
}

/** By key; what the index does not show yet is met again when it is written. */
async function storedBefore(
  alerts: readonly DueAlert[],
  deps: WriteDeps,
): Promise<ReadonlyMap<string, Alert>> {
  const known = new Map<string, Alert>();
  for (const readoutId of new Set(alerts.map(({ alert }) => alert.readoutId))) {
    for (const one of await deps.alerts.byReadout(readoutId)) known.set(keyOf(one), one);
  }
  return known;
}

const keyOf = ({ subscriberId, alertId }: AlertKey): string => `${subscriberId} ${alertId}`;

async function write(
  { alert, dueAt }: DueAlert,
  { alerts }: WriteDeps,
): Promise<{ readonly alert: Alert; readonly isNew: boolean; readonly waits: boolean }> {
  if (await alerts.add(alert, dueAt)) return { alert, isNew: true, waits: isWaiting(alert) };
  const stored = await alerts.get(alert);
  return { alert, isNew: false, waits: stored !== null && isWaiting(stored) };
}

async function ask(alerts: readonly Alert[], queue: DeliveryQueue): Promise<void> {
  await queue.send(alerts.map(({ subscriberId, alertId }) => ({ subscriberId, alertId })));
}

const isWaiting = ({ state }: Alert): boolean => state === "pending";

function* chunks<T>(all: readonly T[]): Iterable<readonly T[]> {
  for (let from = 0; from < all.length; from += atOnce) yield all.slice(from, from + atOnce);
}
