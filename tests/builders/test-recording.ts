import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface RecordedFile {
  readonly url: string;
  readonly file: string;
  readonly text: string;
  readonly [key: string]: unknown;
}

/** A recording on the disk: the files and their index. @returns its folder */
export function aRecording(
  files: readonly RecordedFile[],
  index: Readonly<Record<string, unknown>> = {},
): string {
  const folder = mkdtempSync(join(tmpdir(), "readouts-recording-"));
  for (const { file, text } of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const entries = files.map((file) => ({ ...file, text: undefined }));
  writeFileSync(join(folder, "INDEX.json"), JSON.stringify({ files: entries, ...index }));
  return folder;
}
