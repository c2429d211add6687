import { type ChildProcess, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import PostalMime from "postal-mime";
import { writeInventedRecording } from "./invented-recording.ts";
import { rounded } from "./interleave.ts";
import { measureReplay } from "./measure-replay.ts";
import type { Subject } from "./subject.ts";
import { assemblyDir, projectDir, synthesizeOnce } from "./synthesized.ts";
import { type Asked, load, type Loaded } from "./web/load.ts";

const polls = 150;
const seed = 2026;
const concurrent = 200;
const requests = 1000;
/** Of the recording. */
const reader = "reader@newsroom.example";
const startsWithinMs = 60_000;

interface Row extends Loaded {
  readonly what: string;
}

export const web: Subject = {
  name: "web",
  description: `the site on local mode under ${concurrent} requests at once: time to the first byte`,
  options: [],
  isUsual: false,
  async measure(_options, say) {
    await synthesizeOnce(say);
    const rows = await measure(say);
    return {
      json: { rows },
      print() {
        console.log(`Time to the first byte, ${concurrent} requests at once, ${requests} of each`);
        console.table(
          rows.map(({ what, perSecond, p50Ms, p99Ms, aloneMs, failed }) => ({
            what,
            "requests/s": rounded(perSecond),
            "p50, ms": rounded(p50Ms),
            "p99, ms": rounded(p99Ms),
            "one alone, ms": rounded(aloneMs),
            failed,
          })),
        );
      },
    };
  },
};

async function measure(say: (text: string) => void): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "readouts-web-"));
  const children: ChildProcess[] = [];
  try {
    say("Filling an archive ...");
    const state = join(folder, "state");
    const { folder: recording } = writeInventedRecording(join(folder, "invented"), { polls, seed });
    await measureReplay({ projectDir, assemblyDir, recording, state, meterFile: null });
    say("Starting the service ...");
    children.push(startService(folder, state));
    const site = await siteOf(state);
    const asked = await whatIsAsked(site, state);
    const bare = await startBare(folder, await (await fetch(`${site}/`)).text(), children);
    const rows: Row[] = [];
    for (const one of [{ what: "bare Node, the bytes of the start page", url: bare }, ...asked]) {
      say(`Asking for ${one.what} ...`);
      rows.push({ what: one.what, ...(await load(one, { concurrent, requests })) });
    }
    return rows;
  } finally {
    for (const child of children) await stopped(child);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** On a replay of nothing, so that it asks no press office. */
function startService(folder: string, state: string): ChildProcess {
  const nothing = join(folder, "nothing");
  mkdirSync(nothing);
  writeFileSync(join(nothing, "INDEX.json"), '{"files":[]}\n');
  const options = ["--no-synth", "--assembly", assemblyDir, "--replay", nothing, "--state", state];
  return spawn(process.execPath, ["--import", "tsx", "local/start.ts", ...options], {
    cwd: projectDir,
    stdio: "ignore",
  });
}

async function siteOf(state: string): Promise<string> {
  return await soon("the service", async () => {
    const file = join(state, "local.json");
    if (!existsSync(file)) return null;
    const { baseUrl } = JSON.parse(readFileSync(file, "utf8")) as { baseUrl: string };
    const answer = await fetch(baseUrl).catch(() => null);
    return answer?.ok === true ? baseUrl : null;
  });
}

async function whatIsAsked(
  site: string,
  state: string,
): Promise<readonly (Asked & { what: string })[]> {
  const readouts = await (await fetch(`${site}/readouts`)).text();
  const [readout] = /\/readouts\/[a-z0-9-]+-\w+/.exec(readouts) ?? [];
  if (readout === undefined) throw new Error("the archive is empty");
  const form = { "content-type": "application/x-www-form-urlencoded", origin: site };
  const preview = { address: "reader@newsroom.example", query: "harbour", step: "preview" };
  return [
    { what: "the start page", url: `${site}/` },
    { what: "the list of readouts", url: `${site}/readouts` },
    { what: "a readout", url: `${site}${readout}` },
    {
      what: "a readout as JSON",
      url: `${site}${readout}`,
      headers: { accept: "application/json" },
    },
    { what: "the sources and their health", url: `${site}/sources` },
    { what: "a search", url: `${site}/search?q=harbour+school` },
    {
      what: "a search as JSON",
      url: `${site}/search?q=harbour+school`,
      headers: { accept: "application/json" },
    },
    { what: "the page of managing", url: `${site}${await managePage(site, state)}` },
    {
      what: "a preview of an alert",
      url: `${site}/subscribe`,
      method: "POST",
      headers: form,
      body: () => String(new URLSearchParams(preview)),
    },
    {
      what: "a sign-up",
      url: `${site}/subscribe`,
      method: "POST",
      headers: form,
      body: (n) =>
        String(
          new URLSearchParams({
            address: `reader-${n}@newsroom-${n % 50}.example`,
            query: `harbour AND road${n}`,
          }),
        ),
    },
    { what: "a page that is not there", url: `${site}/nowhere`, status: 404 },
  ];
}

/** By the link that is mailed to who asks for it: those at the feet of the recording's mails are too old. */
async function managePage(site: string, state: string): Promise<string> {
  const folder = join(state, "mails");
  const mails = () => readdirSync(folder).filter((name) => name.endsWith(".eml"));
  const before = new Set(mails());
  const body = new URLSearchParams({ address: reader });
  await fetch(`${site}/manage/link`, { method: "POST", headers: { origin: site }, body });
  return await soon("a mail with a link to manage", async () => {
    const [name] = mails().filter((one) => !before.has(one));
    if (name === undefined) return null;
    const { text = "" } = await PostalMime.parse(readFileSync(join(folder, name)));
    return /\/manage\?token=[\w.-]+/.exec(text)?.[0] ?? null;
  });
}

async function soon<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  const begun = performance.now();
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (performance.now() - begun > startsWithinMs) throw new Error(`${what} does not come`);
    await wait(200);
  }
}

async function startBare(folder: string, page: string, children: ChildProcess[]): Promise<string> {
  const file = join(folder, "page.html");
  writeFileSync(file, page);
  const program = `const page = require("node:fs").readFileSync(${JSON.stringify(file)});
    const server = require("node:http").createServer((_, response) => response.setHeader("content-type", "text/html").end(page));
    server.listen(0, "127.0.0.1", () => console.log(server.address().port));`;
  const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  const port = await new Promise<string>((resolve) => {
    child.stdout.once("data", (chunk: Buffer) => {
      resolve(String(chunk).trim());
    });
  });
  return `http://127.0.0.1:${port}/`;
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => {
    child.once("close", resolve);
  });
  child.kill("SIGINT");
  await ended;
}
