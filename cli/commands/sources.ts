import type { Command } from "commander";
import { sourcesTable } from "../../lambda/archive/sources-table.ts";
import { findSilentSources } from "../../lambda/ingest/silent-sources.ts";
import { systemClock } from "../../lambda/runtime/clock.ts";
import type { Run } from "../program.ts";

export function addSources(program: Command, run: Run): void {
  program
    .command("sources")
    .description("the press offices, when they were last read, and what is wrong with them")
    .action(async () => {
      await run(async ({ catalogue, tables, output }) => {
        const table = sourcesTable(tables, output("SourcesTable"));
        const states = new Map(
          await Promise.all(
            catalogue.all.map(async ({ id }) => [id, await table.get(id)] as const),
          ),
        );
        const silent = findSilentSources(
          catalogue.all,
          (id) => states.get(id) ?? null,
          systemClock.now(),
        );
        const json = catalogue.all.map(({ id, name, verified }) => {
          const state = states.get(id) ?? null;
          return {
            id,
            name,
            verified,
            lastSuccessAt: state?.lastSuccessAt ?? null,
            lastNewEntryAt: state?.lastNewEntryAt ?? null,
            failures: state?.failures ?? 0,
            problem: state?.lastProblem ?? null,
            silent: silent.find(({ sourceId }) => sourceId === id)?.reason ?? null,
          };
        });
        const lines = json.map(({ id, name, lastSuccessAt, problem, silent: reason }) => {
          const health = reason ?? problem ?? (lastSuccessAt === null ? "not polled yet" : "well");
          return `${id.padEnd(24)}${name}\n${" ".repeat(24)}last read ${lastSuccessAt ?? "never"}; ${health}`;
        });
        return { json, lines };
      });
    });
}
