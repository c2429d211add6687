import { readFileSync, renameSync, writeFileSync } from "node:fs";

/** How far each stream mapping has come, kept in one small file. */
export interface Checkpoints {
  get(mappingId: string, shardId: string): string | null;
  /** Returns when it is on the disk: what was handled before is not handled again after a crash. */
  save(mappingId: string, shardId: string, sequenceNumber: string): void;
}

type Saved = Record<string, Record<string, string>>;

/** @throws Error naming the file where it is not readable as one of ours */
export function openCheckpoints(file: string): Checkpoints {
  const saved = read(file);
  return {
    get: (mappingId, shardId) => saved[mappingId]?.[shardId] ?? null,
    save: (mappingId, shardId, sequenceNumber) => {
      const shards = saved[mappingId] ?? {};
      shards[shardId] = sequenceNumber;
      saved[mappingId] = shards;
      // A file is replaced whole or not at all, whatever happens in between.
      writeFileSync(`${file}.new`, JSON.stringify(saved));
      renameSync(`${file}.new`, file);
    },
  };
}

function read(file: string): Saved {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
  try {
    return JSON.parse(text) as Saved;
  } catch (error) {
    throw new Error(
      `${file} is damaged. Delete it to read the streams from their beginning: what was handled is recognised.`,
      { cause: error },
    );
  }
}
