import { type Command, InvalidArgumentError, Option } from "commander";
import * as v from "valibot";
import { mailLanguages } from "../../lambda/subscriptions/preferences.ts";
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

interface Options {
  readonly name?: string;
  readonly every?: "match" | "day" | "week";
  readonly hour: number;
  readonly weekday: number;
  readonly timeZone?: string;
  readonly events?: readonly string[];
  readonly language?: string;
}

export function addSubscribe(program: Command, run: Run): void {
  program
    .command("subscribe")
    .description("ask for alerts by mail; the address confirms by the mail it gets")
    .argument("<address>")
    .argument("<query>")
    .option("--name <name>", "what the alert is called; otherwise as its query")
    .addOption(
      new Option("--every <when>", "at once, or in one mail").choices(["match", "day", "week"]),
    )
    .option("--hour <hour>", "of the daily or weekly mail: 0 to 23", wholeNumber, 8)
    .option("--weekday <day>", "of the weekly mail: 1, Monday, to 7", wholeNumber, 1)
    .option("--time-zone <zone>", "of the hour: Europe/London")
    .option("--events <events...>", "some of new, edited, completed, removed")
    .addOption(new Option("--language <language>", "of the mails").choices(mailLanguages))
    .action(async (address: string, query: string, options: Options) => {
      await run(async ({ baseUrl, inboxUrl }) => {
        const response = await fetch(`${baseUrl}/subscribe`, {
          method: "POST",
          headers: { "content-type": "application/json", accept: "application/json" },
          body: JSON.stringify({ address, query, ...wishOf(options) }),
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

/** What was not said is left to the installation. */
function wishOf({ name, every, hour, weekday, timeZone, events, language }: Options): object {
  const frequency =
    every === "week"
      ? { kind: "weekly", weekday, hour }
      : every === "day"
        ? { kind: "daily", hour }
        : { kind: "immediate" };
  return {
    name,
    timeZone,
    events,
    mailLanguage: language,
    ...(every === undefined ? {} : { frequency }),
  };
}

function wholeNumber(text: string): number {
  if (!/^\d{1,2}$/.test(text)) throw new InvalidArgumentError("Write a whole number.");
  return Number(text);
}
