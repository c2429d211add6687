import { setTimeout as sleep } from "node:timers/promises";
import type { Command } from "commander";
import { capturesTable } from "../../lambda/archive/captures-table.ts";
import {
  captureDeduplicationId,
  captureGroup,
  type CaptureRequest,
} from "../../lambda/ingest/capture-request.ts";
import { jsonQueue } from "../../lambda/outside/queues.ts";
import { systemClock } from "../../lambda/runtime/clock.ts";
import { UserError } from "../user-error.ts";
import type { Run } from "../program.ts";

const waitMs = 90_000;
const lookEveryMs = 500;
/** Outcomes that archived nothing: see CaptureOutcome. */
const failed = /^(?:unreadable|missing|not fetched)/;

export function addCapture(program: Command, run: Run): void {
  program
    .command("capture")
    .description("capture documents by their addresses; what this brings alerts nobody")
    .argument("<url...>", "addresses of readouts of a source in the catalogue")
    .action(async (urls: readonly string[]) => {
      await run(async ({ catalogue, tables, queues, output }) => {
        const requestedAt = systemClock.now();
        const requests = urls.map((url): CaptureRequest => {
          const found = catalogue.forUrl(url);
          if (found === null) {
            throw new UserError(
              `${url} is no readout of any source in the catalogue (readouts sources).`,
              2,
            );
          }
          const { source, identity } = found;
          return {
            sourceId: source.id,
            readoutId: identity.readoutId,
            url: identity.canonicalUrl,
            listing: null,
            requestedAt,
            quiet: "backfill",
            why: "hand",
          };
        });
        const queue = jsonQueue<CaptureRequest>(queues, output("CaptureQueueUrl"), {
          group: captureGroup,
          deduplicationId: captureDeduplicationId,
        });
        await queue.send(requests);
        const captures = capturesTable(tables, output("CapturesTable"));
        const json = [];
        for (const { url, readoutId } of requests) {
          json.push({ url, readoutId, outcome: await outcomeOf(url, requestedAt, captures) });
        }
        const isFailed = json.some(({ outcome }) => outcome === null || failed.test(outcome));
        const lines = json.map(
          ({ readoutId, outcome }) =>
            `${readoutId}: ${outcome ?? "no outcome yet; look again with readouts show"}`,
        );
        return { json, lines, exitCode: isFailed ? 1 : 0 };
      });
    });
}

async function outcomeOf(
  url: string,
  since: string,
  captures: ReturnType<typeof capturesTable>,
): Promise<string | null> {
  for (let waited = 0; waited <= waitMs; waited += lookEveryMs) {
    const [newest] = await captures.outcomes(url, 1);
    if (newest !== undefined && newest.observedAt >= since) return newest.outcome;
    await sleep(lookEveryMs);
  }
  return null;
}
