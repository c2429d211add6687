import { rm } from "node:fs/promises";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "../../local/synthesis.ts";

/** The real stack with its bundles, synthesized as `npm start` does it. */
export async function anAssembly(): Promise<{
  readonly path: string;
  readonly remove: () => Promise<void>;
}> {
  const path = mkdtempSync(join(tmpdir(), "readouts-assembly-"));
  await synthesize(join(import.meta.dirname, "../.."), path);
  return { path, remove: async () => await rm(path, { recursive: true, force: true }) };
}
