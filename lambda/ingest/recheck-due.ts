import type { ReadoutsTable } from "../archive/readouts-table.ts";
import { addMs } from "../runtime/instant.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import type { CaptureQueue, CaptureRequest } from "./capture-request.ts";

export interface RecheckDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly readouts: Pick<ReadoutsTable, "dueForRecheck" | "touch">;
  readonly captureQueue: CaptureQueue;
}

/** In one run; what is left is due in the next. */
const maxAtOnce = 500;

/** A request that was lost is made again after this. */
const askAgainAfterMs = 60 * 60 * 1000;

/** Requests a new capture of every readout that is due. @returns how many */
export async function recheckDue({
  clock,
  log,
  readouts,
  captureQueue,
}: RecheckDeps): Promise<number> {
  const now = clock.now();
  const due = await readouts.dueForRecheck(now, maxAtOnce);
  const requests = due.map(
    (head): CaptureRequest => ({
      sourceId: head.sourceId,
      readoutId: head.readoutId,
      url: head.url,
      listing: null,
      requestedAt: now,
      quiet: null,
      why: "recheck",
    }),
  );
  await captureQueue.send(requests);
  for (const head of due) {
    // Lost to a capture that was quicker, which set its own time.
    await readouts.touch({ ...head, recheckAt: addMs(now, askAgainAfterMs) }, head);
  }
  if (due.length > 0) log.info("rechecks were requested", { readouts: due.length });
  return due.length;
}
