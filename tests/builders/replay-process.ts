import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

const root = join(import.meta.dirname, "../..");

export interface ReplayEnd {
  readonly code: number | null;
  readonly lines: readonly string[];
  /** The last line of a run that ended by itself. */
  readonly report: Readonly<Record<string, number>> | null;
}

/**
 * `npm start -- --replay … --once` in a process of its own.
 * @param killAfter a line of its output and then a time; there it is killed as if the power went
 */
export async function replayOnce(
  given: { readonly assembly: string; readonly recording: string; readonly state: string },
  killAfter: { readonly line: RegExp; readonly ms: number } | null = null,
): Promise<ReplayEnd> {
  const { assembly, recording, state } = given;
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "local/start.ts", "--no-synth", "--once"].concat([
      "--assembly",
      assembly,
      "--replay",
      recording,
      "--state",
      state,
    ]),
    { cwd: root, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NODE_OPTIONS: "" } },
  );
  let said = "";
  let isDoomed = false;
  const onText = (chunk: Buffer): void => {
    said += String(chunk);
    if (killAfter === null || isDoomed || !killAfter.line.test(said)) return;
    isDoomed = true;
    void setTimeout(killAfter.ms).then(() => child.kill("SIGKILL"));
  };
  child.stdout.on("data", onText);
  child.stderr.on("data", onText);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  const lines = said.trimEnd().split("\n");
  const last = lines.at(-1) ?? "";
  const report = last.startsWith("{") ? (JSON.parse(last) as Record<string, number>) : null;
  return { code, lines, report };
}
