import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import * as v from "valibot";

/** MJML and React Email, installed and running. */
export interface MailPeers {
  readonly isThere: true;
  /** @returns milliseconds that it took to render the mail so many times, as text and HTML, and how long both are */
  render(
    way: "mjml" | "react",
    times: number,
  ): Promise<{ readonly ms: number; readonly bytes: number }>;
  stop(): void;
}

export interface NoMailPeers {
  readonly isThere: false;
  /** For people: what is missing. */
  readonly why: string;
}

const here = import.meta.dirname;
const files = ["package.json", "package-lock.json", "render.mjs"];
const cache = join(here, "../../../node_modules/.cache/mail-peers");
const answer = v.object({ ms: v.number(), bytes: v.number() });

/** Installs them by npm where this has not been done for these files; nothing else of the project needs them. */
export function startMailPeers(mail: object, say: (text: string) => void): MailPeers | NoMailPeers {
  const folder = join(cache, fingerprint());
  if (!existsSync(folder)) {
    say("Installing MJML and React Email ...");
    const failure = install(folder);
    if (failure !== null) {
      const why = `MJML and React Email are left out: npm could not install them.\n${failure}`;
      return { isThere: false, why };
    }
  }
  const child = spawn(process.execPath, [join(folder, "render.mjs")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const tell = (asked: object) => child.stdin.write(`${JSON.stringify(asked)}\n`);
  tell({ mail });
  return {
    isThere: true,
    async render(way, times) {
      tell({ way, times });
      const line = await lines.next();
      if (line.done === true)
        throw new Error(`the peer's process ended while it rendered by ${way}`);
      return v.parse(answer, JSON.parse(line.value));
    },
    stop() {
      child.stdin.end();
    },
  };
}

function fingerprint(): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(join(here, file)));
  return hash.digest("hex").slice(0, 16);
}

/** @returns what npm said, where it failed */
function install(folder: string): string | null {
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  for (const file of files) copyFileSync(join(here, file), join(unfinished, file));
  const { status, stderr } = spawnSync(
    "npm",
    ["ci", "--no-audit", "--no-fund", "--ignore-scripts"],
    {
      cwd: unfinished,
      encoding: "utf8",
    },
  );
  if (status !== 0) return stderr;
  renameSync(unfinished, folder);
  return null;
}
