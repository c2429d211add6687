import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";

/** Lucene Monitor, built and ready to run. */
export interface Lucene {
  readonly isThere: true;
  /**
   * One run of the Java program.
   * @param arguments_ see LucenePeer.java
   * @param input one JSON object a line
   * @returns one object a line
   */
  run(arguments_: readonly string[], input: Iterable<object>): Promise<readonly unknown[]>;
}

export interface NoLucene {
  readonly isThere: false;
  /** For people: what is missing. */
  readonly why: string;
}

const sources = join(import.meta.dirname, "src/main/java/peer");
const pom = join(import.meta.dirname, "pom.xml");
const cache = join(import.meta.dirname, "../../../node_modules/.cache/lucene-peer");
const heap = "-Xmx8g";

/** Builds it with Maven where this has not been done for these sources; what it downloads is kept by Maven. */
export function findLucene(say: (text: string) => void): Lucene | NoLucene {
  for (const [command, flag] of [
    ["java", "-version"],
    ["mvn", "-version"],
  ] as const) {
    if (spawnSync(command, [flag], { stdio: "ignore" }).status !== 0) {
      return {
        isThere: false,
        why: `Lucene is left out: there is no ${command} here (Java 17 and Maven are needed).`,
      };
    }
  }
  const folder = join(cache, fingerprint());
  if (!existsSync(folder)) {
    say("Building the Lucene peer with Maven ...");
    const failure = build(folder);
    if (failure !== null) {
      return { isThere: false, why: `Lucene is left out: Maven could not build it.\n${failure}` };
    }
  }
  const classes = [join(folder, "classes"), join(folder, "jars", "*")].join(delimiter);
  return { isThere: true, run: (arguments_, input) => runJava(classes, arguments_, input) };
}

function fingerprint(): string {
  const hash = createHash("sha256").update(readFileSync(pom));
  for (const file of readdirSync(sources).toSorted())
    hash.update(readFileSync(join(sources, file)));
  return hash.digest("hex").slice(0, 16);
}

/** In a folder beside it first, so that a build broken off is not taken for a whole one. */
function build(folder: string): string | null {
  const unfinished = `${folder}.${process.pid}`;
  const jars = `-DoutputDirectory=${join(unfinished, "jars")}`;
  const how = ["--quiet", "--batch-mode", "--file", pom, `-Dpeer.directory=${unfinished}`, jars];
  const goals = ["compile", "dependency:copy-dependencies"];
  const { status, stdout, stderr } = spawnSync("mvn", [...how, ...goals], { encoding: "utf8" });
  if (status !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    return `${stdout}${stderr}`.trim().split("\n").slice(0, 5).join("\n");
  }
  renameSync(unfinished, folder);
  return null;
}

async function runJava(
  classes: string,
  arguments_: readonly string[],
  input: Iterable<object>,
): Promise<readonly unknown[]> {
  const java = spawn("java", [heap, "-cp", classes, "peer.LucenePeer", ...arguments_], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  let complaints = "";
  java.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    java.on("error", reject).on("close", resolve);
  });
  // A program that ends early closes its input; its own words say why, so the broken pipe is no news.
  java.stdin.on("error", () => {});
  Readable.from(linesOf(input)).pipe(java.stdin);
  const answers: unknown[] = [];
  for await (const line of createInterface({ input: java.stdout })) answers.push(JSON.parse(line));
  const status = await ended;
  if (status !== 0) {
    throw new Error(`The Lucene peer ended with ${status}: ${complaints.trim().slice(0, 2000)}`);
  }
  return answers;
}

function* linesOf(input: Iterable<object>): Iterable<string> {
  for (const one of input) yield `${JSON.stringify(one)}\n`;
}
