import {
  type AlertKey,
  type AlertsTable,
  isDigestId,
  type WaitingAlert,
} from "../../archive/alerts-table.ts";
import { type DigestsTable, maxAlerts } from "../../archive/digests-table.ts";
import type { Clock } from "../../runtime/clock.ts";
import { addMs, type Instant } from "../../runtime/instant.ts";
import type { Log } from "../../runtime/log.ts";
import type { DeliveryQueue } from "./delivery-request.ts";

export interface GatherDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly digests: Pick<DigestsTable, "due" | "make" | "gather">;
  readonly alerts: Pick<AlertsTable, "waiting" | "defer">;
  /** Where digests wait, behind the mails that are sent at once. */
  readonly digestQueue: DeliveryQueue;
  readonly deliveryQueue: DeliveryQueue;
}

export interface GatherReport {
  /** Digests made by this run. */
  readonly digests: number;
  /** Alerts in them. */
  readonly alerts: number;
  /** Mails that had been put off, or whose request was lost, asked for again. */
  readonly askedAgain: number;
}

/** Subscribers worked on at once. */
const atOnce = 50;
/** A digest that nobody took up for so long was never asked for. */
const lostAfterMs = 15 * 60 * 1000;

/**
 * Makes the digests that are due: for each subscriber one mail of all that waits, however many runs were
 * missed. Then asks again for what had been put off until now, and for digests whose request was lost.
 */
export async function gatherDigests(deps: GatherDeps): Promise<GatherReport> {
  const now = deps.clock.now();
  const bySubscriber = new Map<string, WaitingAlert[]>();
  for (const alert of await deps.digests.due(now)) {
    const its = bySubscriber.get(alert.subscriberId);
    if (its === undefined) bySubscriber.set(alert.subscriberId, [alert]);
    else its.push(alert);
  }
  let [digests, alerts] = [0, 0];
  const all = [...bySubscriber];
  for (let from = 0; from < all.length; from += atOnce) {
    const made = await Promise.all(
      all
        .slice(from, from + atOnce)
        .map(async ([subscriberId, its]) =>
          (await makeDigest(subscriberId, its, now, deps)) ? its.length : null,
        ),
    );
    digests += made.filter((count) => count !== null).length;
    alerts += made.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  }
  const askedAgain = await askAgain(now, deps);
  const report = { digests, alerts, askedAgain };
  if (digests + askedAgain > 0) deps.log.info("digests were gathered", { ...report });
  return report;
}

async function makeDigest(
  subscriberId: string,
  alerts: readonly WaitingAlert[],
  now: Instant,
  { digests, digestQueue, log }: GatherDeps,
): Promise<boolean> {
  const newest = alerts.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
  const key = { subscriberId, alertId: `digest#${now}` };
  const named = newest.slice(0, maxAlerts);
  if (!(await digests.make(key, named, newest.length, now))) {
    log.warn("a digest was made by another run", { ...key });
    return false;
  }
  await digestQueue.send([key]);
  await digests.gather(key, newest.slice(maxAlerts));
  return true;
}

/** Whatever fails every time is not asked for for ever: its dead letter says why. */
const askForMs = 6 * 60 * 60 * 1000;
/** What was put off is asked for once an hour until it is sent or put off again. */
const againAfterMs = 60 * 60 * 1000;
/** In one run; the next takes more: as many as a new account of SES sends in that time. */
const mostAskedAgain = 4000;
/** Of those that may only stand in a long line: asking twice is no harm, but work. */
const mostLost = 1000;

async function askAgain(now: Instant, deps: GatherDeps): Promise<number> {
  const { alerts, deliveryQueue, digestQueue } = deps;
  const putOff = (await alerts.waiting("waiting", now)).slice(0, mostAskedAgain);
  const pending = await alerts.waiting("pending", addMs(now, -lostAfterMs));
  const lost = pending
    .filter(({ alertId, createdAt }) => isDigestId(alertId) && createdAt > addMs(now, -askForMs))
    .slice(0, mostLost);
  await deliveryQueue.send(putOff.filter((one) => !isDigest(one)).map(keyOf));
  await digestQueue.send([...putOff.filter(isDigest), ...lost].map(keyOf));
  for (let from = 0; from < putOff.length; from += atOnce) {
    const some = putOff.slice(from, from + atOnce);
    await Promise.all(
      some.map(async (one) => await alerts.defer(one, addMs(now, againAfterMs), now)),
    );
  }
  return putOff.length + lost.length;
}

function keyOf({ subscriberId, alertId }: AlertKey): AlertKey {
  return { subscriberId, alertId };
}

function isDigest({ alertId }: AlertKey): boolean {
  return isDigestId(alertId);
}
