import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from "node:fs";

/**
 * A set of entries that survives the end of the process, however it ends. Every change is one line
 * handed to the operating system before the call returns; a power cut may cost the last seconds.
 */
export interface Journal<Entry> {
  /** @returns the entry's key; keys grow in the order of adding */
  add(entry: Entry): number;
  /** Puts another entry in the place of one. */
  change(key: number, entry: Entry): void;
  remove(key: number): void;
  get(key: number): Entry | null;
  /** In the order of adding. */
  entries(): readonly (readonly [number, Entry])[];
  close(): void;
}

/** A line of the file: an entry under its key, or its end. */
type Line<Entry> = readonly [number, Entry] | readonly [number];

/** The file is rewritten when it holds this many lines more than entries. */
const slackLines = 20_000;

/**
 * Opens a journal; what a process that was killed left half written at its end is dropped, for
 * nobody was told that it was accepted.
 * @param validate gives the entry, or throws where the line is of another shape
 */
export function openJournal<Entry>(
  file: string,
  validate: (value: unknown) => Entry,
): Journal<Entry> {
  const live = existsSync(file) ? read(file, validate) : new Map<number, Entry>();
  let next = Math.max(0, ...live.keys()) + 1;
  let descriptor = rewrite(file, live);
  let lines = live.size;
  let isClosed = false;

  const append = (line: Line<Entry>): void => {
    // The system may have given the descriptor to another file by now.
    if (isClosed) throw new Error(`${file} is closed`);
    writeSync(descriptor, `${JSON.stringify(line)}\n`);
    lines += 1;
    if (lines - live.size < slackLines) return;
    closeSync(descriptor);
    descriptor = rewrite(file, live);
    lines = live.size;
  };
  return {
    add: (entry) => {
      const key = next;
      next += 1;
      live.set(key, entry);
      append([key, entry]);
      return key;
    },
    change: (key, entry) => {
      live.set(key, entry);
      append([key, entry]);
    },
    remove: (key) => {
      if (live.delete(key)) append([key]);
    },
    get: (key) => live.get(key) ?? null,
    entries: () => [...live],
    close: () => {
      if (!isClosed) closeSync(descriptor);
      isClosed = true;
    },
  };
}

function read<Entry>(file: string, validate: (value: unknown) => Entry): Map<number, Entry> {
  const live = new Map<number, Entry>();
  const lines = readFileSync(file, "utf8").split("\n");
  // What follows the last line end is empty, or torn.
  for (const [i, line] of lines.slice(0, -1).entries()) {
    try {
      const [key, ...entry] = JSON.parse(line) as [number, ...unknown[]];
      if (entry.length === 0) live.delete(key);
      else live.set(key, validate(entry[0]));
    } catch (cause) {
      throw new Error(`${file}, line ${i + 1}, cannot be read: ${String(cause)}`, { cause });
    }
  }
  return live;
}

/** Replaces the file in one step, so that it is never half there. */
function rewrite<Entry>(file: string, live: ReadonlyMap<number, Entry>): number {
  const text = [...live].map((line) => `${JSON.stringify(line)}\n`).join("");
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
  return openSync(file, "a");
}
