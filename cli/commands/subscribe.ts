import type { Command } from "commander";
import * as v from "valibot";
import type { Run } from "../program.ts";
import { queryProblem } from "../query-problem.ts";
import { UserError } from "../user-error.ts";

const refusal = v.object({
  error: v.union([
    v.string(),
    v.object({
      message: v.string(),
      column: v.number(),
      length: v.number(),
      hint: v.nullable(v.string()),
    }),
  ]),
});

export function addSubscribe(program: Command, run: Run): void {
  program
    .command("subscribe")
    .description("ask for alerts by mail; the address confirms by the mail it gets")
    .argument("<address>")
    .argument("<query>")
    .action(async (address: string, query: string) => {
      await run(async ({ baseUrl, inboxUrl }) => {
        const response = await fetch(`${baseUrl}/subscribe`, {
          method: "POST",
          headers: { "content-type": "application/json", accept: "application/json" },
          body: JSON.stringify({ address, query }),
        });
        const json: unknown = await response.json().catch(() => null);
        if (response.ok) {
          const where = inboxUrl === null ? "" : ` (${inboxUrl})`;
          const line = `Look into the mailbox${where}: the link in the mail confirms it, within 48 hours.`;
          return { json, lines: [line] };
        }
        const parsed = v.safeParse(refusal, json);
        if (!parsed.success)
          throw new UserError(`${baseUrl} answered ${response.status}: try again in a minute.`);
        const { error } = parsed.output;
        throw new UserError(typeof error === "string" ? error : queryProblem(query, error), 2);
      });
    });
}
