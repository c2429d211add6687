import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A bundle on the disk, as the assembly has it, with this source. */
export async function aBundle(source: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "readouts-bundle-"));
  await writeFile(join(folder, "index.js"), source);
  return folder;
}

export async function removeBundle(folder: string): Promise<void> {
  await rm(folder, { recursive: true });
}
