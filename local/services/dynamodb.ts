import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../../lambda/runtime/log.ts";
import type { StateDirectory } from "../state.ts";
import { type Command, chooseCommand, stopOrphan } from "./dynamodb-command.ts";

export interface DynamoDbLocal {
  /** Streams are served at the same address. */
  readonly endpoint: string;
  /**
   * The only ones that see the tables. DynamoDB Local listens to the whole network and checks no
   * signature, but keeps a database for each access key id, which here is a random one.
   */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Ends the process; the tables are on disk. */
  stop(): Promise<void>;
}

const startTimeoutMs = 60_000;
const stopTimeoutMs = 10_000;

/**
 * Starts DynamoDB Local over the state's tables. A process of an earlier run that outlived its
 * parent is stopped first, for two must not write one database.
 * @throws Error in one sentence where neither Java nor Docker is there, or where it does not start
 */
export async function startDynamoDb({
  state,
  log,
}: {
  state: StateDirectory;
  log: Log;
}): Promise<DynamoDbLocal> {
  const pidFile = state.file("dynamodb.json");
  if (await stopOrphan(pidFile)) log.info("stopped the DynamoDB Local of a run that was cut short");
  const port = await freePort();
  const command = await chooseCommand(state.tables, port, process.env);
  const { child, complaints } = launch(command);
  await writeFile(pidFile, JSON.stringify({ pid: child.pid ?? null, ...command.mark }));
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await waitUntilUp(endpoint, child);
  } catch (error) {
    child.kill("SIGKILL");
    throw new Error(`DynamoDB Local (${command.kind}) did not start: ${complaints()}`, {
      cause: error,
    });
  }
  return {
    endpoint,
    credentials: { accessKeyId: await ownKey(state), secretAccessKey: "not-checked" },
    stop: async () => {
      await end(child);
      await rm(pidFile, { force: true });
    },
  };
}

/** The access key id which this state's tables belong to. Letters and digits, as DynamoDB Local wants. */
async function ownKey(state: StateDirectory): Promise<string> {
  const file = state.file("dynamodb-key");
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    const key = randomBytes(16).toString("hex");
    await writeFile(file, key, { mode: 0o600 });
    return key;
  }
}

/**
 * Detached, so that Ctrl-C in the terminal reaches only us: handlers under way still need it.
 * Unreferenced, so that a forgotten one does not keep us running.
 */
function launch(command: Command): { child: ChildProcess; complaints: () => string } {
  const child = spawn(command.program, command.arguments, {
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  child.unref();
  let heard = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    heard = (heard + chunk.toString()).slice(-2000);
  });
  child.on("error", (error) => {
    heard += error.message;
  });
  return { child, complaints: () => heard.trim() || "it said nothing" };
}

async function waitUntilUp(endpoint: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
      throw new Error(`it ended at once (${child.exitCode ?? child.signalCode})`);
    }
    try {
      await fetch(endpoint);
      return;
    } catch {
      await sleep(50);
    }
  }
  throw new Error(`it did not answer within ${startTimeoutMs / 1000} s`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
  });
  child.ref();
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), stopTimeoutMs);
  await ended;
  clearTimeout(timer);
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
