import type { Command } from "commander";
import { indexTable } from "../../lambda/archive/index/index-table.ts";
import { rebuildStep, requestRebuild } from "../../lambda/archive/index/rebuild-index.ts";
import { readoutsTable } from "../../lambda/archive/readouts-table.ts";
import { systemClock } from "../../lambda/runtime/clock.ts";
import type { Connection } from "../connection.ts";
import type { Report, Run } from "../program.ts";
import { UserError } from "../user-error.ts";

export function addReindex(program: Command, run: Run): void {
  program
    .command("reindex")
    .description("build the search index anew from the archive; search goes on meanwhile")
    .addHelpText(
      "after",
      "\nStopped in the middle, it goes on where it was: started again, or by itself on its schedule.",
    )
    .action(async () => {
      const output = program.configureOutput();
      await run(async (connection) => {
        return await reindex(connection, (line) => output.writeErr?.(`${line}\n`));
      });
    });
}

/** @param progress told after each few hundred readouts */
export async function reindex(
  { tables, output }: Pick<Connection, "tables" | "output">,
  progress: (line: string) => void,
): Promise<Report> {
  const deps = {
    clock: systemClock,
    readouts: readoutsTable(tables, output("ReadoutsTable")),
    index: indexTable(tables, output("IndexTable")),
  };
  const isBegun = await requestRebuild(deps);
  progress(isBegun ? "The index is built anew." : "The index was being built: going on.");
  for (;;) {
    const step = await rebuildStep(deps);
    if (step.state === "busy") {
      throw new UserError(
        "The index is being written by its schedule right now: it goes on by itself; look again in some minutes.",
      );
    }
    if (step.state === "going on") {
      progress(`${step.done} readouts gone through`);
      continue;
    }
    return {
      json: { readouts: step.done, resumed: !isBegun },
      lines: [`The index is complete: ${step.done} readouts.`],
    };
  }
}
