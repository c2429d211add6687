import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

export interface ReplayMeasure {
  readonly recording: string;
  readonly archived: number;
  readonly captured: number;
  /** Alerts mailed. */
  readonly emails: number;
  /** As the replay itself counts: starting is not in it. */
  readonly seconds: number;
  readonly perSecond: number;
  /** Peak resident set of the service with all its functions. */
  readonly peakMegabytes: number;
  /** Of DynamoDB Local; 0 where the system does not tell. */
  readonly tablesMegabytes: number;
}

const sampleEveryMs = 200;

/** Plays a recording as `npm start -- --replay … --once` does. @throws Error with what it said */
export async function measureReplay(given: {
  readonly projectDir: string;
  readonly assemblyDir: string;
  readonly recording: string;
  readonly state: string;
  /** Where it is written what the functions used; null: nowhere. */
  readonly meterFile: string | null;
}): Promise<ReplayMeasure> {
  const { projectDir, assemblyDir, recording, state, meterFile } = given;
  const options = ["--replay", recording, "--once", "--no-synth", "--assembly", assemblyDir];
  if (meterFile !== null) options.push("--meter", meterFile);
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "local/start.ts", ...options, "--state", state],
    { cwd: projectDir, stdio: ["ignore", "pipe", "pipe"] },
  );
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += String(chunk);
    });
  }
  const peaks = { service: 0, tables: 0 };
  const sampling = setInterval(() => {
    peaks.service = Math.max(peaks.service, peakOf(child.pid));
    peaks.tables = Math.max(peaks.tables, peakOf(tablesProcess(state)));
  }, sampleEveryMs);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  clearInterval(sampling);
  if (code !== 0) throw new Error(`${recording} could not be replayed:\n${said}`);
  const report = JSON.parse(said.trimEnd().split("\n").at(-1) ?? "") as {
    archived: number;
    captured: number;
    emails: number;
    seconds: number;
  };
  return {
    recording: basename(recording),
    archived: report.archived,
    captured: report.captured,
    emails: report.emails,
    seconds: report.seconds,
    perSecond: Math.round((report.archived / report.seconds) * 10) / 10,
    peakMegabytes: peaks.service,
    tablesMegabytes: peaks.tables,
  };
}

/** The kernel's own high-water mark (VmHWM), where there is a /proc. */
function peakOf(pid: number | undefined): number {
  const file = `/proc/${pid ?? 0}/status`;
  if (!existsSync(file)) return 0;
  try {
    const [, kilobytes = "0"] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(file, "utf8")) ?? [];
    return Math.round(Number(kilobytes) / 1024);
  } catch {
    // It ended between the two looks.
    return 0;
  }
}

function tablesProcess(state: string): number | undefined {
  try {
    const saved = JSON.parse(readFileSync(join(state, "dynamodb.json"), "utf8")) as {
      pid?: number;
    };
    return saved.pid;
  } catch {
    return undefined;
  }
}
