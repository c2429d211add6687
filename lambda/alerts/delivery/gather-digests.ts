import type { AlertKey, WaitingAlert } from "../../archive/alerts-table.ts";
import { type DigestsTable, maxAlerts } from "../../archive/digests-table.ts";
import { addMs, type Instant } from "../../runtime/instant.ts";
import type { Log } from "../../runtime/log.ts";
import { type AskDeps, askAgain, type Run } from "./ask-again.ts";

export interface GatherDeps extends AskDeps {
  readonly log: Log;
  readonly digests: Pick<DigestsTable, "due" | "make" | "gather" | "unsent">;
}

export interface GatherReport {
  /** Digests made by this run. */
  readonly digests: number;
  /** Alerts in them. */
  readonly alerts: number;
  /** Subscribers whose digest the next run makes: the time was over, or the queue took no more. */
  readonly left: number;
  /** Mails that had been put off, or whose request was lost, asked for again. */
  readonly askedAgain: number;
}

/** Subscribers whose digests are made, and then asked for together: as many as one call of SQS takes. */
const together = 10;
/** So many times as many are worked on at once. */
const lanes = 5;
/** The next run comes five minutes after this one began, and would take up what this one has before it. */
const workForMs = 4.5 * 60 * 1000;

/**
 * Makes the digests that are due: for each subscriber one mail of all that waits, however many runs were
 * missed. Then asks again for what had been put off until now, and for digests whose request was lost. What
 * fails, or is too much for one run, the next one finds.
 * @throws Error where some could not be made or asked for, after all others were
 */
export async function gatherDigests(deps: GatherDeps): Promise<GatherReport> {
  const now = deps.clock.now();
  const run = { now, end: addMs(now, workForMs) };
  const { failures, ...made } = await makeDigests(await deps.digests.due(now), run, deps);
  const report = { ...made, askedAgain: await askAgain(run, deps) };
  if (report.digests + report.left + report.askedAgain > 0) {
    deps.log.info("digests were gathered", { ...report });
  }
  if (failures.length === 0) return report;
  throw new Error(
    `${failures.length} digests could not be made or asked for; the next runs do it`,
    { cause: failures[0] },
  );
}

type Due = readonly [subscriberId: string, alerts: readonly WaitingAlert[]];

interface Made {
  digests: number;
  alerts: number;
  left: number;
  readonly failures: unknown[];
}

async function makeDigests(
  due: ReadonlyMap<string, readonly WaitingAlert[]>,
  { now, end }: Run,
  deps: GatherDeps,
): Promise<Made> {
  const made: Made = { digests: 0, alerts: 0, left: 0, failures: [] };
  let isQueueWell = true;
  const rest = groups(due);
  const work = async (): Promise<void> => {
    for (const some of rest) {
      // A digest that cannot be asked for waits longer than its alerts would for the next run.
      if (!isQueueWell || deps.clock.now() >= end) made.left += some.length;
      else if (!(await makeSome(some, now, made, deps))) isQueueWell = false;
    }
  };
  await Promise.all(Array.from({ length: lanes }, work));
  return made;
}

/** @returns whether the queue took them */
async function makeSome(
  some: readonly Due[],
  now: Instant,
  made: Made,
  { digests, digestQueue, log }: GatherDeps,
): Promise<boolean> {
  const attempts = await Promise.allSettled(
    some.map(async ([subscriberId, alerts]) => {
      const newest = alerts.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
      const key: AlertKey = { subscriberId, alertId: `digest#${now}` };
      const isMade = await digests.make(key, newest.slice(0, maxAlerts), newest.length, now);
      if (!isMade) log.warn("a digest was made by another run", { ...key });
      return isMade ? [{ key, newest }] : [];
    }),
  );
  const ready = attempts.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
  made.failures.push(...attempts.filter(({ status }) => status === "rejected").map(reasonOf));
  made.digests += ready.length;
  made.alerts += ready.reduce((sum, { newest }) => sum + newest.length, 0);
  try {
    await digestQueue.send(ready.map(({ key }) => key));
  } catch (error) {
    made.failures.push(...ready.map(() => error));
    return false;
  }
  const gathered = await Promise.allSettled(
    ready.map(async ({ key, newest }) => await digests.gather(key, newest.slice(maxAlerts))),
  );
  made.failures.push(...gathered.filter(({ status }) => status === "rejected").map(reasonOf));
  return true;
}

function reasonOf(settled: PromiseSettledResult<unknown>): unknown {
  return settled.status === "rejected" ? settled.reason : null;
}

function* groups(due: ReadonlyMap<string, readonly WaitingAlert[]>): Generator<readonly Due[]> {
  let some: Due[] = [];
  for (const one of due) {
    some.push(one);
    if (some.length < together) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}
