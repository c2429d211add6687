import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The bundled sample, played and staying up, as `npm start -- --sample` leaves it. */
export interface SampleService {
  readonly pages: string;
  readonly inbox: string;
  /** What the command line is given as --state. */
  readonly state: string;
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, "../..");

/**
 * @param more further options of `npm start`
 * @throws Error with what it printed, where it ends before it is up
 */
export async function startSample(more: readonly string[] = []): Promise<SampleService> {
  const state = await mkdtemp(join(tmpdir(), "readouts-browser-"));
  const child = spawn(
    process.execPath,
    [
      join(root, "node_modules/tsx/dist/cli.mjs"),
      "local/start.ts",
      "--sample",
      "--state",
      state,
      ...more,
    ],
    { cwd: root, stdio: ["ignore", "pipe", "pipe"] },
  );
  const printed = await untilPrinted(child, /Ctrl-C stops\./);
  return {
    pages: addressOf("pages", printed),
    inbox: addressOf("inbox", printed),
    state,
    stop: async () => {
      const ended = new Promise<void>((resolve) => {
        child.once("exit", () => resolve());
      });
      child.kill("SIGTERM");
      await ended;
      await rm(state, { recursive: true, force: true });
    },
  };
}

async function untilPrinted(child: ChildProcess, mark: RegExp): Promise<string> {
  return await new Promise((resolve, reject) => {
    let printed = "";
    const hear = (chunk: Buffer): void => {
      printed += chunk.toString();
      if (mark.test(printed)) resolve(printed);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("exit", (code) => {
      reject(new Error(`local mode ended with ${code}:\n${printed}`));
    });
  });
}

function addressOf(name: string, printed: string): string {
  const found = new RegExp(`^\\s*${name}\\s+(http\\S+)`, "m").exec(printed)?.[1];
  if (found === undefined) throw new Error(`no address of the ${name} in:\n${printed}`);
  return found;
}
