import { createHash } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { addMs, type Instant } from "../../lambda/runtime/instant.ts";

const schema = v.object({
  /** Which recording, by its index. */
  recording: v.string(),
  /** What the clock shows, or showed when the run ended. */
  clock: v.string(),
  stepsDone: v.number(),
  subscribed: v.boolean(),
});

/** How far a replay has come over one state. */
export type Progress = v.InferOutput<typeof schema>;

/** A replay goes on where it was cut short, and over another or a changed recording begins anew. */
export interface ProgressFile {
  /** null: this recording was never begun over this state. */
  read(): Progress | null;
  save(progress: Omit<Progress, "recording">): void;
}

export function openProgress(file: string, recordingFolder: string): ProgressFile {
  const recording = createHash("sha256")
    .update(readFileSync(join(recordingFolder, "INDEX.json")))
    .digest("hex");
  return {
    read: () => {
      try {
        const saved = v.parse(schema, JSON.parse(readFileSync(file, "utf8")));
        return saved.recording === recording ? saved : null;
      } catch {
        // None yet, or not readable: to do it all again changes nothing.
        return null;
      }
    },
    save: (progress) => {
      writeFileSync(`${file}.new`, JSON.stringify({ ...progress, recording }));
      renameSync(`${file}.new`, file);
    },
  };
}

/**
 * When to start the clock: where the last run over this state was, else a minute before the first
 * step, when the recording's subscriptions are made.
 */
export function startOfClock(
  progress: ProgressFile,
  times: readonly Instant[],
  now: Instant,
): Instant {
  return progress.read()?.clock ?? addMs(times[0] ?? now, -60_000);
}
