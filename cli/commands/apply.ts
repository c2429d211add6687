import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { readAlertsFile } from "../../lambda/alerts/managing/alerts-file.ts";
import { applyStep, planAlerts, type Step } from "../../lambda/alerts/managing/apply-alerts.ts";
import type { SiteRequest } from "../../lambda/alerts/requests/site-request.ts";
import { subscriptionsTable } from "../../lambda/archive/subscriptions-table.ts";
import { suppressionsTable } from "../../lambda/archive/suppressions-table.ts";
import { webhooksTable } from "../../lambda/archive/webhooks-table.ts";
import { jsonQueue } from "../../lambda/outside/queues.ts";
import { systemChance } from "../../lambda/runtime/chance.ts";
import { systemClock } from "../../lambda/runtime/clock.ts";
import { frequencyWords } from "../../lambda/subscriptions/frequency-words.ts";
import type { Preferences } from "../../lambda/subscriptions/preferences.ts";
import type { Report, Run } from "../program.ts";
import { UserError } from "../user-error.ts";

export function addApply(program: Command, run: Run): void {
  program
    .command("apply")
    .description("make the alerts of a file; shows what it would do, and does it with --yes")
    .argument("<file>", "alerts.json, as `readouts subscriptions --export` writes it")
    .option("--yes", "do it")
    .action(async (path: string, { yes = false }: { readonly yes?: boolean }) => {
      await run(async ({ tables, queues, output }) => {
        const file = readAlertsFile(readJson(path));
        if (!file.ok) {
          throw new UserError([`${path} cannot be used:`, ...file.problems].join("\n  "), 2);
        }
        const deps = {
          clock: systemClock,
          subscriptions: subscriptionsTable(tables, output("SubscriptionsTable")),
          suppressions: suppressionsTable(tables, output("SuppressionsTable")),
          webhooks: webhooksTable(tables, output("WebhooksTable")),
          chance: systemChance,
          requestQueue: jsonQueue<SiteRequest>(queues, output("RequestQueueUrl")),
        };
        const steps = await planAlerts(file.alerts, deps);
        const missed: Step[] = [];
        if (yes) {
          for (const step of steps) if (!(await applyStep(step, deps))) missed.push(step);
        }
        return report(steps, yes, missed);
      });
    });
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new UserError(`${path} cannot be read: ${(error as Error).message}`, 2);
  }
}

function report(steps: readonly Step[], isDone: boolean, missed: readonly Step[]): Report {
  const changes = steps.filter(({ step }) => step !== "keep" && step !== "leave");
  const kept = steps.filter(({ step }) => step === "keep").length;
  const end =
    missed.length > 0
      ? `${missed.length} of ${changes.length} had changed meanwhile: apply the file again.`
      : changes.length === 0
        ? "Nothing is to be changed."
        : isDone
          ? `Done: ${changes.length}.`
          : `Nothing is changed yet: ${changes.length} with --yes.`;
  return {
    json: {
      applied: isDone,
      steps: steps.map(plain),
      missed: missed.map(plain),
    },
    lines: [
      ...steps.filter(({ step }) => step !== "keep").map(line),
      ...(kept === 0 ? [] : [`  ${kept} as they are`]),
      end,
    ],
    exitCode: missed.length > 0 ? 1 : 0,
  };
}

function plain(step: Step): object {
  const { address, query } = "wish" in step ? step.wish : step.stored;
  const more =
    step.step === "change"
      ? { fields: step.fields }
      : step.step === "leave"
        ? { why: step.why }
        : {};
  return { step: step.step, address, query, ...more };
}

function line(step: Step): string {
  const { address, query } = "wish" in step ? step.wish : step.stored;
  const what = `${address}  ${query}`;
  switch (step.step) {
    case "create":
      return `+ ${what}  (${words(step.wish.preferences)}; consent: ${step.wish.consent ?? ""})`;
    case "ask":
      return `+ ${what}  (${words(step.wish.preferences)}; asked by mail to confirm)`;
    case "change":
      return `~ ${what}  (${step.fields.join(", ")}; ${words(step.wish.preferences)})`;
    case "end":
      return `- ${what}`;
    case "keep":
      return `  ${what}`;
    case "leave":
      return `! ${what}  (left alone: ${step.why})`;
  }
}

function words({ frequency, timeZone, mailLanguage }: Preferences): string {
  const language = mailLanguage === "en" ? "" : `; mails in ${mailLanguage}`;
  return `${frequencyWords(frequency, timeZone)}${language}`;
}
