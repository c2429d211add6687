import type { Command } from "commander";
import { writeAlertsFile } from "../../lambda/alerts/managing/alerts-file.ts";
import { subscriptionsTable } from "../../lambda/archive/subscriptions-table.ts";
import type { Subscription } from "../../lambda/subscriptions/subscription.ts";
import type { Run } from "../program.ts";

export function addSubscriptions(program: Command, run: Run): void {
  program
    .command("subscriptions")
    .description("who is mailed what")
    .option("--export", "as the file that `readouts apply` takes")
    .action(async ({ export: isExport = false }: { readonly export?: boolean }) => {
      await run(async ({ tables, output }) => {
        const all: Subscription[] = [];
        for await (const one of subscriptionsTable(tables, output("SubscriptionsTable")).every())
          all.push(one);
        if (isExport) {
          const json = writeAlertsFile(all);
          return { json, lines: [JSON.stringify(json, null, 2)] };
        }
        const lines = all.map(
          ({ address, query, state }) => `${state.padEnd(8)} ${address}  ${query}`,
        );
        return { json: all, lines: lines.length === 0 ? ["Nobody has subscribed yet."] : lines };
      });
    });
}
