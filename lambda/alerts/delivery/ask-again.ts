import { createHash } from "node:crypto";
import { type AlertKey, type AlertsTable, isDigestId } from "../../archive/alerts-table.ts";
import type { DigestsTable } from "../../archive/digests-table.ts";
import type { Clock } from "../../runtime/clock.ts";
import { addMs, type Instant } from "../../runtime/instant.ts";
import type { DeliveryQueue } from "./delivery-request.ts";

export interface AskDeps {
  readonly clock: Clock;
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
/** Read together: as many as a new account of SES sends until the next run. More follow while there is time. */
const together = 4000;
/** Of a longer line, most only stand in it: each is asked for in one of so many runs, which is three times while it is asked for. */
const shares = 24;
/** A line of so many is asked for as a whole. */
const shortLine = 1000;
/** The schedule's. */
const runEveryMs = 5 * 60 * 1000;

/** When a run began, and when it has to end. */
export interface Run {
  readonly now: Instant;
  readonly end: Instant;
}

/**
 * Asks again for mails that had been put off until now, and for digests whose request was lost. Asking
 * twice is no harm, but work.
 * @returns how many
 */
export async function askAgain(run: Run, deps: AskDeps): Promise<number> {
  const lost = await askForLost(run, deps);
  return lost + (await askForPutOff(run, deps));
}

/** Nothing says which of those that are not sent were lost: who is the last in a line of many has to be asked for, too. */
async function askForLost({ now }: Run, { digests, digestQueue }: AskDeps): Promise<number> {
  const unsent = await digests.unsent(addMs(now, -askForMs), addMs(now, -lostAfterMs));
  const turn = Math.floor(Date.parse(now) / runEveryMs) % shares;
  const asked =
    unsent.length <= shortLine
      ? unsent
      : unsent.filter(({ subscriberId }) => shareOf(subscriberId) === turn);
  await digestQueue.send(asked.map(keyOf));
  return asked.length;
}

/** The same in each run. */
function shareOf(subscriberId: string): number {
  return createHash("sha256").update(subscriberId).digest().readUInt32BE() % shares;
}

async function askForPutOff({ now, end }: Run, deps: AskDeps): Promise<number> {
  let asked = 0;
  for (;;) {
    const some = await deps.alerts.waiting("waiting", now, together);
    await deps.deliveryQueue.send(some.filter((one) => !isDigest(one)).map(keyOf));
    await deps.digestQueue.send(some.filter(isDigest).map(keyOf));
    for (let from = 0; from < some.length; from += atOnce) {
      await Promise.all(
        some
          .slice(from, from + atOnce)
          .map(async (one) => await deps.alerts.defer(one, addMs(now, againAfterMs), now)),
      );
    }
    asked += some.length;
    if (some.length < together || deps.clock.now() >= end) return asked;
  }
}

function keyOf({ subscriberId, alertId }: AlertKey): AlertKey {
  return { subscriberId, alertId };
}

function isDigest({ alertId }: AlertKey): boolean {
  return isDigestId(alertId);
}
