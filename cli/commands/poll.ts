import { InvokeCommand } from "@aws-sdk/client-lambda";
import type { Command } from "commander";
import type { PollReport } from "../../lambda/ingest/poll-source.ts";
import type { Run } from "../program.ts";
import { noSuchSource, UserError } from "../user-error.ts";

export function addPoll(program: Command, run: Run): void {
  program
    .command("poll")
    .description("ask a source's listings now")
    .argument("<id>", "the source's id (readouts sources)")
    .action(async (sourceId: string) => {
      await run(async ({ catalogue, functions, output }) => {
        if (catalogue.get(sourceId) === null) throw noSuchSource(sourceId, catalogue);
        const answer = await functions.send(
          new InvokeCommand({
            FunctionName: output("PollFunction"),
            Payload: Buffer.from(JSON.stringify({ sourceId, force: true })),
          }),
        );
        const text = Buffer.from(answer.Payload ?? []).toString();
        if (answer.FunctionError !== undefined) throw new UserError(`The poll failed: ${text}`);
        const report = JSON.parse(text) as PollReport; // our own function's return
        const lines = report.listings.map(
          ({ url, outcome, entries, requested, failure }) =>
            `${url}: ${failure ?? `${outcome}, ${entries} entries, ${requested} to capture`}`,
        );
        const isFailed =
          report.skipped !== null || report.listings.some(({ failure }) => failure !== null);
        return {
          json: report,
          lines: report.skipped === null ? lines : [`${sourceId} was not asked: ${report.skipped}`],
          exitCode: isFailed ? 1 : 0,
        };
      });
    });
}
