import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { isCurrent, synthesize } from "../local/synthesis.ts";
import { writeInventedRecording } from "./invented-recording.ts";
import { type BundleMeasure, measureBundles } from "./measure-bundles.ts";
import { measureReplay, type ReplayMeasure } from "./measure-replay.ts";

const projectDir = join(import.meta.dirname, "..");
const assemblyDir = join(projectDir, "cdk.out");
const inventedPolls = 100;
const seed = 2026;

interface Options {
  readonly replay: readonly string[];
  readonly json?: boolean;
}

const program = new Command("npm run bench --")
  .description("Measures replays and cold starts, in one run, on this machine.")
  .option("--replay <dir...>", "recordings to measure beside the invented one", [])
  .option("--json", "one JSON object instead of tables")
  .parse();
const { replay, json = false } = program.opts<Options>();

if (!isCurrent(projectDir, assemblyDir)) {
  if (!json) console.log("Synthesizing the stack ...");
  await synthesize(projectDir, assemblyDir);
}
const folder = mkdtempSync(join(tmpdir(), "readouts-bench-"));
try {
  const bundles = await measureBundles(assemblyDir);
  const invented = writeInventedRecording(join(folder, "invented"), { polls: inventedPolls, seed });
  const recordings = [invented.folder, ...replay.map((dir) => resolve(dir))];
  const replays: ReplayMeasure[] = [];
  for (const [i, recording] of recordings.entries()) {
    if (!json) console.log(`Replaying ${recording} ...`);
    const state = join(folder, `state-${i}`);
    replays.push(await measureReplay({ projectDir, assemblyDir, recording, state }));
  }
  if (json) console.log(JSON.stringify({ node: process.version, bundles, replays }));
  else print(bundles, replays);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function print(bundles: readonly BundleMeasure[], replays: readonly ReplayMeasure[]): void {
  console.log(`\nNode ${process.version}\n`);
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
