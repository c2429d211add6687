import { spawn } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** What the assembly is made from. */
const inputs = ["bin", "lib", "lambda", "sources", "cdk.json", "package-lock.json"];
const settings = ["readouts.config.json"];

/** Whether the assembly was made after the last change of what it is made from. */
export function isCurrent(projectDir: string, assemblyDir: string): boolean {
  const made = statSync(join(assemblyDir, "manifest.json"), { throwIfNoEntry: false });
  if (made === undefined) return false;
  return [...inputs, ...settings].every(
    (name) => newestChangeMs(join(projectDir, name)) <= made.mtimeMs,
  );
}

function newestChangeMs(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  // A folder's own time tells of files that were taken away.
  const inside = readdirSync(path).map((name) => newestChangeMs(join(path, name)));
  return Math.max(found.mtimeMs, ...inside);
}

/**
 * Synthesizes the stack with the project's own CDK.
 * @throws Error with what the CDK said
 */
export async function synthesize(projectDir: string, assemblyDir: string): Promise<void> {
  const cdk = join(projectDir, "node_modules", "aws-cdk", "bin", "cdk");
  if (!existsSync(cdk)) throw new Error("The CDK is not installed: run npm ci.");
  const child = spawn(
    process.execPath,
    [cdk, "synth", "--quiet", "--no-notices", "--output", assemblyDir],
    // Not our own options: they are for this process.
    {
      cwd: projectDir,
      env: { ...process.env, NODE_OPTIONS: "" },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += String(chunk);
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  if (code !== 0) throw new Error(`The stack could not be synthesized:\n${said.trim()}`);
}
