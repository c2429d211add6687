import { join } from "node:path";
import { isCurrent, synthesize } from "../local/synthesis.ts";

export const projectDir = join(import.meta.dirname, "..");
export const assemblyDir = join(projectDir, "cdk.out");

/** Synthesizes the stack where the last synthesis is older than its sources. */
export async function synthesizeOnce(say: (text: string) => void): Promise<void> {
  if (isCurrent(projectDir, assemblyDir)) return;
  say("Synthesizing the stack ...");
  await synthesize(projectDir, assemblyDir);
}
