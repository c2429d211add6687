import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { type BuildOptions, buildSync, type OutputFile } from "esbuild";

/** Files of `lambda/handlers` that are functions. */
const handlers = [
  "all-is-well",
  "announce",
  "capture",
  "compact-index",
  "deliver",
  "digest",
  "feedback",
  "http",
  "index-revision",
  "match",
  "outcomes",
  "poll",
  "recheck",
  "request",
  "standing",
  "watch",
  "webhook",
] as const;

export type HandlerName = (typeof handlers)[number];

/** A file that a function reads at run time, by its path below the bundle. */
export interface BundledFile {
  readonly path: string;
  readonly text: string;
}

const root = join(import.meta.dirname, "..");

/**
 * Makes the bundle of one handler: one minified file with its SDK inside, and its source map.
 * Paths within are relative to the project, so that the same sources give the same asset anywhere.
 * @returns a new temporary folder
 */
export function bundle(handler: HandlerName, files: readonly BundledFile[]): string {
  built ??= build();
  const folder = mkdtempSync(join(tmpdir(), "readouts-bundle-"));
  for (const output of built.filter(({ path }) => basename(dirname(path)) === handler)) {
    writeFileSync(join(folder, basename(output.path)), output.contents);
  }
  // Said, not guessed: a bundle may be unpacked below a package whose files are modules.
  writeFileSync(join(folder, "package.json"), '{"type":"commonjs"}\n');
  for (const file of files) {
    mkdirSync(join(folder, file.path, ".."), { recursive: true });
    writeFileSync(join(folder, file.path), file.text);
  }
  return folder;
}

let built: readonly OutputFile[] | null = null;

/** How any program of ours becomes one file. */
export const howToBundle = {
  bundle: true,
  platform: "node",
  target: "node24",
  // CommonJS starts faster than modules on Node 24 (15-25 ms measured).
  format: "cjs",
  // The packages' own modules, of which what is not used is left out: half of the SDK.
  mainFields: ["module", "main"] as string[],
  minify: true,
  sourcemap: true,
  sourcesContent: false,
  legalComments: "none",
  logLevel: "warning",
} as const satisfies BuildOptions;

/** All at once: one start of esbuild, and what several use is parsed once. */
function build(): readonly OutputFile[] {
  return buildSync({
    ...howToBundle,
    absWorkingDir: root,
    entryPoints: handlers.map((name) => join("lambda", "handlers", `${name}.ts`)),
    outdir: "bundle",
    entryNames: "[name]/index",
    write: false,
  }).outputFiles;
}
