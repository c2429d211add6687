import { type AlertKey, type AlertsTable, isDigestId } from "../../archive/alerts-table.ts";
import type { DigestsTable } from "../../archive/digests-table.ts";
import { addMs, type Instant } from "../../runtime/instant.ts";
import type { DeliveryQueue } from "./delivery-request.ts";

export interface AskDeps {
  readonly alerts: Pick<AlertsTable, "waiting" | "defer">;
  readonly digests: Pick<DigestsTable, "unsent">;
  readonly deliveryQueue: DeliveryQueue;
  /** Where digests wait, behind the mails that are sent at once. */
  readonly digestQueue: DeliveryQueue;
}

/** Worked on at once. */
const atOnce = 50;
/** A digest that nobody took up for so long was never asked for. */
const lostAfterMs = 15 * 60 * 1000;
/** Whatever fails every time is not asked for for ever: its dead letter says why. */
const askForMs = 6 * 60 * 60 * 1000;
/** What was put off is asked for once an hour until it is sent or put off again. */
const againAfterMs = 60 * 60 * 1000;
/** In one run; the next takes more: as many as a new account of SES sends in that time. */
const mostAskedAgain = 4000;
/** Of those that may only stand in a long line: asking twice is no harm, but work. */
const mostLost = 1000;

/**
 * Asks again for mails that had been put off until now, and for digests whose request was lost.
 * @returns how many
 */
export async function askAgain(now: Instant, deps: AskDeps): Promise<number> {
  const { alerts, digests, deliveryQueue, digestQueue } = deps;
  const putOff = await alerts.waiting("waiting", now, mostAskedAgain);
  const lost = await digests.unsent(addMs(now, -askForMs), addMs(now, -lostAfterMs), mostLost);
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
