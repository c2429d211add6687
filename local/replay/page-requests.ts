import type { ReadoutsTable } from "../../lambda/archive/readouts-table.ts";
import type { CaptureQueue, CaptureRequest } from "../../lambda/ingest/capture-request.ts";
import type { Clock } from "../../lambda/runtime/clock.ts";
import type { Instant } from "../../lambda/runtime/instant.ts";
import type { PlannedPage } from "./plan.ts";

export interface PageRequests {
  /**
   * Asks for those documents whose readout nothing has captured at this time or later.
   * @returns how many
   */
  readonly send: (pages: readonly PlannedPage[], at: Instant) => Promise<number>;
}

/** Requests by hand, as `readouts capture URL` makes them: what they bring alerts nobody. */
export function captureRequests(options: {
  readonly readouts: Pick<ReadoutsTable, "head">;
  readonly captureQueue: CaptureQueue;
  readonly clock: Clock;
}): PageRequests {
  const { readouts, captureQueue, clock } = options;
  return {
    send: async (pages, at) => {
      const wanted: PlannedPage[] = [];
      for (const page of pages) {
        const head = await readouts.head(page.readoutId);
        // An undated page is there from the first step on: to know its readout is enough.
        const isCaptured = head !== null && (!page.isDated || head.lastObservedAt >= at);
        if (!isCaptured) wanted.push(page);
      }
      await captureQueue.send(wanted.map((page) => request(page, clock.now())));
      return wanted.length;
    },
  };
}

function request({ sourceId, readoutId, url }: PlannedPage, requestedAt: Instant): CaptureRequest {
  return { sourceId, readoutId, url, listing: null, requestedAt, quiet: "backfill", why: "hand" };
}
