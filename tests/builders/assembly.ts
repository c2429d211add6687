import { rm } from "node:fs/promises";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isCurrent, synthesize } from "../../local/synthesis.ts";

const root = join(import.meta.dirname, "../..");

/** The real stack with its bundles, as `npm start` has it: the one that was synthesized last, if nothing changed since. */
export async function anAssembly(): Promise<{
  readonly path: string;
  readonly remove: () => Promise<void>;
}> {
  const last = join(root, "cdk.out");
  if (isCurrent(root, last)) return { path: last, remove: async () => await Promise.resolve() };
  const path = mkdtempSync(join(tmpdir(), "readouts-assembly-"));
  await synthesize(root, path);
  return { path, remove: async () => await rm(path, { recursive: true, force: true }) };
}
