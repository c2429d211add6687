import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { readSourcesFolder } from "./known-sources.ts";
import { Meter } from "./meter.ts";
import { canReachAny } from "./reach.ts";
import { printSummary } from "./replay/summary.ts";
import { runLive } from "./run-live.ts";
import { type ReplayRun, runReplay } from "./run-replay.ts";
import type { LocalService } from "./service.ts";
import { stopSignal } from "./stop-signal.ts";
import { isCurrent, synthesize } from "./synthesis.ts";

const projectDir = join(import.meta.dirname, "..");
const sampleDir = join(import.meta.dirname, "sample");
const sampleNotice =
  "This is a sample: invented readouts of governments that do not exist. Nothing here happened.";

interface Options {
  readonly replay?: string;
  readonly once?: boolean;
  readonly meter?: string;
  readonly sample?: boolean;
  readonly state: string;
  readonly port?: number;
  readonly synth: boolean;
  readonly assembly: string;
}

const program = new Command("npm start --")
  .description("Runs Readouts on this machine, from the same stack that runs on AWS.")
  .option("--replay <dir>", "play a recording (a folder with INDEX.json) instead of asking anybody")
  .option("--once", "with --replay: end when nothing is left to do")
  .option("--meter <file>", "with --once: write what each function used, as AWS would bill it")
  .option("--sample", "play the bundled sample of invented readouts")
  .option("--state <dir>", "where everything is kept between runs", ".readouts")
  .option("--port <number>", "of the pages", readPort)
  .option("--assembly <dir>", "the synthesized stack", join(projectDir, "cdk.out"))
  .option("--no-synth", "take the synthesized stack as it is")
  // Wrong usage is 2, as with the command line; --help is no error.
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .action(start);

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new InvalidArgumentError("A port is a number from 1 to 65535.");
  }
  return port;
}

function say(line: string): void {
  console.log(line);
}

async function start(options: Options): Promise<void> {
  if (options.once === true && options.replay === undefined) {
    program.error("--once goes with --replay.", { exitCode: 2 });
  }
  if (options.meter !== undefined && options.once !== true) {
    program.error("--meter goes with --once.", { exitCode: 2 });
  }
  if (options.sample === true && options.replay !== undefined) {
    program.error("--sample is a replay already: leave one of the two away.", { exitCode: 2 });
  }
  const assemblyDir = resolve(options.assembly);
  if (options.synth && !isCurrent(projectDir, assemblyDir)) {
    say("Synthesizing the stack ...");
    await synthesize(projectDir, assemblyDir);
  }
  const stateDir = resolve(options.state);
  if (options.replay !== undefined) {
    await play(options, { stateDir, recordingDir: resolve(options.replay), notice: "" });
  } else if (options.sample === true || (await isCutOff(stateDir))) {
    const place = { stateDir: join(stateDir, "sample"), recordingDir: sampleDir };
    // The command line looks for a local service in the state folder itself.
    mkdirSync(stateDir, { recursive: true });
    await play(options, { ...place, notice: sampleNotice, shownTo: join(stateDir, "local.json") });
  } else {
    await live(options, stateDir);
  }
}

/** Whether this is the first start and no press office can be reached. */
async function isCutOff(stateDir: string): Promise<boolean> {
  if (existsSync(join(stateDir, "ports.json"))) return false;
  say("First start: looking for the press offices ...");
  const { all } = readSourcesFolder(join(projectDir, "sources"));
  const urls = all.flatMap(({ listings }) =>
    listings.filter(({ former }) => former !== true).map(({ url }) => url),
  );
  if (await canReachAny(urls)) return false;
  say("No press office can be reached from here, so this plays the bundled sample instead:");
  say("invented readouts of governments that do not exist. Start again when there is a network.");
  return true;
}

async function live({ assembly, port }: Options, stateDir: string): Promise<void> {
  say("Starting tables, queues, mail and functions ...");
  const assemblyDir = resolve(assembly);
  const run = await runLive({ assemblyDir, stateDir, port: port ?? null, say });
  sayAddresses(run.service, stateDir);
  const stopping = stopSignal();
  run.go();
  say("Polling the press offices. Ctrl-C stops.");
  await stopping.stopped;
  say("Stopping: what is under way is brought to its end ...");
  await run.stop();
}

async function play(
  { assembly, port, once, meter: meterFile }: Options,
  place: {
    readonly stateDir: string;
    readonly recordingDir: string;
    readonly notice: string;
    readonly shownTo?: string;
  },
): Promise<void> {
  say("Starting tables, queues, mail and functions ...");
  const stopping = stopSignal();
  const meter = meterFile === undefined ? null : new Meter();
  const run = await runReplay({
    projectDir,
    meter,
    assemblyDir: resolve(assembly),
    port: port ?? null,
    say,
    signal: stopping.signal,
    ...place,
  });
  const { stateDir, shownTo } = place;
  if (shownTo !== undefined) copyFileSync(join(stateDir, "local.json"), shownTo);
  if (once !== true && !stopping.signal.aborted) await stayUp(run, stateDir, stopping.stopped);
  await run.stop();
  if (stopping.signal.aborted) return;
  if (meterFile !== undefined) writeFileSync(meterFile, JSON.stringify(meter?.report()));
  for (const line of printSummary(run.summary)) say(line);
  process.exitCode = run.summary.deadLetters.length > 0 ? 1 : 0;
}

async function stayUp(run: ReplayRun, stateDir: string, stopped: Promise<void>): Promise<void> {
  for (const line of printSummary(run.summary).slice(0, -2)) say(line);
  run.stayUp();
  sayAddresses(run.service, stateDir);
  say("Ctrl-C stops.");
  await stopped;
  say("Stopping ...");
}

function sayAddresses({ site, mail, gateway }: LocalService, stateDir: string): void {
  say("");
  say(`  pages   ${site.url}`);
  say(`  inbox   ${mail.inboxUrl}`);
  say(`  tables  ${gateway.url}  (DynamoDB; access key id "cli", any secret)`);
  say(`  state   ${stateDir}`);
  say("");
}

// Said at every start under Node 20, to those who can do nothing about it.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  // Whatever is half started must not keep us here.
  process.exit(1);
}
