import type { Command } from "commander";
import { sourcesTable } from "../../lambda/archive/sources-table.ts";
import { findSilentSources } from "../../lambda/ingest/silent-sources.ts";
import { systemClock } from "../../lambda/runtime/clock.ts";
import type { Run, RunAlone } from "../program.ts";
import { addSourcesCheck } from "./sources-check.ts";

export function addSources(program: Command, run: Run, runAlone: RunAlone): void {
  const sources = program
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
        const isPolled = ({ id }: { readonly id: string }): boolean =>
          (states.get(id) ?? null) !== null;
        const lines = json
          .filter(isPolled)
          .map(({ id, name, lastSuccessAt, problem, silent: reason }) => {
            const health =
              reason ?? problem ?? (lastSuccessAt === null ? "not polled yet" : "well");
            return `${id.padEnd(24)}${name}\n${" ".repeat(24)}last read ${lastSuccessAt ?? "never"}; ${health}`;
          });
        const others = json.filter((one) => !isPolled(one)).map(({ id }) => id);
        return { json, lines: [...lines, ...(others.length === 0 ? [] : [notPolled(others)])] };
      });
    });
  addSourcesCheck(sources, runAlone);
}

function notPolled(ids: readonly string[]): string {
  return `Declared, and never polled here (docs/sources.md; "sources" in the configuration): ${ids.join(", ")}.`;
}
