import { mkdir, open, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

/** The folder which holds everything a local service knows between two runs. */
export interface StateDirectory {
  /** Absolute. */
  readonly path: string;
  /** DynamoDB Local's database. */
  readonly tables: string;
  /** Messages accepted by queues and topics and not yet done with. */
  readonly messages: string;
  /** Every mail ever accepted, one file each. */
  readonly mails: string;
  /** The file for anything else that must survive: `file("checkpoints.json")`. */
  file(name: string): string;
  /** How the run before this one ended; null if there was none. */
  readonly previousRun: "clean" | "cut short" | null;
  /** Gives the folder free and notes that the run ended in order. */
  release(): Promise<void>;
}

export class StateInUseError extends Error {
  override readonly name = "StateInUseError";
}

/**
 * Opens a state folder, made if it is not there, for this process alone.
 * @param folder absolute, or relative to the working directory
 * @throws StateInUseError naming the process that has it open; a lock whose process is gone is taken over
 */
export async function openState(folder: string): Promise<StateDirectory> {
  const path = resolve(folder);
  const file = (name: string): string => join(path, name);
  const inside = ["tables", "messages", "mails"].map((name) => file(name));
  await Promise.all(inside.map(async (name) => await mkdir(name, { recursive: true })));
  const wasLocked = await takeLock(file("lock"), path);
  const ran = await exists(file("ended-in-order"));
  const previousRun = wasLocked ? "cut short" : ran ? "clean" : null;
  return {
    path,
    tables: file("tables"),
    messages: file("messages"),
    mails: file("mails"),
    file,
    previousRun,
    release: async () => {
      await writeFile(file("ended-in-order"), "");
      await rm(file("lock"), { force: true });
    },
  };
}

/** @returns whether a lock of a process that is gone was taken over */
async function takeLock(lock: string, folder: string): Promise<boolean> {
  const owner = await readOwner(lock);
  if (owner !== null && owner !== process.pid && isRunning(owner)) {
    throw new StateInUseError(
      `${folder} is in use by process ${owner}. Stop that one first, or choose another folder with --state DIR. ` +
        `If process ${owner} is another program, delete ${lock}.`,
    );
  }
  if (owner !== null) await rm(lock, { force: true });
  try {
    const handle = await open(lock, "wx");
    await handle.writeFile(String(process.pid));
    await handle.close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw new StateInUseError(`${folder} was taken by another process at this very moment.`);
  }
  return owner !== null;
}

/** @returns the process in the lock; 0 for an unreadable lock, null for none */
async function readOwner(lock: string): Promise<number | null> {
  if (!(await exists(lock))) return null;
  const pid = Number(await readFile(lock, "utf8"));
  return Number.isSafeInteger(pid) ? pid : 0;
}

/** Signal 0 asks only whether the process is there; EPERM says it is, and another user's. */
export function isRunning(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await readFile(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}
