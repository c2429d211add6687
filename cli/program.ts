import { Command } from "commander";
import { addApply } from "./commands/apply.ts";
import { addCapture } from "./commands/capture.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addPoll } from "./commands/poll.ts";
import { addRedeliver } from "./commands/redeliver.ts";
import { addReindex } from "./commands/reindex.ts";
import { addResume } from "./commands/resume.ts";
import { addSearch } from "./commands/search.ts";
import { addShow } from "./commands/show.ts";
import { addSources } from "./commands/sources.ts";
import { addSubscribe } from "./commands/subscribe.ts";
import { addSubscriptions } from "./commands/subscriptions.ts";
import { addTest } from "./commands/test.ts";
import { connect, type Connection } from "./connection.ts";
import { explain } from "./explain.ts";
import { type Output, printable } from "./output.ts";

/** What a command gives back: for programs, and for people. */
export interface Report {
  readonly json: unknown;
  readonly lines: readonly string[];
  /** 1 where what was asked for could not be done, though nothing broke. */
  readonly exitCode?: 0 | 1;
}

/** Runs a command's work with a connection and prints its report. */
export type Run = (work: (connection: Connection) => Promise<Report>) => Promise<void>;

/** The same for work that needs no installation. */
export type RunAlone = (work: () => Promise<Report>) => Promise<void>;

interface GlobalOptions {
  readonly stack?: string;
  readonly state: string;
  readonly json?: boolean;
}

/** The command with all its commands; after parsing, `exitCode` tells how it went. */
export function readoutsProgram({ out, err }: Output): {
  readonly program: Command;
  readonly exitCode: () => 0 | 1;
} {
  let exitCode: 0 | 1 = 0;
  const program = new Command("readouts")
    .description("Asks and tends an installation of Readouts: the local one, or a deployed stack.")
    .option("--stack <name>", "a deployed stack, with your AWS credentials")
    .option("--state <dir>", "the local service's state folder", ".readouts")
    .option("--json", "print one JSON document")
    .exitOverride()
    .configureOutput({ writeOut: out, writeErr: err })
    .showHelpAfterError("(--help shows what there is)")
    .addHelpText("after", "\nExit codes: 0 done, 1 failed, 2 wrong usage.");

  const runAlone: RunAlone = async (work) => {
    const report = await work();
    const { json = false } = program.opts<GlobalOptions>();
    const text = json ? JSON.stringify(report.json, null, 2) : printable(report.lines.join("\n"));
    out(`${text}\n`);
    exitCode = report.exitCode ?? 0;
  };
  const run: Run = async (work) => {
    const { stack = null, state } = program.opts<GlobalOptions>();
    try {
      const connection = await connect({ stack, state });
      await runAlone(async () => await work(connection));
    } catch (error) {
      throw explain(error, { stack, state });
    }
  };
  for (const add of [
    addSources,
    addCapture,
    addPoll,
    addSubscribe,
    addSubscriptions,
    addApply,
    addTest,
    addSearch,
    addShow,
    addRedeliver,
    addReindex,
    addResume,
    addDoctor,
  ]) {
    add(program, run, runAlone);
  }
  for (const command of program.commands.flatMap((one) => [one, ...one.commands]))
    command.option("--json", "print one JSON document");
  program.hook("preAction", (_, action) => {
    if (action.opts<GlobalOptions>().json === true) program.setOptionValue("json", true);
  });
  return { program, exitCode: () => exitCode };
}
