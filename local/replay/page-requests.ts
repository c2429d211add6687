import { createHash } from "node:crypto";
import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { ReadoutsTable } from "../../lambda/archive/readouts-table.ts";
import type { CaptureRequest } from "../../lambda/ingest/capture-request.ts";
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

/** SQS's limit of one SendMessageBatch. */
const batchSize = 10;

/** Requests by hand, as `readouts capture URL` makes them: what they bring alerts nobody. */
export function captureRequests(options: {
  readonly readouts: Pick<ReadoutsTable, "head">;
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly clock: Clock;
}): PageRequests {
  const { readouts, sqs, queueUrl, clock } = options;
  return {
    send: async (pages, at) => {
      const wanted: PlannedPage[] = [];
      for (const page of pages) {
        const head = await readouts.head(page.readoutId);
        // An undated page is there from the first step on: to know its readout is enough.
        const isCaptured = head !== null && (!page.isDated || head.lastObservedAt >= at);
        if (!isCaptured) wanted.push(page);
      }
      for (let from = 0; from < wanted.length; from += batchSize) {
        const entries = wanted.slice(from, from + batchSize).map((page, i) => {
          const body = JSON.stringify(request(page, clock.now()));
          return {
            Id: String(i),
            MessageBody: body,
            MessageGroupId: new URL(page.url).host,
            MessageDeduplicationId: createHash("sha256").update(body).digest("hex"),
          };
        });
        await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
      }
      return wanted.length;
    },
  };
}

function request({ sourceId, readoutId, url }: PlannedPage, requestedAt: Instant): CaptureRequest {
  return { sourceId, readoutId, url, listing: null, requestedAt, quiet: "backfill", why: "hand" };
}
