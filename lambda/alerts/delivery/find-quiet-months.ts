import { allIsWellId, type DigestsTable } from "../../archive/digests-table.ts";
import type { QuietMonthsTable } from "../../archive/quiet-months-table.ts";
import type { SubscriptionsTable } from "../../archive/subscriptions-table.ts";
import type { Clock } from "../../runtime/clock.ts";
import { addMs, type Instant } from "../../runtime/instant.ts";
import type { Log } from "../../runtime/log.ts";
import { monthDue } from "../../subscriptions/all-is-well.ts";
import type { Active } from "../../subscriptions/subscription.ts";
import type { DeliveryQueue } from "./delivery-request.ts";

export interface QuietMonthsDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly digests: Pick<DigestsTable, "make">;
  readonly quietMonths: QuietMonthsTable;
  readonly subscriptions: Pick<SubscriptionsTable, "every">;
  readonly digestQueue: DeliveryQueue;
}

/** Subscribers worked on at once. */
const atOnce = 25;
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Tells everybody whose hour on a first of the month has come, and who got no mail in the month before, that all is well. The month is
 * the mail's identity, so that it is made once whatever crashes; a run that was missed is made up for by the next one.
 * @returns how many mails were made
 */
export async function findQuietMonths(deps: QuietMonthsDeps): Promise<number> {
  const now = deps.clock.now();
  const after = await deps.quietMonths.lookedUntil();
  let made = 0;
  // What is new has no month behind it.
  if (after !== null && mayHoldFirst(after, now)) {
    const bySubscriber = await activeOnes(deps);
    for (let from = 0; from < bySubscriber.length; from += atOnce) {
      const some = await Promise.all(
        bySubscriber
          .slice(from, from + atOnce)
          .map(async (all) => await tell(all, after, now, deps)),
      );
      made += some.filter(Boolean).length;
    }
  }
  await deps.quietMonths.setLookedUntil(now);
  if (made > 0) deps.log.info("months without a mail were found", { made });
  return made;
}

/** Whether anywhere on earth an hour of a first of the month lies between: else nobody's alerts need to be read. */
function mayHoldFirst(after: Instant, now: Instant): boolean {
  for (let at = addMs(after, -dayMs); at <= addMs(now, dayMs); at = addMs(at, dayMs / 2)) {
    if (at.slice(8, 10) === "01") return true;
  }
  return false;
}

async function activeOnes({ subscriptions }: QuietMonthsDeps): Promise<readonly Active[][]> {
  const bySubscriber = new Map<string, Active[]>();
  for await (const one of subscriptions.every()) {
    if (one.state !== "active") continue;
    const its = bySubscriber.get(one.subscriberId);
    if (its === undefined) bySubscriber.set(one.subscriberId, [one]);
    else its.push(one);
  }
  return [...bySubscriber.values()];
}

async function tell(
  all: readonly Active[],
  after: Instant,
  now: Instant,
  { digestQueue, digests, quietMonths }: QuietMonthsDeps,
): Promise<boolean> {
  const month = monthDue(all, after, now);
  const [first] = all;
  if (month === null || first === undefined) return false;
  const { subscriberId } = first;
  if (await quietMonths.wasMailed(subscriberId, month.from, month.to)) return false;
  const key = { subscriberId, alertId: allIsWellId(month.name) };
  // Made before, and not asked for: what asks again for lost digests does that.
  if (!(await digests.make(key, [], 0, now))) return false;
  await digestQueue.send([key]);
  return true;
}
