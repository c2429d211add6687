import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import * as v from "valibot";
import { saveWatched } from "../lambda/alerts/matching/watched-queries.ts";
import { packJson } from "../lambda/archive/packing.ts";
import { silentLog } from "../lambda/runtime/log.ts";
import type { StandingQuery } from "../lambda/subscriptions/standing-query.ts";
import { howToBundle } from "../lib/bundle.ts";
import { contentOf, makeDocuments } from "./corpus.ts";
import { makeQueries } from "./corpus-queries.ts";
import { median, rounded } from "./interleave.ts";
import { readoutOf } from "./search/load.ts";
import type { Subject } from "./subject.ts";

const seed = 2026;
const documentCount = 2000;
const queryCount = 100_000;
const readoutCount = 20;
/** Others that are in the archive already, as many as the stack looks at. */
const likeCount = 100;
const rounds = 9;
const megabyte = 1e6;

const said = v.object({
  residentBytes: v.number(),
  hits: v.optional(v.number()),
  matchingMs: v.optional(v.number()),
});

/** How long a new process takes until it has matched its first readouts. */
export const cold: Subject = {
  name: "cold",
  description: "a new process with a copy of 100,000 queries and its first 20 readouts",
  options: [],
  isUsual: false,
  measure(_options, say) {
    say("Making queries and their copies ...");
    const folder = mkdtempSync(join(tmpdir(), "readouts-cold-"));
    try {
      const measured = measure(folder, say);
      return {
        json: measured,
        print() {
          console.log(
            `A new process, ${queryCount} queries, ${readoutCount} readouts; the SDK is loaded in each`,
          );
          console.table(measured.rows);
        },
      };
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

function measure(folder: string, say: (text: string) => void) {
  const documents = makeDocuments({ seed, count: documentCount });
  const queries = makeQueries({ seed: seed + 1, documents, count: queryCount, mix: "desk" }).map(
    (query, n): StandingQuery => ({
      subscriberId: idOf("subscriber", n),
      subscriptionId: idOf("subscription", n),
      query,
      frequency: { kind: "immediate" },
      timeZone: "Europe/Berlin",
      events: ["new", "edited"],
    }),
  );
  const before = documents.slice(readoutCount, readoutCount + likeCount);
  const like = before.map((document) => contentOf(document));
  const compiled = saveWatched(queries, like, silentLog);
  const text = Buffer.concat(packJson(queries));
  const revisions = documents.slice(0, readoutCount).map((document, n) => readoutOf(document, n));
  const files = { compiled: join(folder, "compiled"), text: join(folder, "text") };
  const revisionsFile = join(folder, "revisions");
  writeFileSync(files.compiled, compiled);
  writeFileSync(files.text, text);
  writeFileSync(revisionsFile, JSON.stringify(revisions.map(({ revision }) => revision)));
  const programs = bundlePrograms(folder);
  const ways = [
    { what: "Node and the SDK", run: [programs.sdk] },
    {
      what: "queries compiled before",
      run: [programs.matching, "compiled", files.compiled, revisionsFile],
    },
    {
      what: "queries compiled here",
      run: [programs.matching, "text", files.text, revisionsFile],
    },
  ].map((way) => ({ ...way, times: [] as number[], said: [] as v.InferOutput<typeof said>[] }));
  say("Starting processes ...");
  for (let round = 0; round <= rounds; round += 1) {
    for (const way of ways) {
      const begun = performance.now();
      const { status, stdout, stderr } = spawnSync(process.execPath, way.run, {
        encoding: "utf8",
        env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
      });
      const took = performance.now() - begun;
      if (status !== 0) throw new Error(stderr);
      if (round === 0) continue;
      way.times.push(took);
      way.said.push(v.parse(said, JSON.parse(stdout)));
    }
  }
  const [bare] = ways;
  return {
    megabytes: {
      compiled: rounded(compiled.length / megabyte),
      text: rounded(text.length / megabyte),
    },
    rows: ways.map(({ what, times, said: all }) => ({
      what,
      "ms in all": Math.round(median(times)),
      "ms beyond Node and the SDK": Math.round(median(times) - median(bare?.times ?? [])),
      "of them matching": Math.round(median(all.map(({ matchingMs = 0 }) => matchingMs))),
      "MB resident": Math.round(median(all.map(({ residentBytes }) => residentBytes)) / megabyte),
      hits: all[0]?.hits ?? 0,
    })),
  };
}

/** As long as ours are, and as hard to compress. */
const idOf = (kind: string, n: number): string =>
  createHash("sha256").update(`${kind} ${n}`).digest("base64url").slice(0, 22);

function bundlePrograms(folder: string): { readonly sdk: string; readonly matching: string } {
  mkdirSync(folder, { recursive: true });
  const root = join(import.meta.dirname, "..");
  buildSync({
    ...howToBundle,
    absWorkingDir: root,
    entryPoints: ["with-sdk", "matching"].map((name) => join("bench", "cold", `${name}.ts`)),
    outdir: folder,
    write: true,
  });
  return { sdk: join(folder, "with-sdk.js"), matching: join(folder, "matching.js") };
}
