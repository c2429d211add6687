import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { writeInventedRecording } from "./invented-recording.ts";
import { type BundleMeasure, measureBundles } from "./measure-bundles.ts";
import { measureReplay, type ReplayMeasure } from "./measure-replay.ts";
import type { Subject } from "./subject.ts";
import { assemblyDir, projectDir, synthesizeOnce } from "./synthesized.ts";

const inventedPolls = 100;
const seed = 2026;

/** Recordings played through the whole stack, and what each function's start costs. */
export const replay: Subject = {
  name: "replay",
  description: "recordings played through the whole stack; the functions' bundles and cold starts",
  options: [{ flags: "--replay <dir...>", description: "recordings beside the invented one" }],
  isUsual: true,
  async measure({ replay: recordings = [] }, say) {
    await synthesizeOnce(say);
    const measured = await measure(recordings as readonly string[], say); // by its flags
    return { json: measured, print: () => print(measured) };
  },
};

interface Measured {
  readonly bundles: readonly BundleMeasure[];
  readonly replays: readonly ReplayMeasure[];
}

async function measure(dirs: readonly string[], say: (text: string) => void): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "readouts-bench-"));
  try {
    say("Starting functions ...");
    const bundles = await measureBundles(assemblyDir);
    const recording = join(folder, "invented");
    const invented = writeInventedRecording(recording, { polls: inventedPolls, seed });
    const replays: ReplayMeasure[] = [];
    for (const [i, played] of [invented.folder, ...dirs.map((dir) => resolve(dir))].entries()) {
      say(`Replaying ${played} ...`);
      const state = join(folder, `state-${i}`);
      replays.push(
        await measureReplay({ projectDir, assemblyDir, recording: played, state, meterFile: null }),
      );
    }
    return { bundles, replays };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function print({ bundles, replays }: Measured): void {
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
