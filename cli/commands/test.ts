import type { Command } from "commander";
import { systemClock } from "../../lambda/runtime/clock.ts";
import { addMs } from "../../lambda/runtime/instant.ts";
import type { Run } from "../program.ts";
import { readDate, search } from "./search.ts";

const monthMs = 30 * 24 * 60 * 60 * 1000;

export function addTest(program: Command, run: Run): void {
  program
    .command("test")
    .description("what an alert for a query would have mailed, of the last 30 days unless told")
    .argument("<query>")
    .option("--since <date>", "from this day on: 2026-03-02", readDate)
    .action(async (query: string, { since }: { readonly since?: string }) => {
      await run(async (connection) => {
        const from = since ?? addMs(systemClock.now(), -monthMs);
        return await search(query, { since: from, limit: 1000 }, connection);
      });
    });
}
