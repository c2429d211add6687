import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Argument, Command } from "commander";
import { isCurrent, synthesize } from "../local/synthesis.ts";
import { writeInventedRecording } from "./invented-recording.ts";
import { type BundleMeasure, measureBundles } from "./measure-bundles.ts";
import { measureFeeds, measureLongTranscript, measurePages } from "./measure-reading.ts";
import { measureReplay, type ReplayMeasure } from "./measure-replay.ts";

const projectDir = join(import.meta.dirname, "..");
const assemblyDir = join(projectDir, "cdk.out");
const inventedPolls = 100;
const seed = 2026;

const subjects = ["all", "reading", "replay"] as const;

interface Options {
  readonly replay: readonly string[];
  readonly json?: boolean;
}

const program = new Command("npm run bench --")
  .description("Measures reading, replays and cold starts, in one run, on this machine.")
  .addArgument(new Argument("[subject]", "what to measure").choices(subjects).default("all"))
  .option("--replay <dir...>", "recordings to measure beside the invented one", [])
  .option("--json", "one JSON object instead of tables")
  .parse();
const { replay, json = false } = program.opts<Options>();
const [subject] = program.processedArgs as [(typeof subjects)[number]];

const reading = subject === "replay" ? null : measureReading();
const running = subject === "reading" ? null : await measureRunning();
if (json) console.log(JSON.stringify({ node: process.version, ...reading, ...running }));
else {
  console.log(`\nNode ${process.version}\n`);
  if (reading !== null) printReading(reading);
  if (running !== null) print(running.bundles, running.replays);
}

function measureReading() {
  if (!json) console.log("Reading pages and feeds ...");
  return { pages: measurePages(), feeds: measureFeeds(), long: measureLongTranscript() };
}

async function measureRunning() {
  if (!isCurrent(projectDir, assemblyDir)) {
    if (!json) console.log("Synthesizing the stack ...");
    await synthesize(projectDir, assemblyDir);
  }
  const folder = mkdtempSync(join(tmpdir(), "readouts-bench-"));
  try {
    const bundles = await measureBundles(assemblyDir);
    const recording = join(folder, "invented");
    const invented = writeInventedRecording(recording, { polls: inventedPolls, seed });
    const recordings = [invented.folder, ...replay.map((dir) => resolve(dir))];
    const replays: ReplayMeasure[] = [];
    for (const [i, played] of recordings.entries()) {
      if (!json) console.log(`Replaying ${played} ...`);
      const state = join(folder, `state-${i}`);
      replays.push(await measureReplay({ projectDir, assemblyDir, recording: played, state }));
    }
    return { bundles, replays };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function printReading({ pages, feeds, long }: ReturnType<typeof measureReading>): void {
  for (const [title, rows] of [
    ["Pages, invented transcripts of 2,400 words", pages],
    ["Feeds, of 200 entries with their text", feeds],
  ] as const) {
    console.log(title);
    console.table(
      rows.map(({ what, documents, perSecond, megabytesPerSecond, ratio }) => ({
        what,
        documents,
        "per second": perSecond,
        "MB/s": megabytesPerSecond,
        "against the first": ratio,
      })),
    );
  }
  console.log(
    `A transcript of ${long.words} words: ${long.seconds} s; the process grew by ${long.megabytes} MB.\n`,
  );
}

function print(bundles: readonly BundleMeasure[], replays: readonly ReplayMeasure[]): void {
  console.log("Handlers: bundle, and loading it against starting bare Node (median of 9 each)");
  console.table(
    bundles.map(({ handler, kilobytes, loadMs, bareMs }) => ({
      handler,
      KB: kilobytes,
      "load, ms": loadMs,
      "load / bare Node": Math.round((loadMs / bareMs) * 100) / 100,
    })),
  );
  console.log("Replays");
  console.table(
    replays.map(({ recording, archived, seconds, perSecond, peakMegabytes, tablesMegabytes }) => ({
      recording,
      archived,
      seconds,
      "readouts/s": perSecond,
      "peak RSS, MB": peakMegabytes,
      "with DynamoDB Local, MB": peakMegabytes + tablesMegabytes,
    })),
  );
}
